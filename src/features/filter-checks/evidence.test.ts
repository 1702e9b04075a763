import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import type { PolicyCode } from '#/platform/settings/settings.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { decideRules } from '../filtering/decide-rules.ts'
import { type CategoryId, type ProfileKey, rulesInForce, type When } from '../filtering/index.ts'
import { valuesOf } from '../filtering/pages-rules.ts'
import { type ProposeRules, proposeRules } from '../filtering/propose-rules.ts'
import { type Case, cases, casesVersion, type Expects, type Outcome, outcomeOf, type Result } from './case.ts'
import { controls } from './controls.ts'
import { filterChecks } from './feature.ts'
import { type KeepTrial, keepTrial } from './keep-trial.ts'
import { lessonTestIsDue } from './lesson-test.ts'
import { insertTest } from './test-store.ts'

const groups = ['keyStage2', 'guests', 'governors', 'staff'] as const
const asItShouldBe: Readonly<Record<Expects, Outcome>> = {
  closed: 'blocked',
  asAgreed: 'blocked',
  open: 'reached',
  safe: 'safe',
  level: 'safe',
  inClear: 'inClear',
  sealed: 'blocked',
}

type Change = (asked: Case, profile: ProfileKey) => Partial<Result> | undefined

/** What a test found where all is closed, but for what is changed. */
const found = (change: Change = () => undefined, whom: readonly ProfileKey[] = groups): Result[] =>
  whom.flatMap((profile) =>
    cases.map((one) => ({
      ...({ case: one.key, profile, from: '127.83.0.1', way: 'dns', verdict: 'passed' as const } as const),
      outcome: asItShouldBe[one.expects],
      ...change(one, profile),
    })),
  )

async function aCheckedSchool(t: TestContext, policy: PolicyCode) {
  const world = await filteredSchools(t, [filterChecks])
  const { context, school, query } = world
  const follow = (code: PolicyCode) =>
    query('update schools.school set policy_code = $2 where id = $1', [school.id, code])
  await follow(policy)
  const keep = (results: readonly Result[], inLesson = false, at = context.clock()) =>
    inTransaction(context, school.people.head, (tx) =>
      insertTest(tx, school.id, {
        ...{ id: newId(), at, askedBy: null, casesVersion, resolver: '10.4.0.2:53', proxy: null },
        ...{ inLesson, outcome: outcomeOf(results), results },
      }),
    )
  const seen = (control: string, at = context.clock()) => {
    const { evidence } = controls.find(({ id }) => id === `filterChecks.${control}`) ?? {}
    assert.ok(evidence, control)
    return reading(context, school.people.head, (tx) => evidence(tx, school.id, at))
  }
  return { ...world, follow, keep, seen }
}

async function agreeTo(world: FilteredSchools, group: ProfileKey, changes: Partial<ProposeRules>) {
  const { context, school, technician } = world
  const rules = await reading(context, technician, (tx) => rulesInForce(tx, school.id))
  const request = { ...valuesOf(rules[group]), why: 'Two people agreed.', ...changes } as ProposeRules
  const id = await proposeRules(context, technician, group, request)
  await decideRules(context, school.people.head, id, { decision: 'agreed', why: null })
}

/** What two people agreed to open, and the control of the clause that closes it. */
const planted: readonly [PolicyCode, control: string, ProfileKey, CategoryId, When, words: string][] = [
  ['B', 'gamesOfChance', 'staff', 'gambling', 'open', 'Gambling for Staff'],
  ['T', 'gamesOfChance', 'keyStage2', 'games', 'lessons', 'Games for Key stage 2'],
  ['T', 'socialNetworks', 'keyStage2', 'socialNetworks', 'schoolDay', 'Social networks for Key stage 2'],
  ['T', 'pictures', 'keyStage2', 'imageSearch', 'open', 'Open picture searches for Key stage 2'],
  ['A', 'chats', 'governors', 'chat', 'open', 'Chats that nobody moderates for Governors'],
  ['B', 'socialNetworks', 'staff', 'socialNetworks', 'open', 'Social networks for Staff'],
  ['H', 'socialNetworks', 'guests', 'socialNetworks', 'open', 'Social networks for Guests and own devices'],
  ['R', 'socialNetworks', 'staff', 'banking', 'open', 'Banking for Staff'],
  ['R', 'byGroup', 'keyStage2', 'weapons', 'open', 'Weapons for Key stage 2'],
  ['H', 'closedToAll', 'staff', 'piracy', 'open', 'Piracy for Staff'],
  ['A', 'byHour', 'staff', 'webmail', 'open', 'Personal e-mail for Staff'],
]

test('rules that leave open what the policy closes need attention, whatever a test of them says', async (t) => {
  const world = await aCheckedSchool(t, 'B')
  const { keep, seen, follow, query } = world
  await keep(found(), true)
  assert.match((await seen('closedToAll')).sentence, /Empty here, so.* yet: Terrorism and extremism\./)
  for (const [policy, control, group, category, when, words] of planted) {
    await follow(policy)
    const before = await seen(control)
    assert.equal(before.inDate, true, `${policy} ${control}: ${before.sentence}`)
    await agreeTo(world, group, { [category]: when })
    const after = await seen(control)
    assert.equal(after.inDate, false, `${policy} ${control}`)
    assert.match(after.sentence, new RegExp(`leave open what the policy closes: ${words}\\.`))
    assert.equal(after.mendAt, `/filtering/rules/${group}`)
    await query(`update filtering.version set state = 'replaced' where state = 'inForce'`)
  }
  await follow('T')
  await agreeTo(world, 'keyStage2', { safeSearch: 'no' })
  assert.match((await seen('pictures')).sentence, /Searches for Key stage 2/)
})

test('a site that was opened as agreed, though the policy closes its kind, is said and needs attention', async (t) => {
  const { keep, seen } = await aCheckedSchool(t, 'B')
  await keep(
    found(({ category }, profile) =>
      category === 'socialNetworks' && profile === 'staff' ? { outcome: 'reached' } : undefined,
    ),
  )
  const { sentence, inDate } = await seen('socialNetworks')
  assert.match(`${inDate} ${sentence}`, /^false .*Open as agreed.* closes it: Social networks for Staff\./)
  assert.equal((await seen('gamesOfChance')).inDate, true)
})

const webmail =
  (change: Partial<Result>): Change =>
  ({ key }, profile) =>
    key === 'webmail' && profile === 'staff' ? change : undefined

test('what is open in breaks alone is shown closed by a test in a lesson, and by no other', async (t) => {
  const { context, keep, seen, follow } = await aCheckedSchool(t, 'A')
  await keep(found(webmail({ outcome: 'reached' })), false, new Date('2026-11-23T06:40:00Z'))
  const morning = await seen('byHour')
  assert.equal(morning.inDate, false)
  assert.match(morning.sentence, /No test was made in a lesson .*: Personal e-mail for Staff\./)
  await keep(found(webmail({ outcome: 'reached' })), true, new Date('2026-11-23T10:00:00Z'))
  assert.match((await seen('byHour')).sentence, /Open in a lesson, .*: Personal e-mail for Staff\./)
  await keep(
    found(webmail({ outcome: 'silent', verdict: 'notTested' })),
    true,
    new Date('2026-11-23T10:10:00Z'),
  )
  assert.match((await seen('byHour')).sentence, /Not tested in a lesson: Personal e-mail for Staff\./)
  await keep(found(), true, context.clock())
  const lesson = await seen('byHour')
  assert.match(
    lesson.sentence,
    /^Tested in a lesson on 24 November 2026, 10am, and blocked: Personal e-mail for Staff\.$/,
  )
  assert.equal(lesson.inDate, true)
  // Five school days later it still counts, and not on the sixth.
  assert.equal((await seen('byHour', new Date('2026-12-01T20:00:00Z'))).inDate, true)
  assert.equal((await seen('byHour', new Date('2026-12-02T08:00:00Z'))).inDate, false)
  // In holidays there is no lesson to test in.
  await keep(found(), true, new Date('2026-12-18T10:00:00Z'))
  assert.equal((await seen('byHour', new Date('2027-01-01T08:00:00Z'))).inDate, true)
  await follow('H')
  assert.match(
    (await seen('byHour')).sentence,
    /Shopping for Governors, Staff; Films and music for Governors, Staff/,
  )
})

test('what nobody tested is named, and six that are silent beside one that passed are not running', async (t) => {
  const { context, keep, seen, school } = await aCheckedSchool(t, 'B')
  await keep(
    found(({ key }) => (key === 'pornography' ? undefined : { outcome: 'silent', verdict: 'notTested' })),
  )
  for (const control of ['everybody', 'closedToAll', 'waysRound', 'gamesOfChance']) {
    const { inDate, sentence } = await seen(control)
    assert.equal(inDate, false, control)
    assert.match(sentence, /Not tested: /, control)
  }
  await keep(found(undefined, ['staff', 'governors', 'guests']))
  const missing = await seen('gamesOfChance')
  assert.equal(missing.inDate, false)
  assert.match(missing.sentence, /as agreed for 3 groups\. No test reached Key stage 2/)
  const tried = { device: 'Tablet 12', profile: 'keyStage2', place: 'Library', action: null } as const
  const right = Object.fromEntries(
    ['adult', 'language', 'illegal', 'roundAbout', 'search', 'ai', 'help'].map((key) => [key, 'right']),
  )
  await keepTrial(context, school.people.head, { ...right, ...tried } as KeepTrial)
  const byHand = await seen('gamesOfChance')
  assert.equal(byHand.inDate, true)
  assert.match(byHand.sentence, /Key stage 2: tried by hand on 24 November 2026, and as it should be\./)
  await keepTrial(context, school.people.head, {
    ...right,
    ...tried,
    adult: 'wrong',
    action: 'Told IT.',
  } as KeepTrial)
  assert.equal((await seen('gamesOfChance')).inDate, false)
})

test('clauses about illegal content run by a licensed list that blocks, or by what somebody saw', async (t) => {
  const { context, keep, seen, school } = await aCheckedSchool(t, 'B')
  const sealed =
    (change: Partial<Result>): Change =>
    ({ key }, profile) =>
      key === 'sealed' && profile !== 'guests' ? change : undefined
  await keep(
    found(({ key }) => (key === 'sealed' ? { outcome: 'reached', verdict: 'notTested' } : undefined)),
  )
  const empty = await seen('illegalContent')
  assert.equal(empty.inDate, false)
  assert.match(empty.sentence, /^No licensed list of illegal content is loaded here\. Nobody has tried/)
  const tried = { device: 'Tablet 12', profile: 'keyStage2', place: 'Library', action: null } as const
  const rest = {
    adult: 'notTried',
    language: 'notTried',
    roundAbout: 'notTried',
    search: 'notTried',
  } as const
  const trial = { ...tried, ...rest, ai: 'notTried', help: 'notTried', illegal: 'right' } as const
  await keepTrial(context, school.people.head, trial)
  const byHand = await seen('illegalContent')
  assert.equal(byHand.inDate, true)
  assert.match(
    byHand.sentence,
    /No licensed list .* loaded here\. Somebody tried testfiltering\.com .*blocked its page/,
  )
  await keep(found(sealed({ outcome: 'reached', verdict: 'failed' })))
  const failed = await seen('illegalContent')
  assert.equal(failed.inDate, false)
  assert.match(failed.sentence, /not seen blocked for Key stage 2, Governors, Staff\./)
  await keep(found())
  const loaded = await seen('illegalContent')
  assert.equal(loaded.inDate, true)
  assert.match(
    loaded.sentence,
    /is loaded\. On 24 November 2026, 10am its test name was blocked for 4 groups\./,
  )
  assert.equal((await seen('illegalContent', new Date('2026-12-02T10:00:00Z'))).inDate, false)
})

test('the test of the lessons is due once on a school day, in the first lesson after the hour that the school chose', async (t) => {
  const world = await aCheckedSchool(t, 'A')
  const { context, school, setTime, keep } = world
  const dueAt = (at: string) => {
    setTime(at)
    return lessonTestIsDue(context, school.id)
  }
  assert.equal(await dueAt('2026-11-24T09:50:00Z'), false)
  assert.equal(await dueAt('2026-11-24T10:00:00Z'), true)
  assert.equal(await dueAt('2026-11-24T10:35:00Z'), false, 'a break')
  assert.equal(await dueAt('2026-11-28T10:00:00Z'), false, 'a Saturday')
  assert.equal(await dueAt('2026-12-29T10:00:00Z'), false, 'holidays')
  assert.equal(await dueAt('2026-11-24T11:00:00Z'), true)
  await keep(found(), true)
  assert.equal(await dueAt('2026-11-24T11:10:00Z'), false, 'made today')
  assert.equal(await dueAt('2026-11-25T10:00:00Z'), true)
  await setFor(world, school.id, 'filterChecks.lessonTestFrom', '12:30')
  assert.equal(await dueAt('2026-11-25T11:00:00Z'), false)
  assert.equal(await dueAt('2026-11-25T12:40:00Z'), false, 'lunch')
  assert.equal(await dueAt('2026-11-25T13:00:00Z'), true)
})
