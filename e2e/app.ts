// A running Schoolkeeper for journeys in a real browser: real server, real database, real Chromium.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { type Demonstration, launch, type Running } from '#/app/launch.ts'
import type { Clock } from '#/kernel/clock.ts'
import { readConfig } from '#/platform/config/config.ts'
import { createMasterKey } from '#/platform/keys/keys.ts'
import { findChromium } from '../test/chromium.ts'
import { freshDatabase } from '../test/database.ts'
import { freePort } from './free-port.ts'
import { endOnceStuck } from './stuck-browser.ts'

export type App = Running & { folder: string; now: Clock; close: () => Promise<void> }

/** A Tuesday in term, in the first lesson: class sessions can be opened, whenever the journeys run. */
const schoolMorning = new Date('2026-11-24T10:00:00Z')

/**
 * Starts Schoolkeeper on a database and folders of its own; without a demonstration as `npm start` would. Its clock shows a
 * school morning, unless another is given: engines of the network go by the clock on the wall.
 */
export async function openApp(demonstration?: Demonstration, clock?: Clock): Promise<App> {
  const database = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-'))
  const [port, metricsPort] = [await freePort(), await freePort()]
  const keyFile = join(folder, 'key')
  await createMasterKey({ path: keyFile, apartFrom: [join(folder, 'data')] })
  const config = readConfig({
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: join(folder, 'data'),
    ANCHOR_DIR: join(folder, 'anchors'),
    BACKUP_DIR: join(folder, 'backups'),
    SCHOOLKEEPER_KEY_FILE: keyFile,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_BACKUP_URL: database.backupUrl,
    DATABASE_JOBS_URL: database.jobsUrl,
    LOG_LEVEL: 'error',
  })
  const began = Date.now()
  const now = clock ?? (() => new Date(schoolMorning.getTime() + Date.now() - began))
  const running = await launch(config, demonstration, now)
  const close = async (): Promise<void> => {
    await running.stop()
    await database.drop()
    await rm(folder, { recursive: true })
  }
  return { ...running, folder, now, close }
}

/** Nothing that would reach beyond this machine. */
export const browserSwitches: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Chromium without anything that would reach beyond this machine. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...browserSwitches] })
  endOnceStuck(browser)
  return browser
}
