// What concerns adults of the school: low-level concerns, allegations, one of them about a head. For their case managers.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import { askAdviser } from '../src/features/allegations/ask-adviser.ts'
import { consultLado, consultLadoForm } from '../src/features/allegations/consult-lado.ts'
import { closeAllegation, reviewConcern } from '../src/features/allegations/end-matter.ts'
import { recordOutcome, recordOutcomeForm } from '../src/features/allegations/record-outcome.ts'
import { tellConcern, tellConcernForm } from '../src/features/allegations/tell-concern.ts'
import { weighConcern } from '../src/features/allegations/weigh-concern.ts'
import { pick } from './chance.ts'
import { type Act, actor, actorById, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil, someTime } from './school-days.ts'
import { closeWelfareConcern, readWelfareConcern } from './welfare-story.ts'

const hour = 3_600_000
const day = 24 * hour

/** Small numbers, as in a real school: a concern or two a year, an allegation in three years. */
export function adultStories(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const on = (share: number): Date =>
    someTime(stage.chance, days[Math.floor(share * (days.length - 1))] ?? '', 13, 15)
  const acts = [...lowLevelConcern(stage, on(0.2)), ...lowLevelConcern(stage, on(0.66))]
  const { code } = stage.loaded.school
  if (code === 'B' || code === 'R') acts.push(...investigatedAllegation(stage, on(0.45)))
  if (code === 'T') acts.push(...aboutTheHead(stage, on(0.985)))
  return acts
}

const lowLevel = [
  'A photograph of the class at the farm was taken with a private phone. It was deleted when I asked, and it was never sent.',
  'A former pupil’s friend request was accepted on a private account. I was told by the colleague and it was undone the same day.',
  'Answered a pupil’s message on the learning platform late at night. The words were kind, the hour was not right.',
]

function lowLevelConcern(stage: Stage, at: Date): Act[] {
  let id = ''
  const adultId = someAdult(stage)
  return [
    {
      at,
      play: async (moment) => {
        id = await tell(moment, { adultId, account: pick(stage.chance, lowLevel) })
      },
    },
    {
      at: new Date(at.getTime() + 3 * hour),
      play: async (moment) =>
        void (await weighConcern(moment.context, actor(moment, 'head'), id, {
          answers: ['none'],
          why: 'No child was harmed or at risk. It is not in line with the code of conduct, and was put right at once.',
        })),
    },
    {
      at: new Date(at.getTime() + 2 * day),
      play: async (moment) =>
        void (await reviewConcern(moment.context, actor(moment, 'head'), id, {
          says: 'Talked it through with the colleague. There was no earlier concern. The code was read again together.',
        })),
    },
  ]
}

function investigatedAllegation(stage: Stage, at: Date): Act[] {
  let id = ''
  const adultId = someAdult(stage)
  const account =
    'A parent says that a member of staff writes to her child in a game in the evenings, and only to him.'
  const later = (ms: number, play: (moment: Moment) => Promise<unknown>): Act => ({
    at: new Date(at.getTime() + ms),
    play: async (moment) => void (await play(moment)),
  })
  return [
    later(0, async (moment) => {
      id = await tell(moment, { adultId, account, childIds: [somePupil(stage)] })
    }),
    later(hour / 2, (moment) => readWelfareConcern(moment, id)),
    later(hour, (moment) =>
      weighConcern(moment.context, actor(moment, 'head'), id, {
        answers: ['mayPoseRisk'],
        why: 'Private contact with one child, out of sight. It may be harmless; that is not for the school to say.',
      }),
    ),
    later(2 * hour, (moment) => consult(moment, id)),
    later(5 * day, (moment) => closeWelfareConcern(moment, id)),
    later(14 * day, (moment) => recordOutcome(moment.context, actor(moment, 'head'), id, outcome)),
    later(15 * day, (moment) =>
      closeAllegation(moment.context, actor(moment, 'head'), id, {
        says: 'The code of conduct now says that staff do not play online with pupils, relatives apart.',
      }),
    ),
  ]
}

const outcome = recordOutcomeForm.parse({
  outcome: 'unsubstantiated',
  reasons:
    'The game was one of the family’s, with others in it. Nothing shows harm, and nothing shows that there was none.',
  measure: 'advice',
  removedForRisk: 'no',
  dbs: 'notNeeded',
  tra: 'notNeeded',
  referralReasons: 'Considered with the LADO. The threshold for a referral is not met.',
  staffFile: 'A short summary was put on the file.',
})

/** Nobody but the chair of governors decides about the head. It is still open. */
function aboutTheHead(stage: Stage, at: Date): Act[] {
  let id = ''
  return [
    {
      at,
      play: async (moment) => {
        const account =
          'The head used a pupil’s photograph on a private page after the parent had said no to that.'
        id = await tell(moment, {
          adultId: actor(moment, 'head').personId,
          account,
          childIds: [somePupil(stage)],
        })
      },
    },
    { at: new Date(at.getTime() + hour / 2), play: (moment) => readWelfareConcern(moment, id) },
    {
      at: new Date(at.getTime() + 2 * hour),
      play: async (moment) =>
        void (await weighConcern(moment.context, actor(moment, 'chair'), id, {
          answers: ['notSure'],
          why: 'Consent was refused. Whether more lies behind it is for the LADO to say.',
        })),
    },
    {
      at: new Date(at.getTime() + 3 * hour),
      play: (moment) =>
        askAdviser(moment.context, actor(moment, 'chair'), id, {
          personId: actor(moment, 'hr').personId,
          why: 'What may the governors do while the LADO looks at it, and what would give it away?',
          lastDay: addDays(londonDate(moment.at), 28),
        }),
    },
  ]
}

async function tell(
  moment: Moment,
  { adultId, account, childIds = [] }: { adultId: string; account: string; childIds?: readonly string[] },
): Promise<string> {
  const form = tellConcernForm.parse({ adultId, account, childIds, danger: 'no' })
  const { allegationId } = await tellConcern(
    moment.context,
    actorById(moment, teller(moment.stage, adultId)),
    form,
  )
  return allegationId
}

function consult(moment: Moment, id: string) {
  const form = consultLadoForm.parse({
    consultedOn: londonDate(moment.at),
    consultedAt: new Date(moment.at.getTime() - 10 * 60_000).toLocaleTimeString('en-GB', {
      timeZone: 'Europe/London',
      hour: '2-digit',
      minute: '2-digit',
    }),
    officer: 'Jo Larkin',
    reference: `LADO ${londonDate(moment.at).slice(2, 4)}/114`,
    advice: 'schoolInvestigates',
    adultMayBeTold: 'yes',
    words: 'The school may look into it, and tell the adult that it does.',
  })
  return consultLado(moment.context, actor(moment, 'head'), id, form)
}

function staffWithout(stage: Stage, jobTitle: string, without: string): string[] {
  const related = new Set(
    stage.loaded.people.relations.flatMap(({ person_id, relative_id }) => [person_id, relative_id]),
  )
  return stage.loaded.people.persons
    .filter(
      ({ id, kind, job_title }) =>
        kind === 'staff' && job_title === jobTitle && id !== without && !related.has(id),
    )
    .map(({ id }) => id)
}

const someAdult = (stage: Stage): string => pick(stage.chance, staffWithout(stage, 'Class teacher', ''))
const teller = (stage: Stage, about: string): string =>
  pick(stage.chance, staffWithout(stage, 'Teaching assistant', about))

function somePupil(stage: Stage): string {
  return pick(
    stage.chance,
    stage.loaded.people.persons.filter(({ kind }) => kind === 'pupil'),
  ).id
}
