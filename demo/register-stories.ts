// What follows an incident in the registers: a file that may be kept, a device taken in, a sanction, a removal; and what becomes of incidents later: told twice, opened again, a child who leaves.

import sharp from 'sharp'
import { londonDate } from '#/kernel/london-time.ts'
import { reading } from '#/platform/context.ts'
import { answerIllegality } from '../src/features/evidence/answer-illegality.ts'
import { confiscateDevice, confiscateForm } from '../src/features/evidence/confiscate-device.ts'
import { keepFile } from '../src/features/evidence/keep-file.ts'
import { closeIncident } from '../src/features/incidents/close-incident.ts'
import { moveIncident } from '../src/features/incidents/move-incident.ts'
import { leaveSchool } from '../src/features/people/leave-school.ts'
import { decideSanction } from '../src/features/sanctions/decide-sanction.ts'
import { laddersOf } from '../src/features/sanctions/ladder-store.ts'
import { proposeSanction, proposeSanctionForm } from '../src/features/sanctions/propose-sanction.ts'
import { askForRemoval, askForRemovalForm } from '../src/features/takedowns/ask-for-removal.ts'
import { recordAnswer } from '../src/features/takedowns/record-answer.ts'
import type { Cast } from './cast-plot.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { possiblePicture } from './picture-story.ts'
import { schoolDaysUntil, someTime } from './school-days.ts'
import { castFor, now, tell } from './tell-incident.ts'
import { answerFirstFour, walkTriage } from './walk-triage.ts'
import { asWhoeverMay } from './whoever-may.ts'

const hour = 3_600_000
const day = 24 * hour

/** One incident of each sort at every school, in its last weeks. */
export function registerStories(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const ago = (schoolDays: number): Date => someTime(stage.chance, days.at(-schoolDays) ?? '', 9, 11)
  return [...unkindPosts(stage, ago(8)), ...possiblePicture(stage, ago(5)), ...openedAgain(stage, ago(24))]
}

/** Told by two teachers; a screenshot of words kept, a phone taken in, a post removed, and what follows decided. */
function unkindPosts(stage: Stage, at: Date): Act[] {
  const cast = castFor(stage, 'bullying', at)
  let id = ''
  let again = ''
  let requestId = ''
  const later = (ms: number): Date => new Date(at.getTime() + ms)
  return [
    {
      at,
      play: async (moment) => {
        id = await tell(
          moment,
          cast,
          'bullying',
          'A list of unkind names was posted in the class chat last night.',
        )
        await answerFirstFour(moment, id, {})
      },
    },
    {
      at: later(hour),
      play: async (moment) => {
        again = await tell(
          moment,
          cast,
          'bullying',
          'Two parents rang about a list of names in the class chat.',
        )
        await answerFirstFour(moment, again, {})
      },
    },
    {
      at: later(2 * hour),
      play: async (moment) => {
        const says = 'The same list in the same chat, told by somebody else.'
        await asWhoeverMay(moment, (person) =>
          moveIncident(moment.context, person, again, { action: 'markDuplicate', says, duplicateOf: id }),
        )
        await keepWords(moment, id, cast)
        requestId = await askTheProvider(moment, id)
      },
    },
    { at: later(day), play: (moment) => decideWhatFollows(moment, id, cast) },
    {
      at: later(2 * day),
      play: async (moment) => {
        const answer = { act: 'removed', says: 'Looked this morning: the list is gone.' } as const
        await asWhoeverMay(moment, (person) => recordAnswer(moment.context, person, requestId, answer))
      },
    },
    { at: later(6 * day), play: (moment) => leaves(moment, cast) },
  ]
}

async function keepWords(moment: Moment, incidentId: string, { instigator }: Cast): Promise<void> {
  const { context } = moment
  const answer = { answer: 'notIllegal', why: 'Unkind words in a chat, and no picture.' } as const
  await asWhoeverMay(moment, (person) => answerIllegality(context, person, incidentId, answer))
  const content = await coveredChat()
  const file = {
    description: 'Screenshot of the class chat, names and words covered',
    fromWhom: 'A parent, by e-mail to the office',
    noPicture: 'yes',
  } as const
  await asWhoeverMay(moment, (person) =>
    keepFile(context, person, incidentId, file, {
      fileName: 'class-chat.png',
      declaredType: 'image/png',
      content: (async function* () {
        yield content
      })(),
    }),
  )
  const phone = confiscateForm.parse({
    ownerKind: 'pupil',
    ownerId: instigator?.id ?? '',
    ownerName: instigator ? '' : 'A pupil in the class',
    description: 'White phone in a blue case',
    suspicion: 'The list is said to have been sent from it, and it was out in lesson time.',
    takenBy: 'The class teacher',
    place: 'Safe in the head’s office, bag B-204',
    sealNumber: 'B-204',
    ...now(moment),
  })
  await asWhoeverMay(moment, (person) => confiscateDevice(context, person, incidentId, phone))
}

/** A chat in which every name and word is covered with a bar: no picture of anybody. */
function coveredChat(): Promise<Buffer> {
  const bar = (width: number, left: number, i: number) => ({
    input: {
      create: { width, height: 36, channels: 3 as const, background: left > 60 ? '#b7d3cf' : '#d9d9d9' },
    },
    left,
    top: 24 + i * 56,
  })
  return sharp({ create: { width: 420, height: 300, channels: 3, background: '#ffffff' } })
    .composite([bar(250, 24, 0), bar(210, 24, 1), bar(180, 200, 2), bar(230, 24, 3), bar(120, 260, 4)])
    .png()
    .toBuffer()
}

function askTheProvider(moment: Moment, incidentId: string): Promise<string> {
  const request = askForRemovalForm.parse({
    whom: 'provider',
    network: 'other',
    place: 'The class chat, in the messages of the evening before',
    what: 'A list of unkind names of pupils',
    ...now(moment),
  })
  return asWhoeverMay(moment, (person) => askForRemoval(moment.context, person, incidentId, request))
}

/** On the ladder of the school: where it may stop the internet, it is stopped for a week and comes back after a talk. */
async function decideWhatFollows(moment: Moment, incidentId: string, { instigator }: Cast): Promise<void> {
  const { context, stage } = moment
  const head = actor(moment, 'head')
  const { pupil } = await reading(context, head, (tx) => laddersOf(tx, stage.loaded.schoolId))
  const stops = pupil.ladder.levels.find((level) => level.stops.includes('internet'))
  const level = stops ?? pupil.ladder.levels[1]
  if (!instigator || !level) return
  const form = proposeSanctionForm.parse({
    personId: instigator.id,
    level: `pupil:${level.id}`,
    why: 'The second time this term. Help for both children comes first and has begun.',
    ...(stops
      ? { stops: 'internet', endsOn: londonDate(new Date(moment.at.getTime() + 21 * day)), needsTalk: 'yes' }
      : {}),
  })
  const id = await asWhoeverMay(moment, (person) => proposeSanction(context, person, incidentId, form))
  if (level.approver !== 'classTeacher') {
    await decideSanction(context, head, id, {
      decision: 'approved',
      says: 'Agreed; I will speak with the family.',
    })
  }
}

/** A friend of the children moves away in the middle of it; the office writes it down. */
async function leaves(moment: Moment, { witness }: Cast): Promise<void> {
  if (!witness) return
  const lastDay = londonDate(moment.at)
  await leaveSchool(moment.context, actor(moment, 'office'), { personId: witness.id, lastDay })
}

/** Closed as settled, and opened again when a parent wrote that it went on. */
function openedAgain(stage: Stage, at: Date): Act[] {
  const cast = castFor(stage, 'nastyMessage', at)
  let id = ''
  const later = (days: number): Date => new Date(at.getTime() + days * day)
  return [
    {
      at,
      play: async (moment) => {
        id = await tell(moment, cast, 'nastyMessage', 'A rude message came from a number that nobody knows.')
        await answerFirstFour(moment, id, {})
        await walkTriage(moment, id, {})
      },
    },
    {
      at: later(7),
      play: async (moment) => {
        const closing = {
          done: 'Showed the child how to block and to tell.',
          told: 'The family, by phone.',
          change: 'Nothing: what we have worked.',
          changeBy: 'nobody' as const,
        }
        await asWhoeverMay(moment, (person) => closeIncident(moment.context, person, id, closing))
      },
    },
    {
      at: later(21),
      play: async (moment) => {
        const says = 'A parent writes that messages from the same number have begun again.'
        const reopen = { action: 'reopen', says, duplicateOf: '' } as const
        await asWhoeverMay(moment, (person) => moveIncident(moment.context, person, id, reopen))
      },
    },
  ]
}
