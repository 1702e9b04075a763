// A browser as a technician sets one up: with a folder of its own, and the school's DNS or proxy in its settings.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type BrowserContext, chromium } from 'playwright-core'
import { findChromium } from '../test/chromium.ts'
import { browserSwitches } from './app.ts'

export type BrowserWishes = {
  /** What the browser keeps for all who use it: where its DNS is, for one. */
  localState?: object
  switches?: readonly string[]
  /** What is typed where this proxy asks. Where `switches` name a proxy file, that file says which proxy it is. */
  proxy?: { server: string; username: string; password: string }
}

/** It believes any certificate, because those of tests are a day old. It ends with the test at the latest. */
export async function openOwnBrowser(
  t: TestContext,
  { localState = {}, switches = [], proxy }: BrowserWishes,
): Promise<BrowserContext> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-browser-'))
  await writeFile(join(folder, 'Local State'), JSON.stringify(localState))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    args: [...browserSwitches, '--ignore-certificate-errors', ...switches],
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 390, height: 844 },
    ...(proxy ? { proxy } : {}),
  })
  t.after(async () => {
    await context.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return context
}
