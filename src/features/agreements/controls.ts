import { isSmallCount } from '#/kernel/limits.ts'
import { formatInstant, instantAt, londonDate } from '#/kernel/london-time.ts'
import { schoolYearOf } from '#/kernel/school-calendar.ts'
import { askedOnce } from '#/platform/controls/asked-once.ts'
import type { Control, Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findSchool } from '../schools/index.ts'
import { type AgreementKey, agreementKeys } from './agreement.ts'
import {
  type Counted,
  clausesInForce,
  countDeclarations,
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

const standing =
  (keys: readonly AgreementKey[]) =>
  async (tx: Tx, schoolId: string, at: Date): Promise<Evidence> => {
    const counts = await standingOf(tx, schoolId, at)
    const counted = keys.map((key) => counts.get(key)).reduce<Counted>(together, nobodyAsked)
    const inDate = counted.asked > 0 && counted.late <= counted.asked * lateShare
    return { sentence: standingSentence(counted), lastAt: counted.lastAt, inDate }
  }

/** Whether each of these clauses of the school's own policy stands in a text that is in force. */
const said =
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

async function reminded(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const since = instantAt(schoolYearOf(londonDate(at)).from, '00:00')
  const { classes, times, lastAt } = await countReminders(tx, schoolId, since)
  const sentence =
    lastAt === null
      ? 'No class has gone through its rules this school year.'
      : `${classes} classes have gone through their rules ${times} times this school year; the last on ${formatInstant(lastAt)}.`
  return { sentence, lastAt, inDate: lastAt !== null }
}

async function declared(tx: Tx, schoolId: string): Promise<Evidence> {
  const { waiting, decided, lastAt } = await countDeclarations(tx, schoolId)
  const sentence =
    waiting + decided === 0
      ? 'Staff can declare exceptions; nobody has.'
      : `Exceptions are declared and decided${lastAt === null ? '' : `; the last decision on ${formatInstant(lastAt)}`}.`
  return { sentence, lastAt, inDate: true }
}

const families = ['parent', 'homeSchool'] as const
const pupils = ['pupilEarly', 'pupilKeyStage2', 'pupilSecondary'] as const
const adults = ['staff', 'governor', 'volunteer', 'visitor'] as const
const saysAll = 'the model texts together say every clause about agreements and social media'

const rulesOfUse = [
  'A11',
  'B101',
  'B139',
  'B144',
  'B146',
  'B160',
  'H9',
  'H31',
  'R13',
  'R28',
  'T9',
  'T16',
  'T18',
  'T26',
]
const moreRules = [...rulesOfUse, 'T28', 'T31', 'T35', 'T50', 'T52', 'T264']
const guidance = ['A59', 'T251', 'T252', 'T262', 'R79']
const socialRules = 'T45 T49 T161 H57 H58 R76 R77 R78 R80 R83 R84 R85 R86 R88 R89 R90 R96 R142 R144'.split(
  ' ',
)

export const controls: readonly Control[] = [
  {
    id: 'agreements.rules',
    name: 'The rules for using technology stand in a text for everybody’s age and role',
    does: 'informs',
    clauses: moreRules,
    provedBy: saysAll,
    evidence: said(moreRules),
  },
  {
    id: 'agreements.everybody',
    name: 'Pupils, parents, staff, governors, volunteers and visitors are each asked to sign',
    does: 'runs',
    clauses: ['B6', 'B20', 'R26', 'T34', 'T190'],
    provedBy: 'everybody an agreement is for is asked once its text is approved, and nobody else',
    evidence: standing(agreementKeys.filter((key) => key !== 'socialMedia' && key !== 'homeSchool')),
  },
  {
    id: 'agreements.staffSign',
    name: 'Staff, governors and visitors sign with full name, job title and date, and agree to what they attest',
    does: 'records',
    clauses: ['T34', 'T35', 'T50', 'T52', 'B139', 'H31', 'R13'],
    provedBy: 'staff sign with full name, job title and date, and their task is done',
    evidence: standing(adults),
  },
  {
    id: 'agreements.pupilsPromise',
    name: 'Pupils promise to keep to the rules for their age',
    does: 'records',
    clauses: ['B144', 'B160', 'T9', 'T16', 'T18', 'T264', 'A11'],
    provedBy: 'a child finds their name, hears the rules and signs; the tablet then knows only who is left',
    evidence: standing(pupils),
  },
  {
    id: 'agreements.parents',
    name: 'Each parent signs for each child, with child, class and date',
    does: 'records',
    clauses: ['T5', 'T7', 'T25', 'T26', 'T28', 'T31', 'R26'],
    provedBy: 'each parent signs for each child in a row of their own, bound to the text they read',
    evidence: standing(families),
  },
  {
    id: 'agreements.again',
    name: 'People are asked again at the start of the year, on joining and on entering key stage 2',
    does: 'runs',
    clauses: ['T179', 'R33'],
    provedBy: 'people sign on joining, each school year, on moving up, and when the text asks for it',
    evidence: standing([...pupils, ...families]),
  },
  {
    id: 'agreements.volunteers',
    name: 'Volunteers sign before they start',
    does: 'enforces',
    clauses: ['R41'],
    provedBy: 'a volunteer has no access before signing, and has it in the moment of signing',
    evidence: standing(['volunteer']),
  },
  {
    id: 'agreements.hosts',
    name: 'A member of staff answers for each visitor who needs the network',
    does: 'records',
    clauses: ['R27'],
    provedBy: 'a member of staff answers for a visitor, who has no access before signing',
    evidence: standing(['visitor']),
  },
  {
    id: 'agreements.access',
    name: 'No signature, no access to the network',
    does: 'enforces',
    clauses: ['R26', 'T27', 'T190'],
    provedBy:
      'no signature, no access: held from the day after the last, released in the transaction of the answer',
    evidence: standing(agreementKeys.filter((key) => key !== 'socialMedia' && key !== 'homeSchool')),
  },
  {
    id: 'agreements.reminders',
    name: 'Classes go through their rules as often as the school has set',
    does: 'reminds',
    clauses: ['A67', 'B139', 'B146', 'T251'],
    provedBy:
      'a class is reminded of its rules by its own teacher: each term as a task, or whenever an activity begins',
    evidence: reminded,
  },
  {
    id: 'agreements.socialMedia',
    name: 'Everybody who works here attests the social media rules',
    does: 'records',
    clauses: socialRules,
    provedBy: 'everybody who works here attests the social media rules, apart from the agreement',
    evidence: standing(['socialMedia']),
  },
  {
    id: 'agreements.exceptions',
    name: 'Exceptions to the social media rules are declared, and somebody else decides',
    does: 'runs',
    clauses: ['R76', 'R77', 'R88', 'H58'],
    provedBy:
      'an exception is declared, decided by somebody else, and ends on a day where the rule asks for one',
    evidence: declared,
  },
  {
    id: 'agreements.guidance',
    name: 'Pupils, parents and staff read what posting online means',
    does: 'informs',
    clauses: guidance,
    provedBy: saysAll,
    evidence: said(guidance),
  },
  {
    id: 'agreements.ages',
    name: 'The minimum ages that the school set stand in the texts',
    does: 'informs',
    clauses: ['T20', 'T262', 'R77'],
    provedBy: 'the ages that a school set stand in the text',
    evidence: said(['T20', 'T262', 'R77']),
  },
]
