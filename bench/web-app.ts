// Five schools with incidents of three years, and what a head and a co-ordinator open all day in them.

import pg from 'pg'
import { addIncidents, anIncidentOf } from './add-incidents.ts'
import { type Filled, fill } from './fill.ts'
import type { Target } from './open-loop.ts'
import { openPlace, serveAt } from './server.ts'

export type BenchApp = {
  /** Adds incidents with people, words and timeline, spread over the schools and three years. */
  addIncidents: (count: number) => Promise<void>
  plan: () => Promise<{ origin: string; targets: readonly Target[] }>
  memoryBytes: () => Promise<number>
  /** The most that the server ever had. */
  peakBytes: () => Promise<number>
  filled: Filled
  /** Where the app's own role reaches the database. */
  appUrl: string
  close: () => Promise<void>
}

/** Starts the database, fills it, and starts the server. `more` adds to its environment. */
export async function openBenchApp(more: Readonly<Record<string, string>> = {}): Promise<BenchApp> {
  const place = await openPlace(more)
  const filled = await fill(place.env)
  const served = await serveAt(place, 'none')
  return {
    addIncidents: async (count) => {
      const each = Math.ceil(count / filled.schools.length)
      for (const { loaded } of filled.schools) await addIncidents(filled.context, loaded, each)
      await tidy(place.postgres.ownerUrl)
    },
    plan: async () => ({ origin: place.origin, targets: await targetsOf(filled) }),
    memoryBytes: served.memoryBytes,
    peakBytes: served.peakBytes,
    filled,
    appUrl: place.postgres.appUrl,
    close: async () => {
      await served.stop()
      await filled.context.db.destroy()
      await place.remove()
    },
  }
}

/** What autovacuum has done to records that came in over three years, and cannot have done to those of the last minute. */
async function tidy(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('vacuum (analyze)')
  await client.end()
}

/** The mix: what a head and a co-ordinator open all day, in every school in turn. */
async function targetsOf({ context, schools }: Filled): Promise<Target[]> {
  const targets: Target[] = []
  for (const { loaded, session } of schools) {
    const { cookie, csrf } = session
    const page = (name: string, path: string): Target => ({
      name,
      path: `/s/${loaded.school.slug}${path}`,
      cookie,
    })
    targets.push(
      page('floor', '/floor'),
      page('task list', '/tasks'),
      page('incident list with filters', '/incidents?state=inProgress&register=pupil'),
      page('one incident', `/incidents/${await anIncidentOf(context, loaded.schoolId)}`),
      page('head’s board', '/board'),
      { ...page('word search', '/search'), form: { csrf, words: 'chat lantern' } },
    )
  }
  return targets
}
