// The filter of a school of the demonstration: rules that were proposed and agreed, sites that were asked for and found unsuitable.

import { addDays } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { addOwnSite, publishPolicy } from '../src/features/filtering/index.ts'
import { decideInspection, endInspection, proposeInspection } from '../src/features/inspection/index.ts'
import { askForSite, decideRequest } from '../src/features/site-requests/index.ts'
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
    {
      at: at(day(12), '09:10'),
      play: (moment) => ask(moment, 'poki.com/en/g/maths', 'Number games for the maths club', 'agreed'),
    },
    {
      at: at(day(7), '13:20'),
      play: (moment) => ask(moment, 'roblox.com', 'The class would like it as a treat', 'refused'),
    },
    ...(stage.loaded.school.code === 'A' ? inspectionActs(day) : []),
    { at: at(day(2), '11:05'), play: (moment) => childReports(moment, 'free-prizes.example') },
    {
      at: at(lastDay, '10:20'),
      play: (moment) => ask(moment, 'youtube.com/watch', 'A film about volcanoes for Year 5', null),
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
): Promise<void> {
  const id = await askForSite(moment.context, actor(moment, 'teacher'), { wants: 'open', site, why })
  if (decision === null) return
  await decideRequest(moment.context, actor(moment, 'head'), id, {
    decision,
    profiles: ['keyStage2'],
    lasts: 'until',
    on: moment.stage.lastDay,
    why:
      decision === 'agreed'
        ? 'Looked through it: one page of sums, no chat.'
        : 'Not for lessons, and there is a chat.',
    answer: null,
  })
}

/** A pupil tells us; the head looks at it and blocks it for everybody. */
async function childReports(moment: Moment, site: string): Promise<void> {
  const pupil = moment.stage.loaded.people.persons.find(({ kind }) => kind === 'pupil')
  if (!pupil) return
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
