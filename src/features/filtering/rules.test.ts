import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { askFilter } from './ask-filter.ts'
import { categoryIds, neverOpen } from './category.ts'
import { decideRules } from './decide-rules.ts'
import { valuesOf } from './pages-rules.ts'
import { changesBetween, lessonsOf, presetRules, profileKeys } from './profile.ts'
import { type ProposeRules, proposeRules } from './propose-rules.ts'
import { routes } from './routes.ts'
import { rulesInForce, versionsOf } from './version-store.ts'

const quarterPastTen = new Date('2026-11-24T10:15:00Z')

const ask = (
  { context, school }: FilteredSchools,
  address: string,
  parts: { at?: Date; person?: string } = {},
) =>
  askFilter(context, school.id, {
    address,
    profile: 'Key stage 2',
    at: parts.at ?? quarterPastTen,
    person: parts.person ?? null,
  })

async function proposal(world: FilteredSchools, changes: Partial<ProposeRules> = {}): Promise<ProposeRules> {
  const rules = await reading(world.context, world.technician, (tx) => rulesInForce(tx, world.school.id))
  return { ...valuesOf(rules.keyStage2), why: 'The club meets at lunch.', ...changes } as ProposeRules
}

test('one person proposes rules, another agrees, and the filter does as they say; history and trail show both', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, technician, publish } = world
  const { coordinator, head } = school.people
  assert.equal(await publish(), 1)
  assert.match((await ask(world, 'www.roblox.com')).sentence, /Key stage 2: it is in the category “Games”/)
  const id = await proposeRules(context, technician, 'keyStage2', await proposal(world, { games: 'lessons' }))
  await assert.rejects(
    proposeRules(context, technician, 'staff', await proposal(world, { games: 'open' })),
    /Another proposal waits/,
  )
  assert.ok(
    (await reading(context, coordinator, (tx) => tasksOf(tx, coordinator))).some(
      ({ aboutId }) => aboutId === id,
    ),
  )
  await decideRules(context, coordinator, id, { decision: 'agreed', why: null })
  assert.equal(await publish(), 2)
  assert.equal((await ask(world, 'www.roblox.com')).because, 'timeBand')
  const lunch = new Date('2026-11-24T12:10:00Z')
  assert.equal((await ask(world, 'www.roblox.com', { at: lunch })).allowed, true)
  await assert.rejects(decideRules(context, head, id, { decision: 'refused', why: 'No.' }), Refused)
  const shown = await askRoute(context, head, routes, 'GET /filtering/history')
  assert.match(shown, /Rules number 1: in force/)
  assert.match(shown, /tess tech, decided by coordinator alder/i)
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'tasks.given',
    'filtering.proposed',
    'tasks.done',
    'filtering.agreed',
  ])
})

test('nobody decides what they proposed, nor whoever the setting does not name; another school finds nothing', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, otherSchool } = world
  const { coordinator, lead, teacher, head } = school.people
  const id = await proposeRules(context, coordinator, 'keyStage2', await proposal(world, { games: 'open' }))
  await assert.rejects(decideRules(context, coordinator, id, { decision: 'agreed', why: null }), /yourself/)
  await assert.rejects(decideRules(context, lead, id, { decision: 'agreed', why: null }), NotAllowed)
  await assert.rejects(decideRules(context, teacher, id, { decision: 'agreed', why: null }), NotAllowed)
  await assert.rejects(
    decideRules(context, otherSchool.people.head, id, { decision: 'agreed', why: null }),
    NotFound,
  )
  await assert.rejects(proposeRules(context, teacher, 'staff', await proposal(world)), NotAllowed)
  await decideRules(context, head, id, { decision: 'refused', why: 'Not in this school.' })
  const rules = await reading(context, head, (tx) => rulesInForce(tx, school.id))
  assert.equal(rules.keyStage2.categories.games, 'always')
  await assert.rejects(
    world.query(
      `insert into filtering.version (school_id, id, number, rules, why, state, proposed_at, proposed_by, decided_at, decided_by)
       select school_id, gen_random_uuid(), 9, rules, why, 'refused', now(), proposed_by, now(), proposed_by from filtering.version`,
    ),
    /check/,
  )
})

test('pornography, malware and ways round the filter stay shut for everybody, whatever is proposed', async (t) => {
  const world = await filteredSchools(t)
  for (const id of neverOpen) {
    await assert.rejects(
      proposeRules(world.context, world.technician, 'keyStage2', await proposal(world, { [id]: 'open' })),
      /stays blocked for everybody/,
    )
  }
  await assert.rejects(
    proposeRules(world.context, world.technician, 'keyStage2', await proposal(world)),
    /Nothing would change/,
  )
})

test('each policy’s own rules: time of day, group and site', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, query, publish } = world
  const told = async (code: string, address: string, profile: string, time: string) => {
    await query('update schools.school set policy_code = $1 where id = $2', [code, school.id])
    await publish()
    const at = new Date(`2026-11-24T${time}:00Z`)
    return (await askFilter(context, school.id, { address, profile, at })).allowed
  }
  assert.equal(await told('A', 'mail.yahoo.com', 'Staff', '10:00'), false)
  assert.equal(await told('A', 'mail.yahoo.com', 'Staff', '12:30'), true)
  assert.equal(await told('A', 'mail.yahoo.com', 'Staff', '16:00'), true)
  assert.equal(await told('A', 'facebook.com', 'Staff', '16:00'), false)
  assert.equal(await told('A', 'x.com', 'Staff', '10:00'), true)
  assert.equal(await told('A', 'x.com', 'Key stage 2', '10:00'), false)
  assert.equal(await told('B', 'facebook.com', 'Staff', '16:00'), false)
  assert.equal(await told('B', 'reddit.com', 'Key stage 2', '10:00'), false)
  assert.equal(await told('B', 'reddit.com', 'Staff', '10:00'), true)
  assert.equal(await told('T', 'flickr.com', 'Key stage 2', '10:00'), false)
  assert.equal(await told('T', 'roblox.com', 'Staff', '12:30'), false)
  assert.equal(await told('H', 'amazon.co.uk', 'Staff', '10:00'), false)
  assert.equal(await told('H', 'amazon.co.uk', 'Staff', '12:30'), true)
  assert.equal(await told('R', 'monzo.com', 'Staff', '12:30'), false)
  assert.equal(await told('R', 'facebook.com', 'Guests and own devices', '12:30'), true)
  assert.equal(await told('R', 'facebook.com', 'Guests and own devices', '10:00'), false)
  for (const code of ['A', 'B', 'T', 'H', 'R'] as const) {
    for (const key of profileKeys) {
      assert.ok(
        neverOpen.every((id) => presetRules(code)[key].categories[id] === 'always'),
        `${code} ${key}`,
      )
      assert.equal(Object.keys(presetRules(code)[key].categories).length, categoryIds.length)
    }
  }
})

test('searches that cannot be made safe are shut to whoever searches safely, and follow that setting alone', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, query, publish } = world
  const { coordinator } = school.people
  const at = new Date('2026-11-24T10:00:00Z')
  const told = (address: string, profile: string) => askFilter(context, school.id, { address, profile, at })
  const agree = async (key: 'staff' | 'keyStage2', changes: Partial<ProposeRules>) => {
    const rules = await reading(context, world.technician, (tx) => rulesInForce(tx, school.id))
    const request = { ...valuesOf(rules[key]), why: 'For a course.', ...changes } as ProposeRules
    const id = await proposeRules(context, world.technician, key, request)
    await decideRules(context, coordinator, id, { decision: 'agreed', why: null })
    await publish()
  }
  await publish()
  for (const address of [
    'www.startpage.com',
    'uk.search.yahoo.com',
    'html.duckduckgo.com',
    'lite.duckduckgo.com',
  ])
    for (const profile of ['Key stage 2', 'Staff'])
      assert.equal((await told(address, profile)).category, 'unsafeSearch', `${address} for ${profile}`)
  for (const address of ['duckduckgo.com', 'www.google.com', 'search.brave.com', 'www.yahoo.com'])
    assert.equal((await told(address, 'Key stage 2')).allowed, true, address)
  await agree('staff', { safeSearch: 'no' })
  assert.equal((await told('www.startpage.com', 'Staff')).allowed, true)
  assert.equal((await told('www.startpage.com', 'Key stage 2')).allowed, false)
  await agree('keyStage2', { unsafeSearch: 'open', games: 'open' } as Partial<ProposeRules>)
  assert.equal((await told('www.startpage.com', 'Key stage 2')).allowed, false, 'nobody ticks it')
  const form = await askRoute(context, world.technician, routes, 'GET /filtering/rules/:key', {
    params: { key: 'keyStage2' },
  })
  assert.match(form, /search engines that cannot be made safe are blocked/)
  assert.doesNotMatch(form, /name="unsafeSearch"/)
  // Rules that were agreed before there was such a category.
  await query(`update filtering.version set rules = rules #- '{keyStage2,categories,unsafeSearch}'`)
  const rules = await reading(context, coordinator, (tx) => rulesInForce(tx, school.id))
  assert.deepEqual(
    [rules.keyStage2.categories.unsafeSearch, rules.staff.categories.unsafeSearch],
    ['always', 'open'],
  )
  const keys = Object.keys(rules.keyStage2.categories)
  assert.deepEqual(keys.toSorted(), categoryIds.toSorted())
  const newest = (await reading(context, coordinator, (tx) => versionsOf(tx, school.id)))[0]
  assert.ok(newest)
  assert.deepEqual(changesBetween(rules, newest.rules), [], 'nothing changed, and nothing is said to have')
})

test('lessons are the school day without its breaks', () => {
  const day = { startsAt: '08:40', endsAt: '15:30' }
  assert.deepEqual(lessonsOf({ ...day, breaks: [] }), [{ from: '08:40', until: '15:30' }])
  const breaks = [
    { from: '12:00', until: '13:00' },
    { from: '10:30', until: '10:45' },
    { from: '16:00', until: '17:00' },
  ]
  assert.deepEqual(lessonsOf({ ...day, breaks }), [
    { from: '08:40', until: '10:30' },
    { from: '10:45', until: '12:00' },
    { from: '13:00', until: '15:30' },
  ])
  const early = [{ from: '08:00', until: '09:00' }]
  assert.deepEqual(lessonsOf({ ...day, breaks: early }), [{ from: '09:00', until: '15:30' }])
})
