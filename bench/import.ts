// The promise: 50,000 people are imported in under a minute, in short transactions, while everybody else works on. The
// hardest case is measured: all of them come to one school on one school day, beside the schools of the web bench.

import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { atLeastFigure, atMostFigure, type Figure, middleOf, ratioFigure, worstOf } from './figure.ts'
import { countJoiners, importPeople, openImportingSchool } from './import-people.ts'
import { percentile, type Target, type Timing } from './open-loop.ts'
import { rosterFiles } from './roster-files.ts'
import { measure } from './send-from-apart.ts'
import { type BenchApp, openBenchApp } from './web-app.ts'

const incidents = 500
const perSecond = 10
const p95 = 0.95
/** Nothing is sent to a server that never finishes. */
const longestImportSeconds = 600
/** As many pages as during the import, or their slowest would be a matter of chance. */
const beforeSeconds = 60
/** An import is over so soon that the p95 of a page is its fourth slowest: of pages, the middle of several imports counts. */
const imports = 3

/** Runs the whole measurement. `quick` imports few people, once: it shows that the bench works, not the figures. */
async function run({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  const rounds: Measured[] = []
  for (let round = 0; round < (quick ? 1 : imports); round++) rounds.push(await importOnce(quick))
  return [...worstOf(rounds.map(({ promises }) => promises)), ...middleOf(rounds.map(({ pages }) => pages))]
}

type Measured = { promises: readonly Figure[]; pages: readonly Figure[] }

/** A server of its own and everybody's import into it. */
async function importOnce(quick: boolean): Promise<Measured> {
  const roster = rosterFiles(quick ? 12_000 : 50_000)
  const people = roster.pupils + roster.parents + roster.staff
  const app = await openBenchApp(aSchoolDay())
  try {
    await app.addIncidents(incidents)
    const school = await openImportingSchool(app.filled)
    const before = await sendFor(app, quick ? 3 : beforeSeconds)
    const watch = await watchTransactions(app.appUrl)
    const working = importPeople(school, roster)
    const during = await sendFor(app, longestImportSeconds, working)
    const { readMs, madeMs, followedMs } = await working
    const longestMs = await watch.stop()
    const counted = await countJoiners(school, roster)
    const share = (100 * counted.complete) / counted.joiners
    const promises = [
      limit('people imported: read, compared and confirmed', readMs / 1_000, 's', 60),
      limit(`people imported: all ${people} here with their logons`, (readMs + madeMs) / 1_000, 's', 60),
      limit('people imported: everybody asked to sign', (readMs + madeMs + followedMs) / 1_000, 's', 60),
      limit('longest transaction', longestMs / 1_000, 's', 5),
      limit('memory of the server, at most', (await app.peakBytes()) / 1024 / 1024, 'MB', 500),
      atLeastFigure({
        name: 'joiners with all that they should have',
        figure: share,
        unit: '%',
        atLeast: 100,
      }),
    ]
    return { promises, pages: pageFigures(before, during) }
  } finally {
    await app.close()
  }
}

/** A Tuesday of term at nine: what waits for a school day does not wait. */
const aSchoolDay = () => ({ BENCH_NOW: '2026-11-24T09:00:00Z', BENCH_BEGAN: new Date().toISOString() })

const limit = (name: string, figure: number, unit: string, atMost: number): Figure =>
  atMostFigure({ name, figure, unit, atMost })

function pageFigures(before: readonly Timing[], during: readonly Timing[]): Figure[] {
  const named = (timings: readonly Timing[], name: string) => timings.filter((one) => one.name === name)
  return [...new Set(before.map(({ name }) => name))].map((name) =>
    ratioFigure({
      name: `${name} during the import`,
      figure: percentile(named(during, name), p95),
      unit: 'ms p95',
      peer: 'before',
      peerFigure: percentile(named(before, name), p95),
      atMost: 2,
    }),
  )
}

async function sendFor(app: BenchApp, seconds: number, work?: Promise<unknown>): Promise<readonly Timing[]> {
  const { origin, targets } = await app.plan()
  return measure({ origin, targets: pages(targets), perSecond, seconds }, work)
}

const pages = (targets: readonly Target[]): Target[] => targets.filter(({ name }) => name !== 'floor')

/** Looks at the app's transactions many times a second: the oldest that is ever seen. */
async function watchTransactions(appUrl: string): Promise<{ stop: () => Promise<number> }> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  let longestMs = 0
  let watching = true
  const watch = (async () => {
    while (watching) {
      const { rows } = await client.query<{ ms: number }>(
        `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8 * 1000 as ms
           from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()`,
      )
      longestMs = Math.max(longestMs, rows[0]?.ms ?? 0)
      await wait(20)
    }
    await client.end()
  })()
  return {
    stop: async () => {
      watching = false
      await watch
      return longestMs
    },
  }
}

export const bench = { run }
