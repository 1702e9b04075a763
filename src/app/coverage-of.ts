// What the clauses of every school's policy come to, for the command line: as JSON it is what others may build on.

import { assess, countStates, keepDay, type State } from '#/features/coverage/index.ts'
import { allSchoolIds, findSchool } from '#/features/schools/index.ts'
import { escalateTasks } from '#/features/tasks/escalate-tasks.ts'
import { type Clock, systemClock } from '#/kernel/clock.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { type Context, reading } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import type { Job } from '#/platform/jobs/job.ts'
import { createLog } from '#/platform/log/log.ts'
import { createSignIn } from '#/platform/sign-in/sign-in.ts'
import { backupAndMigrate } from './back-up.ts'
import { catchUp } from './catch-up.ts'
import { collect } from './contributions.ts'
import { features } from './features.ts'
import { keyringOf } from './keyring.ts'
import type { Demonstration } from './launch.ts'
import { requireMark } from './mark.ts'
import { platformFeatures } from './platform-features.ts'
import { signInParts } from './sign-in-parts.ts'

export type ClauseCoverage = {
  id: string
  state: State
  /** The ids of the controls that serve it. */
  controls: readonly string[]
  /** One sentence of each control, in their order, and the month of the last time. */
  evidence: readonly { sentence: string; lastIn: string | null }[]
}
export type SchoolCoverage = {
  code: string
  name: string
  total: number
  running: number
  attention: number
  notSetUp: number
  notBuilt: number
  clauses: readonly ClauseCoverage[]
}

/** Brings the database to this release, loads the demonstration where there is none yet, and asks every control. */
export async function coverageOf(
  config: Config,
  urls: DatabaseUrls,
  load: Demonstration['load'],
  clock: Clock = systemClock,
): Promise<readonly SchoolCoverage[]> {
  // What the command answers is for other programs to read; words for people go beside it.
  const keyring = await keyringOf(config, urls, (text) => void process.stderr.write(text))
  await backupAndMigrate(config, urls, keyring)
  const db = openDatabase(urls.app)
  try {
    await requireMark(db, 'demo')
    const parts = signInParts(config, keyring, clock)
    const vault = { dataFolder: config.dataDir, keyring }
    const offered = collect([...platformFeatures(createSignIn(parts), vault, features), ...features])
    const context: Context = { db, clock, log: createLog({ level: config.logLevel }), vault, ...offered }
    await load(context, parts)
    await catchUpDemonstration(context, offered.jobs)
    const schools: SchoolCoverage[] = []
    for (const id of await allSchoolIds(db)) schools.push(await coverageOfSchool(context, id))
    return schools.sort((one, other) => one.name.localeCompare(other.name))
  } finally {
    await db.destroy()
  }
}

/** What would have run by itself since the demonstration’s last day, had the product been started in between. */
export async function catchUpDemonstration(context: Context, jobs: readonly Job[]): Promise<void> {
  await catchUp(context, jobs)
  for (const id of await allSchoolIds(context.db)) {
    await escalateTasks(context, systemActor(id))
    await keepDay(context, systemActor(id))
  }
}

/** One school, as the system sees it. */
export function coverageOfSchool(context: Context, schoolId: string): Promise<SchoolCoverage> {
  return reading(context, systemActor(schoolId), async (tx) => {
    const { name } = await findSchool(tx, schoolId)
    const { policy, clauses } = await assess(context, tx, schoolId)
    return {
      code: policy ?? '',
      name,
      ...countStates(clauses),
      clauses: clauses.map(({ id, state, controls }) => ({
        id,
        state,
        controls: controls.map((control) => control.id),
        evidence: controls.map(({ sentence, lastAt }) => ({
          sentence,
          lastIn: lastAt && londonDate(lastAt).slice(0, 7),
        })),
      })),
    }
  })
}
