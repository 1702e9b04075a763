// Somebody at a browser, in the words of a journey. Every page that they come to is looked at.

import assert from 'node:assert/strict'
import type { Browser, Locator, Page } from 'playwright-core'
import type { App } from './app.ts'
import { lookAt } from './look.ts'

export type Visitor = {
  page: Page
  /** Opens an address of the server and says with what status it answered. */
  open: (path: string) => Promise<number>
  follow: (link: string | RegExp) => Promise<void>
  press: (button: string | RegExp) => Promise<void>
  fill: (label: string | RegExp, text: string) => Promise<void>
  choose: (answer: string | RegExp, within?: string | RegExp) => Promise<void>
  /** Everything that can be read on the page. */
  reads: () => Promise<string>
  heading: () => Promise<string>
  leave: () => Promise<void>
}

export type VisitorOptions = {
  who: string
  phone?: boolean
  javaScript?: boolean
  /** The way into the network that their device takes, as `device.ts` opens one. */
  through?: string
}

/** A browser of their own: cookies, size of the screen, with or without JavaScript. */
export async function openVisitor(
  browser: Browser,
  app: App,
  { who, phone = false, javaScript = true, through }: VisitorOptions,
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: app.address,
    javaScriptEnabled: javaScript,
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...(through === undefined ? {} : { proxy: { server: through, bypass: '<-loopback>' } }),
  })
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
  })
  const look = async (): Promise<void> => {
    await lookAt(page, javaScript ? who : `${who} without JavaScript`, javaScript)
    assert.deepEqual(complaints, [], `the browser complains about ${page.url()}`)
  }
  const act = async (locator: Locator): Promise<void> => {
    // What is not on the page fails by its own name, not as a page that does not load.
    await locator.waitFor()
    await Promise.all([page.waitForEvent('load'), locator.click()])
    await look()
  }
  return {
    page,
    open: async (path) => {
      const response = await page.goto(path)
      await look()
      return response?.status() ?? 0
    },
    follow: (name) => act(page.getByRole('link', { name }).first()),
    press: (name) => act(page.getByRole('button', { name }).first()),
    fill: (label, text) => page.getByLabel(label).first().fill(text),
    choose: (answer, within) => chosen(page, answer, within).check({ force: true }),
    reads: () => page.locator('body').innerText(),
    heading: async () => (await page.locator('h1').first().innerText()).trim(),
    leave: () => context.close(),
  }
}

function chosen(page: Page, answer: string | RegExp, within?: string | RegExp): Locator {
  const scope = within === undefined ? page : page.getByRole('group', { name: within })
  const exact = typeof answer === 'string'
  const radio = scope.getByRole('radio', { name: answer, exact })
  return radio.or(scope.getByRole('checkbox', { name: answer, exact })).first()
}

/** Types a day, given as YYYY-MM-DD, into the three boxes of a date. */
export async function fillDay({ page }: Visitor, name: string, date: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-')
  const box = (part: string) => page.locator(`[name="${name}-${part}"]`)
  await box('day').fill(day)
  await box('month').fill(month)
  await box('year').fill(year)
}
