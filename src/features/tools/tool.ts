// The noun: something that pupils or staff use with a computer, what was found out about it, and whether it may be used. Pure.

import { type CalendarDate, wallTimeOf } from '#/kernel/london-time.ts'
import type { Picture } from '#/platform/web/pictures.ts'
import { type Answers, answersWith, type Question } from './assessment-form.ts'

export const kinds = {
  app: { words: 'App or software', picture: 'picture' },
  game: { words: 'Game', picture: 'game' },
  blog: { words: 'Blog, wiki or online area', picture: 'tell' },
  ai: { words: 'AI tool', picture: 'chat' },
  online: { words: 'Online service', picture: 'film' },
  technology: { words: 'New technology', picture: 'question' },
} as const satisfies Record<string, { words: string; picture: Picture }>
export type ToolKind = keyof typeof kinds

export const accounts = {
  none: 'Nobody signs in',
  school: 'The school makes the accounts',
  own: 'Each pupil signs up',
} as const
export type Accounts = keyof typeof accounts

export const parents = {
  agree: 'Each pupil’s parents have agreed in writing',
  told: 'Parents are told',
  notAsked: 'Parents are not asked',
} as const
export type Parents = keyof typeof parents

export const places = { lessons: 'In lessons', clubs: 'In clubs', home: 'At home' } as const
export type UsePlace = keyof typeof places

export type Tool = {
  id: string
  name: string
  kind: ToolKind
  maker: string | null
  site: string | null
  forChildren: string | null
  state: 'new' | 'approved' | 'refused' | 'withdrawn'
  proposedBy: string
  proposedAt: Date
  assessmentId: string | null
  decidedAssessmentId: string | null
  approvedUntil: CalendarDate | null
}

export type Assessment = {
  id: string
  toolId: string
  number: number
  formVersion: number
  benefit: string
  risks: string | null
  fromYear: number | null
  toYear: number | null
  minAge: number | null
  accounts: Accounts
  parents: Parents
  places: readonly UsePlace[]
  answers: Answers
  assessedBy: string
  assessedAt: Date
}

export type Decision = {
  id: string
  toolId: string
  assessmentId: string
  result: 'approved' | 'refused' | 'withdrawn'
  why: string
  conditions: string | null
  until: CalendarDate | null
  decidedBy: string
  decidedAt: Date
}

export const standings = {
  new: {
    text: 'To assess',
    means: 'Nobody has said yet what it is good for and what could go wrong.',
    colour: 'yellow',
  },
  waiting: {
    text: 'To decide',
    means: 'It was assessed; nobody has decided yet. It may not be used.',
    colour: 'orange',
  },
  approved: { text: 'Approved', means: 'It may be used as its conditions say.', colour: 'green' },
  over: {
    text: 'Out of date',
    means: 'Its approval has ended. It may not be used until it is assessed again.',
    colour: 'red',
  },
  refused: { text: 'Refused', means: 'It may not be used.', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', means: 'It was approved once, and may no longer be used.', colour: 'grey' },
} as const
export type Standing = keyof typeof standings

/** Whether an assessment is there about which nobody has decided. */
export const waits = ({ assessmentId, decidedAssessmentId }: Tool): boolean =>
  assessmentId !== null && assessmentId !== decidedAssessmentId

/** Whether it may be used on the day. */
export const isApproved = ({ state, approvedUntil }: Tool, day: CalendarDate): boolean =>
  state === 'approved' && approvedUntil !== null && approvedUntil >= day

/** Where a tool stands on a day. What is approved stays so while a newer assessment waits. */
export function standingOn(day: CalendarDate, tool: Tool): Standing {
  if (isApproved(tool, day)) return 'approved'
  if (waits(tool)) return 'waiting'
  return tool.state === 'approved' ? 'over' : tool.state
}

/** Where it is used, in one line. */
export const placesWords = (used: readonly UsePlace[]): string =>
  used.map((place, index) => (index === 0 ? places[place] : places[place].toLowerCase())).join(', ')

/** How old the youngest of a year group may be when school begins: Reception is four, Year 8 is twelve. */
const youngestIn = (year: number): number => year + 4

/** A span of year groups in words; none is staff. */
export function yearsWords(fromYear: number | null, toYear: number | null): string {
  if (fromYear === null || toYear === null) return 'Staff only'
  return fromYear === toYear ? yearName(fromYear) : `${yearName(fromYear)} to ${yearName(toYear)}`
}

/** One year group in words. */
export const yearName = (year: number): string =>
  year === -1 ? 'Nursery' : year === 0 ? 'Reception' : `Year ${year}`

/** What a school says of ages and accounts: its settings. */
export type ToolRules = {
  underAge: 'never' | 'schoolAccounts'
  childAccounts: 'never' | 'project' | 'approved'
}

type Facts = Pick<
  Assessment,
  'fromYear' | 'toYear' | 'minAge' | 'accounts' | 'parents' | 'formVersion' | 'answers'
>

/** Why it cannot be approved as it was assessed, each in a sentence that says what would help. Empty: nothing stands against it. */
export function problemsOf(facts: Facts, rules: ToolRules): string[] {
  return [
    ...stopping(facts).map(stopSentence),
    ...[ageProblem(facts, rules), consentProblem(facts), accountProblem(facts, rules)].filter(
      (one) => one !== null,
    ),
  ]
}

/** Whether it is approved on conditions only: an answer asks for care, or pupils are younger than its makers say. */
export const needsConditions = (facts: Facts): boolean => careful(facts).length > 0 || isUnderAge(facts)

type Asked = Pick<Facts, 'fromYear' | 'formVersion' | 'answers'>

/** Answers that stand against it. What could only harm pupils does not stop a tool that staff alone use. */
const stopping = (facts: Asked) =>
  answersWith('stop', facts).filter(({ question }) => facts.fromYear !== null || question.about === 'data')

/** Answers for which somebody says what they do about it: those that ask for care, and what would stop a tool for pupils. */
export function careful(facts: Asked): { question: Question; text: string }[] {
  const stops = new Set(stopping(facts).map(({ question }) => question.key))
  return [
    ...answersWith('care', facts),
    ...answersWith('stop', facts).filter(({ question }) => !stops.has(question.key)),
  ]
}

const stopSentence = ({ question, text }: { question: Question; text: string }): string =>
  `“${question.asks}” was answered “${text}”. With that answer it is not approved.`

/** Whether the youngest of its year groups are younger than its makers say. */
const isUnderAge = ({ fromYear, minAge }: Pick<Facts, 'fromYear' | 'minAge'>): boolean =>
  fromYear !== null && minAge !== null && youngestIn(fromYear) < minAge

function ageProblem(facts: Facts, { underAge }: ToolRules): string | null {
  const { fromYear, minAge } = facts
  if (fromYear === null || minAge === null || !isUnderAge(facts)) return null
  const says = `Pupils of ${yearName(fromYear)} may be ${youngestIn(fromYear)}, and its makers say ${minAge} or older.`
  if (underAge === 'never')
    return `${says} The school makes no exception: choose older year groups, or another tool.`
  return facts.accounts === 'own' || facts.parents !== 'agree'
    ? `${says} The school makes an exception only where it makes the accounts itself and each pupil’s parents have agreed in writing.`
    : null
}

/** Under 13 a parent consents in a child's place: UK GDPR, article 8, and section 9 of the Data Protection Act 2018. */
function consentProblem({ fromYear, parents, answers }: Facts): string | null {
  if (fromYear === null || youngestIn(fromYear) >= 13 || parents === 'agree') return null
  return answers.consent === 'yes'
    ? 'It relies on each user’s own consent, and children under 13 cannot give it: their parents have to agree in writing.'
    : null
}

function accountProblem({ fromYear, accounts }: Facts, { childAccounts }: ToolRules): string | null {
  return fromYear !== null && accounts === 'own' && childAccounts === 'never'
    ? 'Pupils do not sign up anywhere themselves here. Put it into the school’s own site, or let the school make the accounts.'
    : null
}

/** The last day of an approval that begins now and holds for so many months. */
export function lastDayAfter(now: Date, months: number): CalendarDate {
  const [year = 0, month = 0, day = 0] = wallTimeOf(now).date.split('-').map(Number)
  // A month that is shorter ends it on its own last day.
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}
