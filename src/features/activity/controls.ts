import { countInPublic } from '#/kernel/limits.ts'
import { addDays, dayMs, instantAt, londonDate } from '#/kernel/london-time.ts'
import { isSchoolDay } from '#/kernel/school-calendar.ts'
import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readCalendar } from '../schools/index.ts'
import { countForEvidence } from './concern-store.ts'
import { takenIn } from './taken-store.ts'
import { listWeeks } from './week-store.ts'

const termMs = 90 * dayMs
const weekInDateDays = 14

export const controls: readonly Control[] = [
  {
    id: 'activity.kept',
    name: 'What is asked for on the network is put on record, with the device and whoever sits there as far as they are known',
    does: 'records',
    clauses: ['T22', 'R107'],
    provedBy: 'what engines decided is taken in once, for the right school, and shown as one day of a device',
    evidence: async (tx, schoolId, at) => {
      const { lastAt, lost } = await takenIn(tx, schoolId, new Date(at.getTime() - 7 * dayMs), at)
      const lostWords =
        lost > 0
          ? ' Some visits were lost in the last seven days.'
          : ' Nothing was lost in the last seven days.'
      return {
        sentence:
          lastAt === null
            ? 'The filter has told nothing yet.'
            : `The filter tells what it decides.${lostWords}`,
        lastAt,
        inDate: lastAt !== null && lastAt >= (await lastSchoolDay(tx, schoolId, at)),
        isSetUp: lastAt !== null,
        mendAt: '/activity',
      }
    },
  },
  {
    id: 'activity.concerns',
    name: 'The safeguarding lead has a task at the first attempt at what may harm a child, and of others when they repeat',
    does: 'runs',
    clauses: ['T152', 'R4', 'T21'],
    provedBy:
      'an attempt at what may harm a child is a task at once, one for the child and day, kept from the child’s family',
    evidence: async (tx, schoolId, at) => {
      const { count, late, lastAt } = await countForEvidence(
        tx,
        schoolId,
        new Date(at.getTime() - termMs),
        at,
      )
      return {
        sentence: `In the last three months: ${countInPublic(count)}.${late > 0 ? ' Some wait for somebody to look.' : ' All were looked at.'}`,
        lastAt,
        inDate: late === 0,
        mendAt: '/activity/concerns',
      }
    },
  },
  {
    id: 'activity.looks',
    name: 'A child’s day on the network is looked at only with a reason, by few, and each look is on record',
    does: 'enforces',
    clauses: ['H71', 'A14', 'T165'],
    provedBy:
      'a child’s day is shown with a reason, for an hour, to whoever asked, and the child’s family never learns of it',
    evidence: async () => ({
      sentence: 'No child can open it, and nobody without a reason that stays.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'activity.adults',
    name: 'What an adult did on the network is looked at by two people together, one of them the head; about the head, with the chair of governors',
    does: 'enforces',
    clauses: ['A88', 'A26', 'T48'],
    provedBy:
      'an adult’s day is opened by two people: one asks, another agrees, both look for an hour, and each step stays',
    // How often it happened is nobody's number: it could tell somebody that it was about them.
    evidence: async () => ({
      sentence: 'It opens only once a second person has agreed, and never to whoever it is about.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'activity.told',
    name: 'Everybody can read that use of the network is watched over, what is kept of it and who may look',
    does: 'informs',
    clauses: ['B34', 'R133'],
    provedBy: 'anybody reads what is kept of what they visit, for how long here, and who may look',
    evidence: async () => ({
      sentence: 'The page stands open to everybody, without a sign-in.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'activity.weeks',
    name: 'Those who lead get a report each week of what was blocked, also when nothing was',
    does: 'runs',
    clauses: ['A25', 'H70', 'R4'],
    provedBy:
      'the weekly report comes on Monday to those whom the school chose, also when nothing was blocked',
    evidence: async (tx, schoolId, at) => {
      const [last] = await listWeeks(tx, schoolId, 1)
      const since = instantAt(addDays(londonDate(at), -weekInDateDays), '00:00')
      return {
        sentence:
          last === undefined
            ? 'The first report is made on Monday.'
            : 'A report is made each Monday morning.',
        lastAt: last?.madeAt ?? null,
        inDate: last !== undefined && last.madeAt >= since,
        isSetUp: last !== undefined,
        mendAt: '/activity/weeks',
      }
    },
  },
]

const longestHolidaysDays = 60

/** When the last school day before today began: holidays are quiet, a school day is not. Without terms, that long ago. */
async function lastSchoolDay(tx: Tx, schoolId: string, at: Date): Promise<Date> {
  const calendar = await readCalendar(tx, schoolId)
  const today = londonDate(at)
  const days = Array.from({ length: longestHolidaysDays }, (_, back) => addDays(today, -1 - back))
  const last = days.find((day) => isSchoolDay(day, calendar)) ?? addDays(today, -longestHolidaysDays)
  return instantAt(last, '00:00')
}
