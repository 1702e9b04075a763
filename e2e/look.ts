// What is asked of every page that a journey sees: axe finds nothing serious. Asked once for each kind of page.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A folder for a picture of every page, on a desktop and on a phone: to be looked at, not to be compared. */
const picturesFolder = process.env.SCHOOLKEEPER_PICTURES

const seen = new Set<string>()

/** Looks at the page as it stands, unless one with the same parts at the same kind of address was looked at before. */
export async function lookAt(page: Page, who: string, javaScript: boolean): Promise<void> {
  const kind = `${kindOfAddress(page.url())} ${await partsOf(page)}`
  if (seen.has(kind)) return
  seen.add(kind)
  const words = await page.locator('body').innerText()
  assert.doesNotMatch(
    words,
    /Invalid input|\[object Object\]/,
    `${page.url()} speaks to people, not to programmers`,
  )
  const problems = javaScript ? await seriousProblems(page) : await problemsWithoutScript(page)
  assert.deepEqual(problems, [], `${page.url()} as ${who}`)
  if (picturesFolder) await takePictures(page, who, picturesFolder)
}

/** An address without what tells one record from another: `/incidents/:id/evidence`. */
export function kindOfAddress(address: string): string {
  return new URL(address, 'http://localhost').pathname
    .replace(/^\/s\/[a-z-]+/, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{20,}/g, ':id')
    .replace(/^\/(settings|contacts|flows)\/(?!versions)[^/]+/, '/$1/:key')
    .replace(/^\/coverage\/(clauses|controls|systems)\/[^/]+/, '/coverage/$1/:key')
    .replace(/^\/(practices|policies)\/[^/]+/, '/$1/:key')
    .replace(/\/triage\/(?!answers|chart)[^/]+\/[^/]+$/, '/triage/:flow/:node')
}

/** Which elements with which classes the page is made of: two with the same are the same to axe. */
function partsOf(page: Page): Promise<string> {
  return page
    .locator('body *')
    .evaluateAll((all) =>
      [...new Set(all.map((one) => `${one.tagName}.${one.getAttribute('class') ?? ''}`))].sort().join(' '),
    )
}

/** axe is a script itself: it looks at a copy of the page, whose own scripts are not loaded. */
async function problemsWithoutScript(page: Page): Promise<string[]> {
  const context = await page.context().browser()?.newContext()
  const copy = await context?.newPage()
  if (!context || !copy) throw new Error('The browser has gone')
  const body = await page.content()
  await copy.route('**/*.js', (route) => route.abort())
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await copy.goto(page.url())
  const problems = await seriousProblems(copy)
  await context.close()
  return problems
}

/** What axe finds on the page that is serious or worse. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => ({ id, help, html })))
    .filter((problem) => !isGovUksOwn(problem))
    .map(({ id, help, html }) => `${id}: ${help}: ${html.slice(0, 300)}`)
}

/** GOV.UK's script says on a radio button whether what it reveals is shown. axe knows that attribute on other roles only. */
function isGovUksOwn({ id, html }: { id: string; html: string }): boolean {
  return (
    id === 'aria-allowed-attr' && /^<input [^>]*class="govuk-radios__input"[^>]*aria-expanded=/.test(html)
  )
}

const widths = [1280, 390] as const

async function takePictures(page: Page, who: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize() ?? { width: 1280, height: 900 }
  const heading = await page
    .locator('h1')
    .first()
    .textContent({ timeout: 2000 })
    .catch(() => '')
  const kind = `${kindOfAddress(page.url())} ${heading?.trim()} ${who}`
  const name = kind.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 120)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize(before)
}
