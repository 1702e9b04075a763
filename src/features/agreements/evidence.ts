// What agreements can show for themselves: who has signed, what the texts say, what was declared. Names nobody.

import { countInPublic, isSmallCount } from '#/kernel/limits.ts'
import { formatInstant, instantAt, londonDate } from '#/kernel/london-time.ts'
import { schoolYearOf } from '#/kernel/school-calendar.ts'
import { askedOnce } from '#/platform/controls/asked-once.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findSchool } from '../schools/index.ts'
import type { AgreementKey } from './agreement.ts'
import {
  type Counted,
  clausesInForce,
  countDeclarations,
  countHosted,
  countReminders,
  countStanding,
} from './missing-store.ts'

/** Of those who were asked, so many may be past their day before it needs attention: one in ten. */
const lateShare = 0.1

/** Who has signed, in a sentence that names nobody and gives no small number (decision S15). */
export function standingSentence({ asked, signed, open, lastAt }: Counted): string {
  if (asked === 0) return 'Nobody has been asked to sign yet.'
  const last = lastAt === null ? '' : `; the last on ${formatInstant(lastAt)}`
  if (isSmallCount(asked)) return `Fewer than 5 people are asked${last}.`
  const missing = asked - signed
  if (missing === 0) return `All ${asked} who were asked have signed${last}.`
  if (isSmallCount(missing)) return `Of ${asked} who were asked, all but a few have signed${last}.`
  if (isSmallCount(signed)) return `Of ${asked} who were asked, fewer than 5 have signed${last}.`
  const waiting = isSmallCount(open) || isSmallCount(missing - open) ? '' : `; ${open} have not answered`
  return `${signed} of ${asked} who were asked have signed${waiting}${last}.`
}

const standingOf = askedOnce(countStanding)
const textsOf = askedOnce(clausesInForce)

const nobodyAsked: Counted = { asked: 0, signed: 0, open: 0, late: 0, lastAt: null }

/** Both together: each agreement asks for signatures of its own. */
const together = (one: Counted, other: Counted | undefined): Counted =>
  other === undefined
    ? one
    : {
        asked: one.asked + other.asked,
        signed: one.signed + other.signed,
        open: one.open + other.open,
        late: one.late + other.late,
        lastAt: newer(one.lastAt, other.lastAt),
      }

const newer = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one

/** Whether those who are asked for these agreements have signed them. In date while no more than a few are past their day. */
export const standing =
  (keys: readonly AgreementKey[]) =>
  async (tx: Tx, schoolId: string, at: Date): Promise<Evidence> => {
    const counts = await standingOf(tx, schoolId, at)
    const counted = keys.map((key) => counts.get(key)).reduce<Counted>(together, nobodyAsked)
    const inDate = counted.asked > 0 && counted.late <= counted.asked * lateShare
    return { sentence: standingSentence(counted), lastAt: counted.lastAt, inDate }
  }

/** Whether each of these clauses of the school's own policy stands in a text that is in force. */
export const said =
  (clauses: readonly string[]) =>
  async (tx: Tx, schoolId: string, at: Date): Promise<Evidence> => {
    const { policyCode } = await findSchool(tx, schoolId)
    const own = clauses.filter((clause) => policyCode === null || clause.startsWith(policyCode))
    const texts = await textsOf(tx, schoolId, at)
    const inForce = new Set(texts.flatMap((text) => text.clauses))
    const missing = own.filter((clause) => !inForce.has(clause))
    const lastAt =
      texts.map(({ publishedAt }) => publishedAt).sort((a, b) => b.getTime() - a.getTime())[0] ?? null
    const sentence =
      texts.length === 0
        ? 'No text of an agreement is in force yet.'
        : missing.length === 0
          ? `${texts.length} texts are in force, the newest since ${formatInstant(lastAt ?? new Date(0))}; together they say all of it.`
          : `${texts.length} texts are in force, and none says ${missing.join(', ')}.`
    return { sentence, lastAt, inDate: texts.length > 0 && missing.length === 0 }
  }

/** Whether classes have gone through their rules this school year. */
export async function reminded(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const since = instantAt(schoolYearOf(londonDate(at)).from, '00:00')
  const { classes, times, lastAt } = await countReminders(tx, schoolId, since)
  const sentence =
    lastAt === null
      ? 'No class has gone through its rules this school year.'
      : `Classes that have gone through their rules this school year: ${countInPublic(classes)}; times in all: ${countInPublic(times)}; the last on ${formatInstant(lastAt)}.`
  return { sentence, lastAt, inDate: lastAt !== null }
}

/** Whether exceptions are declared and decided. */
export async function declared(tx: Tx, schoolId: string): Promise<Evidence> {
  const { waiting, decided, lastAt } = await countDeclarations(tx, schoolId)
  const sentence =
    waiting + decided === 0
      ? 'Staff can declare exceptions; nobody has.'
      : `Exceptions are declared and decided${lastAt === null ? '' : `; the last decision on ${formatInstant(lastAt)}`}.`
  return { sentence, lastAt, inDate: true }
}

/** Whether each visitor who is asked to sign has somebody who answers for them. */
export async function hosted(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const texts = await textsOf(tx, schoolId, at)
  if (!texts.some(({ agreement }) => agreement === 'visitor')) {
    const sentence = 'No text for visitors is approved yet.'
    return { sentence, lastAt: null, inDate: false, isSetUp: false, mendAt: '/agreements/texts' }
  }
  const { asked, withoutHost, late, lastAt } = await countHosted(tx, schoolId, londonDate(at))
  const sentence = `Visitors on the network who are asked to sign: ${countInPublic(asked)}; of those, nobody answers for: ${countInPublic(withoutHost)}; past their day: ${countInPublic(late)}.`
  return { sentence, lastAt, inDate: withoutHost === 0 && late === 0, mendAt: '/agreements' }
}
