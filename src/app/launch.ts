// Starting and stopping, in the order in which things need each other.

import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { keepTakingIn } from '#/features/activity/index.ts'
import { allSchoolIds } from '#/features/schools/index.ts'
import { type Clock, systemClock } from '#/kernel/clock.ts'
import type { Config } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { type Db, openDatabase } from '#/platform/database/database.ts'
import type { Feature } from '#/platform/feature.ts'
import type { Keyring } from '#/platform/keys/keys.ts'
import { createLog } from '#/platform/log/log.ts'
import { createMetrics } from '#/platform/metrics/metrics.ts'
import { createSignIn, type SignInParts } from '#/platform/sign-in/sign-in.ts'
import { compileLook } from '#/platform/web/look/compile.ts'
import type { RootRoute } from '#/platform/web/route.ts'
import { backupAndMigrate } from './back-up.ts'
import { keepChaining } from './chain-reads.ts'
import { collect } from './contributions.ts'
import { openDatabases, refuseFolderInUse } from './databases.ts'
import { features } from './features.ts'
import { holdFolder } from './hold-folder.ts'
import { isHealthy } from './is-healthy.ts'
import { keepAnchors } from './keep-anchors.ts'
import { keyringOf } from './keyring.ts'
import { type Mode, requireMark } from './mark.ts'
import { platformFeatures } from './platform-features.ts'
import { sayIfTaken } from './say-if-taken.ts'
import { signInParts } from './sign-in-parts.ts'
import { startEngines } from './start-engines.ts'
import { buildWeb, followTls, serveMetrics, tlsOptions } from './start-web.ts'
import { startWork } from './start-work.ts'
import { type Stops, untilRecordsOpen } from './wait-for-records.ts'
import { webParts } from './web-parts.ts'

/** What the demonstration adds: its records, before anybody can knock, and pages of its own (decision X5). */
export type Demonstration = {
  load: (context: Context, parts: SignInParts) => Promise<void>
  routes: (parts: SignInParts) => readonly RootRoute[]
  /** Pages of its own inside the schools: what a bench compares with. */
  features?: readonly Feature[]
  /** Where providers of sign-ins run on this machine, instead of Google and Microsoft: what journeys sign in with. */
  providersAt?: string
}

export type Running = { address: string; context: Context; stop: () => Promise<void> }

/**
 * Starts everything for one configuration, a school's or the demonstration's. Whatever fails, all is stopped.
 * Journeys set the clock, so that it is a school day whenever they run.
 */
export async function launch(
  config: Config,
  demonstration?: Demonstration,
  clock: Clock = systemClock,
): Promise<Running> {
  const stops: Stops = []
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    return { ...(await start(config, stops, clock, demonstration)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  config: Config,
  stops: Stops,
  clock: Clock,
  demonstration: Demonstration | undefined,
): Promise<Omit<Running, 'stop'>> {
  const mode = demonstration ? 'demo' : 'start'
  const log = createLog({ level: config.logLevel })
  const metrics = createMetrics()
  // Before the engines: they would find their ports taken by the one that runs, and say only that.
  refuseFolderInUse(config)
  stops.push(await holdFolder(config.dataDir, (sentence) => log.warn(sentence)))
  // Before the database: the network is filtered by what was agreed last, whatever becomes of the records.
  const engines = await startEngines(config, { log, metrics })
  stops.push(engines.stop)
  const open = (begun: Stops): Promise<Records> => openRecords(config, mode, begun)
  // Without engines nothing is lost when it ends, and whoever started it reads why.
  const waits = engines.areServing()
  const { db, jobsDb, keyring, jobsUrl } = await (waits
    ? untilRecordsOpen(config, log, { open, stops })
    : open(stops))

  const parts = signInParts(config, keyring, clock, demonstration?.providersAt)
  const signIn = createSignIn(parts)
  const vault = { dataFolder: config.dataDir, keyring }
  const mounted = [...features, ...(demonstration?.features ?? [])]
  const collected = collect([...platformFeatures(signIn, vault, mounted), ...mounted])
  const rootRoutes = [...collected.rootRoutes, ...(demonstration?.routes(parts) ?? [])]
  const offered = { ...collected, rootRoutes }
  const context: Context = { db, clock, log, vault, ...offered }
  await demonstration?.load(context, parts)

  stops.push(await serveMetrics(metrics, config.metricsPort))
  await engines.waitForFirst()
  const behindPages = { ...context, db: jobsDb }
  stops.push(await startWork({ config, jobsUrl, context: behindPages, metrics }, offered.jobs))
  stops.push(
    keepInBackground((signal) => keepAnchors(context, config.anchorDir, () => allSchoolIds(db), signal)),
  )
  stops.push(keepInBackground((signal) => keepTakingIn(behindPages, signal)))
  stops.push(keepInBackground((signal) => keepChaining(context, () => allSchoolIds(db), signal)))

  const web = buildWeb(
    webParts(context, config, offered, signIn, mode),
    await compileLook(join(config.dataDir, 'cache')),
    () => isHealthy(db, config.dataDir),
    metrics,
    tlsOptions(config),
  )
  stops.push(() => web.close())
  const endFollowing = followTls(web, config, (sentence) => log.warn(sentence))
  stops.push(async () => endFollowing())
  await listen(web, config)
  return { address: config.publicUrl, context }
}

type Records = { db: Db; jobsDb: Db; keyring: Keyring; jobsUrl: string }

/** The database at this release, and the key to what is kept in it. */
async function openRecords(config: Config, mode: Mode, stops: Stops): Promise<Records> {
  const databases = await openDatabases(config)
  stops.push(databases.stop)
  const { urls } = databases
  const keyring = await keyringOf(config, urls)
  await backupAndMigrate(config, urls, keyring)
  const db = openDatabase(urls.app)
  stops.push(() => db.destroy())
  const jobsDb = openDatabase(urls.app, { givesWay: true, isOurs: !config.database })
  stops.push(() => jobsDb.destroy())
  await requireMark(db, mode)
  return { db, jobsDb, keyring, jobsUrl: urls.jobs }
}

/** Runs until it is stopped; stopping waits for what it is doing. */
function keepInBackground(work: (signal: AbortSignal) => Promise<void>): () => Promise<void> {
  const ending = new AbortController()
  const done = work(ending.signal)
  return async () => {
    ending.abort()
    await done
  }
}

async function listen(web: FastifyInstance, { host, port }: Config): Promise<void> {
  await web.listen({ host, port }).catch((error: unknown) => {
    throw sayIfTaken(error, 'PORT', port)
  })
}
