// What tests show of the clauses, in sentences for governors and inspectors. Nothing counts that was not asked for: what came through, what
// the rules leave open, and what nobody tested are named.

import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type CategoryId, categoryRow, emptySentence, type ProfileKey, profiles } from '../filtering/index.ts'
import { cases } from './case.ts'
import { type Checked, readChecked, triedWell } from './checked.ts'
import { type Closed, closedBy, isLaxer, searchesLeftOpen } from './closings.ts'
import { asAgreedIn, groupsIn, stoodOf } from './stood.ts'
import type { FilterTest } from './test-store.ts'

const dayMs = 86_400_000
/** A test that is older says nothing about today. */
const testGoodForDays = 7

/** What a control is shown by: cases that have to be as agreed, and what its clauses close (`closings.ts`). */
export type Shown = { clauses: readonly string[]; cases: readonly string[] | 'all' }

/** One thing for one group. */
type Pair = { thing: string; profile: ProfileKey }
type Problem = { sentence: string; mendAt: `/${string}` }
type Says = { says: readonly string[]; problems: readonly Problem[] }

const nothing: Says = { says: [], problems: [] }
const mendAt = '/filter-checks'

/** How the newest tests, and the rules in force, stand for these clauses. No test at all is not set up. */
export async function seenInTests(tx: Tx, schoolId: string, at: Date, shown: Shown): Promise<Evidence> {
  const checked = await readChecked(tx, schoolId, at)
  const { newest, lesson, policyCode, groups, inForce } = checked
  if (!newest) return notTestedYet
  const clauses = shown.clauses.filter((id) => policyCode !== null && id.startsWith(policyCode))
  const closed = closedBy(clauses, groups, checked.preset)
  const kept = closed.filter((one) => !isLaxer(one, inForce))
  const atAnyTime = kept.filter(({ when }) => when === 'always')
  const byHour = kept.filter(({ when }) => when !== 'always')
  const asksNewest = shown.cases.length > 0 || atAnyTime.length > 0
  const parts = [
    rulesSay(checked, clauses, closed),
    emptySays(checked, closed),
    asksNewest ? newestSays(checked, newest, { cases: shown.cases, closed: atAnyTime, at }) : nothing,
    byHour.length > 0 ? lessonSays(checked, byHour) : nothing,
  ]
  const problems = parts.flatMap((one) => one.problems)
  return {
    sentence: [...parts.flatMap(({ says }) => says), ...problems.map(({ sentence }) => sentence)].join(' '),
    lastAt: (asksNewest || byHour.length === 0 ? newest : lesson)?.at ?? null,
    inDate: problems.length === 0,
    mendAt: problems[0]?.mendAt ?? mendAt,
  }
}

const notTestedYet: Evidence = {
  sentence: 'The school’s network has not been tested yet.',
  lastAt: null,
  inDate: false,
  isSetUp: false,
  mendAt,
}

/** Where the rules in force leave open what the policy closes, no test of those rules can show the clause. */
function rulesSay(checked: Checked, clauses: readonly string[], closed: readonly Closed[]): Says {
  const { groups, inForce } = checked
  const left: Pair[] = [
    ...closed.filter((one) => isLaxer(one, inForce)).map(asPair),
    ...searchesLeftOpen(clauses, groups, inForce).map((profile) => ({ thing: 'Searches', profile })),
  ]
  const [first] = left
  if (first === undefined) return nothing
  const sentence = `The rules in force leave open what the policy closes: ${inWords(left, groups)}. Propose stricter rules, or change the policy.`
  return { says: [], problems: [{ sentence, mendAt: `/filtering/rules/${first.profile}` }] }
}

/** Rules about a category without names close nothing: nobody is to think so. It needs a list, and no test of the network mends it. */
function emptySays({ empty }: Checked, closed: readonly Closed[]): Says {
  const sentence = emptySentence(empty.filter((id) => closed.some(({ category }) => category === id)))
  return sentence === null ? nothing : { says: [sentence], problems: [] }
}

type Asked = { cases: Shown['cases']; closed: readonly Closed[]; at: Date }

/** What the newest test says: as agreed for each group that it reached, and closed where the policy closes at any time. */
function newestSays(checked: Checked, { at: testedAt, results }: FilterTest, asked: Asked): Says {
  const { groups } = checked
  const concerned = asked.cases.length > 0 ? groups : groupsOf(asked.closed)
  const reached = concerned.filter((group) => groupsIn(results).has(group))
  const agreed = casesOf(asked.cases).flatMap(({ key, words }) =>
    reached.map((profile) => ({ thing: words, profile, stood: asAgreedIn(results, key, profile) })),
  )
  const standing = standingsIn(results, asked.closed)
  const failed = [
    ...agreed.filter(({ stood }) => stood === 'failed'),
    ...standing.filter(({ stood }) => stood === 'cameThrough'),
  ]
  const untested = [...agreed, ...standing].filter(({ stood }) => stood === 'notTested')
  const isOld = asked.at.getTime() - testedAt.getTime() >= testGoodForDays * dayMs
  const went =
    failed.length > 0
      ? `not as agreed for ${namesOf(groups.filter((group) => failed.some(({ profile }) => profile === group)))}`
      : `as agreed for ${reached.length} ${reached.length === 1 ? 'group' : 'groups'}`
  return together(
    { says: [`Tested over the network on ${formatInstant(testedAt)}: ${went}.`], problems: [] },
    isOld ? { says: [], problems: [{ sentence: 'That is more than a week ago.', mendAt }] } : nothing,
    named('Not as it should be:', failed, groups),
    named(
      'Open as agreed, though the policy closes it:',
      standing.filter(isOpen),
      groups,
      '/filtering/own-list',
    ),
    named('Not tested:', untested, groups),
    notReached(checked, concerned, reached),
  )
}

/** What the newest test in a lesson says: only there is seen what is closed by the hour. */
function lessonSays(checked: Checked, closed: readonly Closed[]): Says {
  const { lesson, groups } = checked
  if (lesson === undefined) {
    const sentence = `No test was made in a lesson of the last five school days, so nothing shows what is closed then: ${inWords(closed.map(asPair), groups)}.`
    return { says: [], problems: [{ sentence, mendAt }] }
  }
  const concerned = groupsOf(closed)
  const reached = concerned.filter((group) => groupsIn(lesson.results).has(group))
  const standing = standingsIn(lesson.results, closed)
  const of = (wanted: string) => standing.filter(({ stood }) => stood === wanted)
  const shut = inWords(of('closed'), groups)
  return together(
    {
      says: shut === '' ? [] : [`Tested in a lesson on ${formatInstant(lesson.at)}, and blocked: ${shut}.`],
      problems: [],
    },
    named('Came through in a lesson:', of('cameThrough'), groups),
    named('Open in a lesson, though the policy closes it:', of('open'), groups, '/filtering/own-list'),
    named('Not tested in a lesson:', of('notTested'), groups),
    notReached(checked, concerned, reached),
  )
}

/** Groups that no test could ask for: somebody tries the filter with a device of theirs. */
function notReached(
  { trials, groups }: Checked,
  concerned: readonly ProfileKey[],
  reached: readonly ProfileKey[],
): Says {
  const missing = concerned
    .filter((group) => !reached.includes(group))
    .map((group) => ({ group, triedAt: triedWell({ trials }, group) }))
  const says = missing.flatMap(({ group, triedAt }) =>
    triedAt === null
      ? []
      : [
          `${profiles[group].words}: tried by hand on ${formatDate(londonDate(triedAt))}, and as it should be.`,
        ],
  )
  const never = missing.filter(({ triedAt }) => triedAt === null).map(({ group }) => group)
  if (never.length === 0) return { says, problems: [] }
  const whom = never.length === groups.length ? 'any group' : namesOf(never)
  const sentence = `No test reached ${whom}, and nobody has found the filter right there by hand lately.`
  return { says, problems: [{ sentence, mendAt: '/filter-checks/try' }] }
}

const casesOf = (keys: Shown['cases']) =>
  cases.filter(({ key, expects }) => (keys === 'all' ? expects !== 'sealed' : keys.includes(key)))

/**
 * How each closed thing stood, for the groups that were asked for. A category without a name to ask for (nobody prints where self-harm is
 * praised) has none: the rules alone speak for it.
 */
function standingsIn(results: FilterTest['results'], closed: readonly Closed[]) {
  const reached = groupsIn(results)
  return closed
    .filter(({ profile }) => reached.has(profile))
    .flatMap((one) =>
      cases
        .filter(({ category }) => category === one.category)
        .map(({ key }) => ({ ...asPair(one), stood: stoodOf(results, key, one.profile) })),
    )
}

const isOpen = ({ stood }: { stood: string }): boolean => stood === 'open'
const asPair = ({ category, profile }: { category: CategoryId; profile: ProfileKey }): Pair => ({
  thing: categoryRow(category).words,
  profile,
})
const groupsOf = (closed: readonly Closed[]): ProfileKey[] => [
  ...new Set(closed.map(({ profile }) => profile)),
]
const namesOf = (groups: readonly ProfileKey[]): string => groups.map((key) => profiles[key].words).join(', ')
const together = (...all: readonly Says[]): Says => ({
  says: all.flatMap(({ says }) => says),
  problems: all.flatMap(({ problems }) => problems),
})

function named(
  begins: string,
  pairs: readonly Pair[],
  groups: readonly ProfileKey[],
  where: Problem['mendAt'] = mendAt,
): Says {
  if (pairs.length === 0) return nothing
  return { says: [], problems: [{ sentence: `${begins} ${inWords(pairs, groups)}.`, mendAt: where }] }
}

/** “Gambling for Staff, Governors; Games for every group” */
function inWords(pairs: readonly Pair[], all: readonly ProfileKey[]): string {
  const things = [...new Set(pairs.map(({ thing }) => thing))]
  return things
    .map((thing) => {
      const groups = all.filter((key) => pairs.some((one) => one.thing === thing && one.profile === key))
      return `${thing} for ${groups.length === all.length ? 'every group' : namesOf(groups)}`
    })
    .join('; ')
}
