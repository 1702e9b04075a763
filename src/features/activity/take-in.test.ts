import assert from 'node:assert/strict'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type SqlBool, sql } from 'kysely'
import { reading } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { activeSchools, aVisit } from '../../../test/an-active-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { lookInto } from '../../../test/ground.ts'
import { dropDays } from './day-store.ts'
import { keepDays } from './keep-days.ts'
import { openDays } from './settings.ts'
import { keepTakingIn, takeIn } from './take-in.ts'
import { takenIn } from './taken-store.ts'
import { kindWords } from './visit.ts'
import { countAttempts, dayOf, dayQuery } from './visit-store.ts'

const today = '2026-11-24'
const shownBy = sql<SqlBool>`true`
const device = {
  whose: { address: '10.1.0.7' },
  day: today,
  open: true,
  notOf: [],
  skip: 0,
  shownBy,
} as const
const parts = `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent::regclass::text like 'activity.%' and c.relkind = 'r' and c.relname not like '%other' order by 1`

test('what engines decided is taken in once, for the right school, and shown as one day of a device', async (t) => {
  const { context, school, otherSchool, folder, leave } = await activeSchools(t)
  const name = await leave([
    { site: 'news.example', allowed: true, because: 'otherwise', category: null },
    { site: 'games.example', times: 3 },
    { school: 'beech', site: 'theirs.example' },
  ])
  await copyFile(join(folder, name), join(folder, 'copy'))
  assert.equal(await takeIn(context), 1)
  assert.deepEqual(
    (await readdir(folder)).filter((one) => one !== 'copy'),
    [],
  )
  // The server died after the commit, before the file was gone.
  await copyFile(join(folder, 'copy'), join(folder, name))
  await takeIn(context)
  const seen = await lookInto(context, school.id, (tx) => dayOf(tx, school.id, device))
  assert.deepEqual(seen.visits.map(({ site, allowed, times }) => [site, allowed, times]).sort(), [
    ['games.example', false, 3],
    ['news.example', true, 1],
  ])
  const theirs = await lookInto(context, otherSchool.id, (tx) => dayOf(tx, otherSchool.id, device))
  assert.deepEqual(
    theirs.visits.map(({ site }) => site),
    ['theirs.example'],
  )
  const mixed = await lookInto(context, otherSchool.id, (tx) => dayOf(tx, school.id, device))
  assert.deepEqual(mixed.visits, [], 'row security, whatever the query says')
  const counted = await lookInto(context, school.id, (tx) => countAttempts(tx, school.id, today, today))
  assert.deepEqual(
    counted.map(({ hour, profile, kind, times }) => ({ hour, profile, kind, times })),
    [{ hour: 9, profile: 'Key stage 2', kind: 'games', times: 3 }],
  )
})

test('while the database is away engines leave files, and all of them are taken in when it is back', async (t) => {
  const { context, database, school, leave } = await activeSchools(t)
  const gone = openDatabase(database.appUrl.replace(/\/[^/]*$/, '/no_such_database'), { waitMs: 200 })
  t.after(() => gone.destroy())
  const ending = new AbortController()
  const working = keepTakingIn({ ...context, db: gone }, ending.signal)
  for (let at = 0; at < 3; at++) await leave([{ site: `site${at}.example` }])
  await wait(300)
  ending.abort()
  await working
  while ((await takeIn(context)) > 0);
  const seen = await lookInto(context, school.id, (tx) => dayOf(tx, school.id, device))
  assert.equal(seen.visits.length, 3)
})

test('a file that is damaged costs its own lines and nothing else, and what was lost is known to every school', async (t) => {
  const { context, school, otherSchool, folder, leave } = await activeSchools(t)
  await leave([{ site: 'one.example' }], { lost: 40 })
  await leave([{ because: 'chance' as never }, { site: 'x'.repeat(400) }, { site: 'two.example' }])
  await writeFile(join(folder, `${crypto.randomUUID()}-9.visits`), '\0\0\nnot json\n')
  assert.equal(await takeIn(context), 3)
  const [from, to] = [new Date('2026-11-24T00:00:00Z'), new Date('2026-11-25T00:00:00Z')]
  for (const { id } of [school, otherSchool]) {
    const { lost } = await lookInto(context, id, (tx) => takenIn(tx, id, from, to))
    assert.equal(lost, 43)
  }
  const seen = await lookInto(context, school.id, (tx) => dayOf(tx, school.id, device))
  assert.deepEqual(seen.visits.map(({ site }) => site).sort(), ['one.example', 'two.example'])
})

test('lines that were written to do harm cost themselves alone, and no number grows until it stops the others', async (t) => {
  const { context, school, leave } = await activeSchools(t)
  await leave([
    { site: 'nul\u0000.example' },
    { rule: 'line\nbreak', site: 'rule.example' },
    { site: 'many.example', category: 'selfHarm', times: Number.MAX_SAFE_INTEGER },
    { site: 'help.example', because: 'help', allowed: true, category: null },
    { site: 'odd.example', category: 'constructor' },
    { site: 'one.example' },
  ])
  for (let more = 0; more < 3; more++)
    await leave([{ site: 'many.example', category: 'bypass', times: 2 ** 40 }], { lost: 2 ** 52 })
  while ((await takeIn(context)) > 0);
  const seen = await lookInto(context, school.id, (tx) => dayOf(tx, school.id, device))
  const sites = new Set(seen.visits.map(({ site }) => site))
  assert.deepEqual([...sites].sort(), ['many.example', 'odd.example', 'one.example'])
  const [from, to] = [new Date('2026-11-24T00:00:00Z'), new Date('2026-11-25T00:00:00Z')]
  const { lost } = await lookInto(context, school.id, (tx) => takenIn(tx, school.id, from, to))
  assert.equal(lost, 3_000_002)
  assert.equal(kindWords('constructor'), 'constructor')
})

test('a clock that jumped decides on no day, and makes none', async (t) => {
  const { context, school, visited, query } = await activeSchools(t)
  await visited(
    { site: 'ahead.example', atMs: Date.UTC(2199, 0, 1) },
    { site: 'behind.example', atMs: 0 },
    { site: 'never.example', atMs: -1e15 },
  )
  const seen = await lookInto(context, school.id, (tx) => dayOf(tx, school.id, device))
  assert.equal(seen.visits.length, 3)
  assert.ok((await query<{ name: string }>(parts)).every(({ name }) => name.includes('_20261124_')))
})

test('what comes late, after a weekend without a server, is kept no longer for that', async (t) => {
  const { context, school, visited } = await activeSchools(t)
  const longAgo = new Date('2026-11-04T10:00:00Z')
  const open = { allowed: true, because: 'otherwise', category: null } as const
  await visited(aVisit(longAgo, { site: 'late.example' }), aVisit(longAgo, { site: 'open.example', ...open }))
  const of = (day: string, asked: boolean) =>
    lookInto(context, school.id, (tx) => dayOf(tx, school.id, { ...device, day, open: asked }))
  assert.deepEqual(
    (await of('2026-11-04', false)).visits.map(({ site }) => site),
    ['late.example'],
  )
  assert.deepEqual((await of('2026-11-04', true)).visits, [])
})

test('each day has a table of its own, made ahead, which a day of one device reads alone, and which goes when its time is over', async (t) => {
  const { context, school, visited, query, setTime } = await activeSchools(t)
  const system = { kind: 'system', schoolId: school.id } as const
  await keepDays(context, system)
  const ahead = await query<{ name: string }>(parts)
  assert.equal(ahead.length, 8, 'four days of visits, four of attempts')
  await visited({}, { site: 'open.example', allowed: true, because: 'otherwise', category: null })
  const plan = await reading(context, system, async (tx) => {
    const { rows } = await sql<Record<string, string>>`explain ${dayQuery(school.id, device)}`.execute(tx)
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })
  assert.equal(plan.match(/ on visit_\d{8}/g)?.length, 1, plan)
  setTime('2026-12-20T03:00:00Z')
  await keepDays(context, system)
  const later = (await query<{ name: string }>(parts)).map(({ name }) => name)
  assert.ok(later.some((name) => name.startsWith('attempt_20261124_')))
  assert.ok(!later.some((name) => name.startsWith('visit_20261124_')))
  const { lastAt } = await lookInto(context, school.id, (tx) =>
    takenIn(tx, school.id, new Date('2026-12-01'), new Date('2026-12-20')),
  )
  assert.deepEqual(lastAt, new Date('2026-11-24T10:00:00Z'), 'when something last came stays known')
  setTime('2027-11-20T03:00:00Z')
  await keepDays(context, system)
  assert.ok(!(await query<{ name: string }>(parts)).some(({ name }) => name.includes('_2026')))
})

test('a school that keeps nothing of what was open keeps only attempts', async (t) => {
  const world = await activeSchools(t)
  const { school, visited, query } = world
  await setFor(world, school.id, openDays.key, 0)
  await visited({}, { site: 'open.example', allowed: true, because: 'otherwise', category: null })
  const [kept] = await query<{ visits: number; attempts: number }>(
    'select (select count(*)::int from activity.visit) as visits, (select count(*)::int from activity.attempt) as attempts',
  )
  assert.deepEqual(kept, { visits: 0, attempts: 1 })
})

test('a school makes and drops days of its own and of no other, whatever it names', async (t) => {
  const { context, school, otherSchool, visited, query } = await activeSchools(t)
  await visited({ school: 'beech' })
  const before = await query(parts)
  await lookInto(context, school.id, (tx) => dropDays(tx, 'attempt', '2030-01-01'))
  assert.deepEqual(await query(parts), before)
  assert.ok(JSON.stringify(before).includes(otherSchool.id.replaceAll('-', '')))
})
