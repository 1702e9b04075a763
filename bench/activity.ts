// The promise: a school of 400 asks for two million sites a day. They are taken in beside the pages, and one device's day is
// found among three days of them in a tenth of a second, in one table.

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type SqlBool, sql } from 'kysely'
import { spoolBeside } from '#/engines/filter/index.ts'
import { newId } from '#/kernel/id.ts'
import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { makeDay } from '../src/features/activity/day-store.ts'
import { countAttempts, dayOf, dayQuery } from '../src/features/activity/visit-store.ts'
import { engineSnapshotPath } from '../src/features/filtering/index.ts'
import { atLeastFigure, atMostFigure, type Figure, median, ratioFigure } from './figure.ts'
import { percentile, type Timing } from './open-loop.ts'
import { measure } from './send-from-apart.ts'
import { type BenchApp, openBenchApp } from './web-app.ts'

const incidents = 500
const perSecond = 10
const p95 = 0.95
const devices = 400
const days = 3
const filesOfRow = 10
/** A school day of seven hours brings 80 a second: this takes in a whole day in a quarter of an hour. */
const rowsPerSecond = 2_000

type School = { context: Context; schoolId: string; slug: string; today: string }

/** Runs the whole measurement. `quick` keeps few rows: it shows that the bench works, not the figures. */
async function run({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  const app = await openBenchApp()
  try {
    const { context, schools } = app.filled
    const { loaded } = schools[0] ?? {}
    if (!loaded) throw new Error('The bench has a school')
    const today = londonDate(context.clock())
    const school = { context, schoolId: loaded.schoolId, slug: loaded.school.slug, today }
    await app.addIncidents(incidents)
    for (let back = 1; back <= days; back++)
      await fillDay(school, addDays(today, -back), quick ? 20_000 : 2_000_000)
    const figures = await lookingBack(school)
    const before = await sendFor(app, quick ? 3 : 20)
    const taking = takeInFiles(school, quick ? 500 : 20_000)
    const during = await sendUntil(app, taking)
    return [
      ...figures,
      atLeastFigure({
        name: 'visits taken in by the server, pages beside',
        figure: await taking,
        unit: 'rows/s',
        atLeast: rowsPerSecond,
      }),
      ratioFigure({
        name: 'pages while visits are taken in',
        figure: percentile(during, p95),
        unit: 'ms p95',
        peer: 'before',
        peerFigure: percentile(before, p95),
        atMost: 2,
      }),
    ]
  } finally {
    await app.close()
  }
}

/** One day of a school's devices, one visit in twenty blocked. */
async function fillDay({ context, schoolId }: School, day: string, rows: number): Promise<void> {
  const [from, to] = [instantAt(day, '08:30'), instantAt(day, '15:30')]
  const row = sql`
    select ${schoolId}::uuid, ${from}::timestamptz + n * (${to}::timestamptz - ${from}::timestamptz) / ${rows}::float8, null::uuid,
           '10.1.' || (n % ${devices}) / 200 || '.' || n % ${devices} % 200, 'Key stage 2', 'site' || n % 9973 || '.example',
           case when n % 20 = 0 then 'category' else 'otherwise' end, case when n % 20 = 0 then 'games' end, null, 1`
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    await makeDay(tx, 'visit', [day])
    await makeDay(tx, 'attempt', [day])
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`
      insert into activity.visit (school_id, at, person_id, address, profile, site, because, category, rule, times, allowed)
      ${row}, n % 20 <> 0 from generate_series(0, ${rows - 1}::int) as n`.execute(tx)
    await sql`
      insert into activity.attempt (school_id, at, person_id, address, profile, site, because, category, rule, times)
      ${row} from generate_series(0, ${rows - 1}::int, 20) as n`.execute(tx)
  })
}

async function lookingBack(school: School): Promise<Figure[]> {
  const { context, schoolId, today } = school
  const system = systemActor(schoolId)
  const asked = (number: number) => ({
    whose: { address: `10.1.${number % 2}.${number}` },
    day: addDays(today, -1 - (number % days)),
    open: true,
    notOf: [],
    skip: 0,
    shownBy: sql<SqlBool>`true`,
  })
  const timings: Timing[] = []
  for (let number = 0; number < 100; number++) {
    const began = performance.now()
    const { visits } = await reading(context, system, (tx) => dayOf(tx, schoolId, asked(number)))
    if (visits.length === 0) throw new Error('Nothing was found of a device that was there all day')
    timings.push({ name: 'day', status: 200, ms: performance.now() - began })
  }
  const plan = await reading(context, system, async (tx) => {
    const { rows } = await sql<Record<string, string>>`explain ${dayQuery(schoolId, asked(1))}`.execute(tx)
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })
  const charts: number[] = []
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    await reading(context, system, (tx) => countAttempts(tx, schoolId, addDays(today, -days), today))
    charts.push(performance.now() - began)
  }
  return [
    atMostFigure({ name: 'one device’s day', figure: percentile(timings, p95), unit: 'ms p95', atMost: 100 }),
    atMostFigure({
      name: 'tables that one day reads',
      figure: plan.match(/ on visit_\w+/g)?.filter((one) => !one.includes('_idx')).length ?? 0,
      unit: 'tables',
      atMost: 1,
    }),
    atMostFigure({
      name: 'what was blocked in three days, counted',
      figure: median(charts),
      unit: 'ms',
      atMost: 1_000,
    }),
  ]
}

/** Leaves files as engines do, and waits until the server has taken all of them. Returns visits a second. */
async function takeInFiles({ context, slug }: School, each: number): Promise<number> {
  const folder = spoolBeside(engineSnapshotPath(context))
  await mkdir(folder, { recursive: true })
  const began = performance.now()
  for (let file = 0; file < filesOfRow; file++) {
    const lines = Array.from({ length: each }, (_, at) => visitLine(slug, Date.now(), file * each + at))
    const text = `{"format":1,"lost":0}\n${lines.join('')}`
    await writeFile(join(folder, `${newId()}-${text.length}.visits`), text)
  }
  while ((await readdir(folder)).length > 0) await wait(20)
  return (filesOfRow * each) / ((performance.now() - began) / 1_000)
}

const visitLine = (school: string, atMs: number, number: number): string =>
  `${JSON.stringify({
    atMs,
    school,
    who: null,
    address: `10.1.${number % 2}.${number % 200}`,
    site: `site${number % 9973}.example`,
    profile: 'Key stage 2',
    allowed: number % 20 !== 0,
    because: number % 20 === 0 ? 'category' : 'otherwise',
    category: number % 20 === 0 ? 'games' : null,
    rule: null,
    times: 1,
  })}\n`

async function sendFor(app: BenchApp, seconds: number): Promise<readonly Timing[]> {
  const { origin, targets } = await app.plan()
  return measure({ origin, targets: targets.filter(({ name }) => name !== 'floor'), perSecond, seconds })
}

/** Sends in stretches of some seconds until the work is done. */
async function sendUntil(app: BenchApp, work: Promise<unknown>): Promise<readonly Timing[]> {
  let done = false
  const end = () => {
    done = true
  }
  work.then(end, end)
  const timings: Timing[] = []
  while (!done) timings.push(...(await sendFor(app, 3)))
  return timings
}

export const bench = { run }
