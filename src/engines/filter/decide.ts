// May this be reached, and why? `order` is the one place where the order of a decision is written (decision S9).

import { type CompiledBand, type CompiledPolicy, opens } from './compile-policy.ts'
import type { Concerns } from './concerns.ts'
import { becauseOf, type Decision, decision, isAllowed, withConcern } from './decision.ts'
import { createLearner, type Known, learnByExpressions } from './learn.ts'
import type { Question } from './question.ts'
import { isSealed, type SealedSlot } from './sealed-slot.ts'
import { searchIn, termIn } from './search.ts'

/** Who asks gets an answer at once: nothing waits, and nothing is remembered. */
export type Decide = (question: Question) => Decision

type Step = (known: Known, question: Question, sealed: SealedSlot) => Decision

/** What a step says that leaves it to the next. */
const goOn = 0

const order: readonly Step[] = [
  sealedStep,
  helpStep,
  suspendedStep,
  searchStep,
  exceptionStep,
  schoolRuleStep,
  timeBandStep,
  categoryStep,
]

const afterSuspended = order.indexOf(suspendedStep) + 1

/** A decider for one thread. A question for a profile that the policy does not have is a mistake of whoever asks. */
export function createDecider(compiled: CompiledPolicy, sealed: SealedSlot): Decide {
  const learn = createLearner(compiled)
  const otherwise = compiled.policy.profiles.map((profile) =>
    decision('otherwise', profile.otherwise === 'allow', 0),
  )
  const { concerns } = compiled
  const isOpenElse = (known: Known, question: Question): boolean => {
    for (let at = afterSuspended; at < order.length; at++) {
      const said = (order[at] as Step)(known, question, sealed)
      if (said !== goOn) return isAllowed(said)
    }
    return isAllowed(otherwise[question.profile] as Decision)
  }
  return (question) => {
    const known = learn(question)
    let said: Decision = goOn
    for (let at = 0; at < order.length && said === goOn; at++)
      said = (order[at] as Step)(known, question, sealed)
    if (said === goOn) said = otherwise[question.profile] as Decision
    if (isAllowed(said) || concerns === undefined) return said
    // What is sealed is told as that. What is open to them but for the suspension is no attempt.
    const because = becauseOf(said)
    if (because === 'sealed' || (because === 'suspended' && isOpenElse(known, question))) return said
    return withConcern(said, concernIn(concerns, known, question))
  }
}

/** Whether what is blocked is a concern besides: what was searched for, else the site, by lists, addresses and expressions. */
function concernIn({ ofSets, byExpressions, searches }: Concerns, known: Known, question: Question): number {
  const searched = searches[question.profile]
  const term = searched && termIn(searched.terms, wordsSearched(question))
  if (term !== undefined) return searched?.concerns[term] ?? 0
  const listed = firstConcern(ofSets, known)
  // Nothing comes before the first, and expressions cost more than everything else together.
  if (listed === 1 || !byExpressions) return listed
  learnByExpressions(known, question)
  return firstConcern(ofSets, known)
}

function firstConcern(ofSets: Uint8Array, { sets, setCount }: Known): number {
  let first = 0
  for (let at = 0; at < setCount; at++) {
    const concern = ofSets[sets[at] as number] as number
    if (concern !== 0 && (first === 0 || concern < first)) first = concern
  }
  return first
}

function sealedStep({ levels }: Known, { host, pathAndQuery }: Question, sealed: SealedSlot): Decision {
  return isSealed(sealed, host, levels, pathAndQuery) ? decision('sealed', false, 0) : goOn
}

function helpStep({ mentions }: Known): Decision {
  for (const { helps } of mentions) if (helps.length > 0) return decision('help', true, helps[0] as number)
  return goOn
}

function suspendedStep(_known: Known, { suspended }: Question): Decision {
  return suspended ? decision('suspended', false, 0) : goOn
}

/** Whoever opens a search engine, for a lesson or for good, has not opened every search in it. */
function searchStep({ compiled }: Known, question: Question): Decision {
  const terms = compiled.searches[question.profile]
  if (terms === undefined) return goOn
  const found = termIn(terms, wordsSearched(question))
  return found === undefined ? goOn : decision('search', false, found)
}

const wordsSearched = ({ search, host, pathAndQuery, form }: Question): string =>
  search === '' ? searchIn(host, pathAndQuery, form) : search

function exceptionStep(known: Known, question: Question): Decision {
  const { mentions, compiled } = known
  const { profile, nowMs } = question
  for (const { exceptions } of mentions) {
    for (const number of exceptions) {
      const exception = compiled.policy.exceptions[number]
      if (!exception || exception.untilMs <= nowMs || !isFor(compiled, exception.profiles, profile)) continue
      learnByExpressions(known, question)
      if (!isClosed(known)) return decision('exception', true, number)
    }
  }
  return goOn
}

function isClosed({ sets, setCount, compiled }: Known): boolean {
  for (let at = 0; at < setCount; at++) if (compiled.closed[sets[at] as number] === 1) return true
  return false
}

function schoolRuleStep(known: Known, { profile }: Question): Decision {
  const { mentions, compiled } = known
  for (const { rules, depth } of mentions) {
    const mine = rules.filter((number) =>
      isFor(compiled, compiled.policy.rules[number]?.profiles ?? [], profile),
    )
    // Of two rules for the same site, the one that blocks is the safer.
    const first = mine.find((number) => compiled.policy.rules[number]?.does === 'block') ?? mine[0]
    if (first === undefined) continue
    const allows = compiled.policy.rules[first]?.does === 'allow'
    if (!allows || !isClosedBelow(known, depth)) return decision('schoolRule', allows, first)
  }
  return goOn
}

/** Whether lists name something more exact than the school did, which is never open: whoever opens a whole ending did not mean it. */
function isClosedBelow({ sets, setDepths, setCount, compiled }: Known, depth: number): boolean {
  for (let at = 0; at < setCount; at++)
    if ((setDepths[at] as number) > depth && compiled.closed[sets[at] as number] === 1) return true
  return false
}

function isFor({ policy }: CompiledPolicy, profiles: readonly string[] | 'all', profile: number): boolean {
  return profiles === 'all' || profiles.includes(policy.profiles[profile]?.name ?? '')
}

function timeBandStep(known: Known, question: Question): Decision {
  const bands = known.compiled.bands[question.profile] ?? []
  for (let number = 0; number < bands.length; number++) {
    const band = bands[number] as CompiledBand
    if (!isNow(band, question)) continue
    learnByExpressions(known, question)
    const says = whatItSays(band, known)
    if (says !== 0) return decision('timeBand', says === opens, number)
  }
  return goOn
}

function isNow(
  { days, schoolDaysOnly, fromMinute, untilMinute }: CompiledBand,
  { day, minute, schoolDay }: Question,
) {
  const today = (days & (1 << day)) !== 0 && (schoolDay || !schoolDaysOnly)
  return today && minute >= fromMinute && minute < untilMinute
}

/** 0 for nothing, `opens`, or 1 + the category that is shut: of two, what shuts is the safer. */
function whatItSays({ says }: CompiledBand, { sets, setCount }: Known): number {
  let said = 0
  for (let at = 0; at < setCount; at++) {
    const one = says[sets[at] as number] as number
    if (one !== 0 && one !== opens) return one
    if (one === opens) said = opens
  }
  return said
}

function categoryStep(known: Known, question: Question): Decision {
  const listed = blockedAmong(known, question, 0)
  if (listed !== goOn || known.expressions === null) return listed
  const { setCount } = known
  learnByExpressions(known, question)
  return blockedAmong(known, question, setCount)
}

function blockedAmong({ sets, setCount, compiled }: Known, { profile }: Question, from: number): Decision {
  const row = profile * compiled.index.sets.length
  for (let at = from; at < setCount; at++) {
    const blocked = compiled.blocked[row + (sets[at] as number)] as number
    if (blocked !== 0) return decision('category', false, blocked - 1)
  }
  return goOn
}
