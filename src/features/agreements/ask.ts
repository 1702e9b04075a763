// Asking somebody to sign, and what they answered. Rules as tables; when an answer no longer stands. Pure.

import { Refused } from '#/kernel/refusal.ts'
import { schoolYearOf } from '#/kernel/school-calendar.ts'
import type { AgreementKey } from './agreement.ts'

export const askStates = {
  open: { text: 'Not answered', means: 'Nothing was signed yet.', colour: 'yellow' },
  signed: { text: 'Signed', means: 'Agreed to, bound to the text that was read.', colour: 'green' },
  refused: { text: 'Does not agree', means: 'Said no. Somebody talks with them.', colour: 'red' },
  withdrawn: { text: 'Withdrawn', means: 'Agreed first and took it back.', colour: 'orange' },
  ended: { text: 'No longer asked', means: 'Left, or is asked for something else now.', colour: 'grey' },
} as const
export type AskState = keyof typeof askStates

export const answers = {
  signed: 'I agree',
  refused: 'I do not agree',
  withdrawn: 'I take my agreement back',
  voided: 'This answer was a mistake',
} as const
export type Answer = keyof typeof answers

export const ways = {
  signIn: 'signed in',
  link: 'by a one-time link',
  kiosk: 'in class, on a tablet',
  paper: 'on paper, scanned',
  onBehalf: 'entered by the school',
} as const
export type Way = keyof typeof ways

/** From each state, what each answer makes of it. What is not here is refused. */
const moves: Readonly<Record<AskState, Partial<Record<Answer, AskState>>>> = {
  open: { signed: 'signed', refused: 'refused' },
  signed: { withdrawn: 'withdrawn', voided: 'open' },
  refused: { signed: 'signed', voided: 'open' },
  withdrawn: { signed: 'signed', voided: 'open' },
  ended: {},
}

/** Why an e-mail with a parent's link did not go out, and what would help. A wrong address is noted with the person. */
export const mailTroubles = {
  notReached: 'The mail server could not be reached, or did not take it, for more than half a day.',
  refused: 'The mail server refused it, not because of the address. Ask IT support to look at its settings.',
  noMail: 'No mail server is set up. Ask IT support for one; until then print a letter.',
  noBirthDate:
    'The child’s date of birth is not on record, so the link could not ask for it. Enter it first.',
} as const
export type MailTrouble = keyof typeof mailTroubles

/** Whether somebody is still to be reached because an e-mail did not go out. */
export const isNotMailed = ({ state, mailTrouble }: Pick<Ask, 'state' | 'mailTrouble'>): boolean =>
  state === 'open' && mailTrouble !== null

export type Ask = {
  id: string
  schoolId: string
  roundId: string
  agreement: AgreementKey
  signerId: string
  aboutId: string
  classId: string | null
  phase: string | null
  hostId: string | null
  askedAt: Date
  dueOn: string
  holdsFrom: string
  state: AskState
  answeredAt: Date | null
  edition: number | null
  /** The day of the e-mail with a parent’s link that did not go out, and why; null where none was lost. */
  mailOf: string | null
  mailTrouble: MailTrouble | null
}

/** The state that the answer leads to. Refused, in words, where there is no such move. */
export function stateAfter(state: AskState, answer: Answer): AskState {
  const to = moves[state][answer]
  if (to !== undefined) return to
  if (state === 'ended') throw new Refused('This is no longer asked. Reload the page to see what is.')
  if (state === 'signed' && answer === 'signed') throw new Refused('This was signed already.')
  throw new Refused(
    `“${answers[answer]}” is not possible while it stands at “${askStates[state].text}”. Reload the page to see what is.`,
  )
}

/** As the table of moves says: what was signed or refused is not answered again, it is withdrawn or voided. */
export const canAnswer = (state: AskState, answer: Answer): boolean => moves[state][answer] !== undefined

/** How often somebody signs again, as settings say. */
export const cycles = {
  eachYear: 'At the beginning of each school year',
  eachPhase: 'On starting and on moving up to another key stage',
  onChange: 'Only when the text changes so much that it needs new signatures',
} as const
export type Cycle = keyof typeof cycles
export const cycleNames = Object.keys(cycles) as Cycle[]

/** The last time somebody was asked about somebody. */
export type Standing = Pick<Ask, 'state' | 'edition' | 'phase'> & {
  answeredAt: Date | null
  answeredOn: string | null
}

/** Whether somebody has to be asked (again): never asked, a new edition, a new school year, a new phase. */
export function mustAskAgain(
  last: Standing | undefined,
  now: { edition: number; cycle: Cycle; phase: string | null; today: string },
): boolean {
  if (last === undefined || last.state === 'ended') return true
  if (last.state === 'open') return false
  if (last.edition !== null && last.edition < now.edition) return true
  const { answeredOn } = last
  if (now.cycle === 'eachYear' && answeredOn !== null && answeredOn < signingYearFrom(now.today)) return true
  return now.cycle === 'eachPhase' && last.phase !== null && now.phase !== null && last.phase !== now.phase
}

/** What was signed in the last weeks of the summer holidays counts for the year that follows. */
export function signingYearFrom(today: string): string {
  const { from } = schoolYearOf(today)
  return `${from.slice(0, 4)}-08-15`
}

/** Which of the people around a child have to sign before the child's network account works. */
export const pupilNeeds = {
  pupil: 'The child’s own',
  pupilAndOneParent: 'The child’s own, and one parent’s',
  pupilAndEachParent: 'The child’s own, and that of each parent who was asked',
} as const
export type PupilNeeds = keyof typeof pupilNeeds

/** An answer about somebody, as far as access follows from it. */
export type AccessAsk = Pick<Ask, 'signerId' | 'aboutId' | 'agreement' | 'state' | 'holdsFrom'> & {
  /** The newest answer that stands, to whichever ask; none where nobody ever answered. */
  lastAnswer: AskState | null
  /** This time or an earlier one. */
  everSigned: boolean
  /** Of oneself, or for a child for whom the signer may sign today. */
  maySign: boolean
}

/**
 * Whether access has to wait, from the newest ask of each signer about somebody. A refusal or a withdrawal always makes it
 * wait, and being asked again does not take it back: it stands until the same person agrees. A missing answer makes it wait
 * from the day the ask says. With `pupilAndOneParent` one parent's yes outweighs another's silence, but not another's no:
 * two parents who differ need a person to decide. Whoever may not sign for the child any more decides
 * nothing: their yes is nobody's, and their no gives way to a yes of somebody who may, but never to silence.
 */
export function mustWait(asks: readonly AccessAsk[], needs: PupilNeeds, today: string): boolean {
  const own = asks.filter(({ signerId, aboutId }) => signerId === aboutId)
  if (own.some((ask) => waits(ask, today))) return true
  if (needs === 'pupil') return false
  const parents = asks.filter(({ signerId, aboutId }) => signerId !== aboutId)
  const agreements = [...new Set(parents.map(({ agreement }) => agreement))]
  return agreements.some((agreement) => {
    const of = parents.filter((ask) => ask.agreement === agreement)
    const deciding = of.filter(({ maySign }) => maySign)
    if (deciding.some(isNo)) return true
    if (of.some(isNo) && !deciding.some(({ everSigned }) => everSigned)) return true
    const signed = deciding.some(({ state }) => state === 'signed')
    if (needs === 'pupilAndOneParent' && signed) return false
    return deciding.some((ask) => waits(ask, today))
  })
}

const isNo = ({ state, lastAnswer }: Pick<AccessAsk, 'state' | 'lastAnswer'>): boolean => {
  const stands = state === 'open' || state === 'ended' ? lastAnswer : state
  return stands === 'refused' || stands === 'withdrawn'
}

const waits = (ask: Pick<AccessAsk, 'state' | 'lastAnswer' | 'holdsFrom'>, today: string): boolean =>
  isNo(ask) || (ask.state === 'open' && ask.holdsFrom <= today)
