// A running Schoolkeeper for journeys in a real browser: real server, real database, real Chromium.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { launch, type Running } from '#/app/launch.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { createMasterKey } from '#/platform/keys/keys.ts'
import { findChromium } from '../test/chromium.ts'
import { freshDatabase } from '../test/database.ts'
import { freePort } from './free-port.ts'

export type App = Running & { folder: string; close: () => Promise<void> }

/** Starts Schoolkeeper on a database and folders of its own. `load` fills it before it listens. */
export async function openApp(load: (context: Context) => Promise<void>): Promise<App> {
  const database = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-'))
  const [port, metricsPort] = [await freePort(), await freePort()]
  const keyFile = join(folder, 'key')
  await createMasterKey({ path: keyFile, apartFrom: [join(folder, 'data')] })
  const config = readConfig({
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DATA_DIR: join(folder, 'data'),
    ANCHOR_DIR: join(folder, 'anchors'),
    SCHOOLKEEPER_KEY_FILE: keyFile,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_BACKUP_URL: database.backupUrl,
    DATABASE_JOBS_URL: database.jobsUrl,
    LOG_LEVEL: 'error',
  })
  const running = await launch(config, { load, routes: () => [] })
  const close = async (): Promise<void> => {
    await running.stop()
    await database.drop()
    await rm(folder, { recursive: true })
  }
  return { ...running, folder, close }
}

/** Chromium without anything that would reach beyond this machine. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A visitor with cookies of their own; on a phone, or without JavaScript, where the journey says so. */
export function openVisitor(
  browser: Browser,
  app: App,
  { phone = false, javaScript = true } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: app.address,
    javaScriptEnabled: javaScript,
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
}
