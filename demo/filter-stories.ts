// The filter of a school of the demonstration: rules that were proposed and agreed, sites that were asked for and found unsuitable.

import { addDays } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { addOwnSite, publishPolicy } from '../src/features/filtering/index.ts'
import { decideInspection, endInspection, proposeInspection } from '../src/features/inspection/index.ts'
import {
  askForSite,
  decideRequest,
  hasProvider,
  recordProvider,
} from '../src/features/site-requests/index.ts'
import { type Act, actor, actorById, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'

const at = (day: string, time: string): Date => new Date(`${day}T${time}:00Z`)

/** Over the last weeks; one request of a teacher and one report of a child wait at the end of the last day. */
export function filterStories(stage: Stage): Act[] {
  const { lastDay } = stage
  const days = schoolDaysUntil(lastDay)
  const day = (back: number): string => days.at(-1 - back) ?? addDays(lastDay, -back)
  return [
    { at: at(day(30), '08:30'), play: openMuseum },
    ...handedOn(at(day(12), '09:10'), at(day(11), '10:10'), (moment) =>
      ask(moment, 'coolmathgames.com', 'Number games for the maths club', 'agreed'),
    ),
    {
      at: at(day(7), '13:20'),
      play: async (moment) => {
        await ask(moment, 'roblox.com', 'The class would like it as a treat', 'refused')
      },
    },
    ...(stage.loaded.school.code === 'A' ? inspectionActs(day) : []),
    ...handedOn(at(day(2), '11:05'), at(day(1), '10:10'), (moment) =>
      childReports(moment, 'free-prizes.example'),
    ),
    {
      at: at(lastDay, '10:20'),
      play: async (moment) => {
        await ask(moment, 'youtube.com/watch', 'A film about volcanoes for Year 5', null)
      },
    },
    {
      at: at(lastDay, '16:20'),
      play: async ({ context }) => {
        await publishPolicy(context, systemActor(stage.loaded.schoolId))
      },
    },
  ]
}

async function openMuseum(moment: Moment): Promise<void> {
  const head = actor(moment, 'head')
  await inTransaction(moment.context, head, (tx) =>
    addOwnSite(moment.context, tx, head, {
      site: 'flickr.com/photos/town-museum',
      does: 'allow',
      profiles: ['keyStage1', 'keyStage2'],
      until: null,
      why: 'Old pictures of our town, looked through by the history lead.',
      addedBy: head.personId,
      agreedBy: head.personId,
    }),
  )
}

async function ask(
  moment: Moment,
  site: string,
  why: string,
  decision: 'agreed' | 'refused' | null,
): Promise<string> {
  const id = await askForSite(moment.context, actor(moment, 'teacher'), { wants: 'open', site, why })
  if (decision === null) return id
  await decideRequest(moment.context, actor(moment, 'head'), id, {
    decision,
    profiles: ['keyStage2'],
    lasts: 'until',
    on: moment.stage.lastDay,
    why:
      decision === 'agreed'
        ? 'Looked through it: games with numbers, no chat.'
        : 'Not for lessons, and there is a chat.',
    answer: null,
  })
  return id
}

/** What was agreed is handed on where the school has a provider, and somebody sees that its desk has done it. */
function handedOn(
  first: Act['at'],
  then: Act['at'],
  agree: (moment: Moment) => Promise<string | null>,
): Act[] {
  let id: string | null = null
  const asked = async (moment: Moment): Promise<void> => {
    id = await agree(moment)
  }
  const seenTo = async (moment: Moment): Promise<void> => {
    const { schoolId } = moment.stage.loaded
    const head = actor(moment, 'head')
    const has = await reading(moment.context, head, (tx) => readSetting(tx, schoolId, hasProvider))
    if (id === null || !has) return
    const did = 'Rang the desk: done this morning. Tried on a pupil’s laptop, and it is as we asked.'
    await recordProvider(moment.context, head, id, { did })
  }
  return [
    { at: first, play: asked },
    { at: then, play: seenTo },
  ]
}

/** A pupil tells us; the head looks at it and blocks it for everybody. */
async function childReports(moment: Moment, site: string): Promise<string | null> {
  const pupil = moment.stage.loaded.people.persons.find(({ kind }) => kind === 'pupil')
  if (!pupil) return null
  const id = await askForSite(moment.context, actorById(moment, pupil.id), {
    wants: 'block',
    site,
    why: null,
  })
  const head = actor(moment, 'head')
  const why = 'It asks children for their address.'
  await decideRequest(moment.context, head, id, {
    decision: 'agreed',
    profiles: [],
    lasts: 'good',
    on: null,
    why,
    answer: null,
  })
  return id
}

/** Looked into for a week, by two people, ended by one; a second proposal waits for the head. */
function inspectionActs(day: (back: number) => string): Act[] {
  let id = ''
  const propose = async (moment: Moment, why: string): Promise<void> => {
    const asked = { profiles: ['staff' as const], why, told: 'yes' as const }
    id = await proposeInspection(moment.context, actor(moment, 'technician'), asked)
  }
  return [
    {
      at: at(day(20), '09:40'),
      play: (moment) => propose(moment, 'A virus came in an encrypted download to a staff laptop.'),
    },
    {
      at: at(day(18), '15:30'),
      play: (moment) =>
        decideInspection(moment.context, actor(moment, 'head'), id, {
          decision: 'agreed',
          why: 'The assessment for data protection is done, and all staff have had the letter.',
        }),
    },
    {
      at: at(day(13), '08:50'),
      play: (moment) =>
        endInspection(moment.context, actor(moment, 'head'), id, {
          why: 'Two laptops do not trust the certificate yet. We begin again when all do.',
        }),
    },
    {
      at: at(day(1), '14:15'),
      play: (moment) => propose(moment, 'The certificate is on every staff laptop now.'),
    },
  ]
}
