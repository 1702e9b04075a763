// How the schools of the demonstration keep their practices: put into the calendar last spring, looked at ever since, and
// how the policy stood kept at the end of last term and on the last day.

import { addDays, daysBetween, weekdayOf } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepDay } from '../src/features/coverage/index.ts'
import { adoptPractices, attestPractice, practicesFor } from '../src/features/practices/index.ts'
import { termsOf } from './calendar.ts'
import { type Act, actor, type Stage } from './moment.ts'
import { yearOf } from './school-days.ts'

const morning = (day: string): Date => new Date(`${day}T09:30:00Z`)

/** What whoever looked wrote. Each is used once a year for a practice: nobody writes the same words twice. */
const sawIt = [
  'Walked through four rooms on Tuesday morning and asked two classes; it happens as the policy says.',
  'Sat in on two lessons this week and talked to the adults afterwards. Nothing fell short.',
  'Went through the notes of the term with the team, then looked at three examples myself.',
  'Asked staff from different year groups and compared what they said with what I could see.',
] as const

const fellShort = {
  seen: 'Looked in six rooms: two had nothing up since they were painted in the summer.',
  remark: 'The office puts both back up this week; we look again at half-term.',
} as const

/** At each school one is late, and one falls short. */
const late: ReadonlySet<string> = new Set([
  'off-task-dealt-with',
  'messaging-watched',
  'email-used-with-care',
  'technical-staff-supervised',
  'everybody-shares-the-duty',
])
const fallShort: ReadonlySet<string> = new Set([
  'notices-are-up',
  'one-message-to-parents',
  'users-consulted',
])

/** Practices of the school in turn, so that they are not all due on one day. */
export function practiceStories(stage: Stage): Act[] {
  const { code } = stage.loaded.school
  const start = `${yearOf(stage.lastDay)}-09-01`
  const first = addDays(start, -140)
  const acts: Act[] = [
    {
      at: morning(first),
      play: (moment) => adoptPractices(moment.context, actor(moment, 'head')).then(() => undefined),
    },
  ]
  for (const [turn, practice] of practicesFor(code).entries()) {
    const lookedOn = lookDays(first, stage.lastDay, {
      turn,
      every: practice.every,
      isLate: late.has(practice.key),
    })
    for (const [time, day] of lookedOn.entries()) {
      const short = fallShort.has(practice.key) && time === lookedOn.length - 1
      acts.push({
        at: morning(addDays(day, 1)),
        play: async (moment) => {
          await attestPractice(moment.context, actor(moment, 'head'), practice.key, {
            result: short ? 'partly' : 'kept',
            seenOn: day,
            seen: short ? fellShort.seen : (sawIt[(time + turn) % sawIt.length] ?? sawIt[0]),
            remark: short ? fellShort.remark : null,
          })
        },
      })
    }
  }
  return [...acts, ...dayActs(stage)]
}

const stepDays = { month: 28, halfTerm: 62, term: 126, year: 330 } as const

type Rhythm = { turn: number; every: keyof typeof stepDays; isLate: boolean }

/** When a practice was looked at: every so often from the first day, each in its turn, on days when there is school. */
function lookDays(first: string, lastDay: string, { turn, every, isLate }: Rhythm): readonly string[] {
  const step = stepDays[every]
  const until = addDays(lastDay, isLate ? -step - 40 : -1 - turn)
  const times = Math.floor(daysBetween(addDays(first, turn + 2), until) / step)
  return Array.from({ length: times + 1 }, (_, back) => weekdayBefore(addDays(until, -(times - back) * step)))
}

/** The day itself, or the Friday before a weekend. */
function weekdayBefore(day: string): string {
  const weekday = weekdayOf(day)
  return weekday === 6 ? addDays(day, -1) : weekday % 7 === 0 ? addDays(day, -2) : day
}

/** The end of last term, and the last day. */
function dayActs(stage: Stage): Act[] {
  const terms = termsOf([yearOf(stage.lastDay) - 1, yearOf(stage.lastDay)])
  const lastTerm = terms.filter(({ endsOn }) => endsOn < stage.lastDay).at(-1)
  const days = [lastTerm?.endsOn, stage.lastDay].filter((day) => day !== undefined)
  return days.map((day) => ({
    at: new Date(`${day}T16:30:00Z`),
    play: (moment) => keepDay(moment.context, systemActor(moment.stage.loaded.schoolId)),
  }))
}
