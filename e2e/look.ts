// What is asked of the pages that a journey sees: axe finds nothing serious. Asked of each that has a part of its own.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { addsParts, partsOf } from './parts.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A folder for a picture of every page, on a desktop and on a phone: to be looked at, not to be compared. */
const picturesFolder = process.env.SCHOOLKEEPER_PICTURES

/** Whether axe is asked of each kind of page, rather than of those that have a part which none before them had. */
const lookAtAll = picturesFolder !== undefined || process.env.SCHOOLKEEPER_LOOK_AT_ALL !== undefined

const isWorthALook = onlyWhatIsNew()

/** Looks at the page as it stands, if it is worth a look. */
export async function lookAt(page: Page, who: string, javaScript: boolean): Promise<void> {
  const markup = await page.content()
  assert.doesNotMatch(
    markup,
    /Invalid input|\[object Object\]/,
    `${page.url()} speaks to people, not to programmers`,
  )
  if (!isWorthALook(page.url(), markup)) return
  const problems = javaScript ? await seriousProblems(page) : await problemsWithoutScript(page, markup)
  assert.deepEqual(problems, [], `${page.url()} as ${who}`)
  if (picturesFolder) await takePictures(page, who, picturesFolder)
}

/** Says of one page after another whether it has a part that none before had; with SCHOOLKEEPER_LOOK_AT_ALL, whether its kind is new. */
export function onlyWhatIsNew(): (address: string, markup: string) => boolean {
  const known = new Set<string>()
  const kinds = new Set<string>()
  return (address, markup) => {
    if (!lookAtAll) return addsParts(known, markup)
    const before = kinds.size
    kinds.add(`${kindOfAddress(address)} ${[...new Set(partsOf(markup))].sort().join(' ')}`)
    return kinds.size > before
  }
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

/** axe is a script itself: it looks at a copy of the page, whose own scripts are not loaded. */
async function problemsWithoutScript(page: Page, body: string): Promise<string[]> {
  const copy = await besides(page)
  await copy.unrouteAll()
  await copy.route('**/*.js', (route) => route.abort())
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await copy.goto(page.url())
  return seriousProblems(copy)
}

/** A page with scripts for each browser of somebody without them: opening one takes longer than looking. */
const copies = new WeakMap<BrowserContext, Page>()

async function besides(page: Page): Promise<Page> {
  const known = copies.get(page.context())
  if (known) return known
  const viewport = page.viewportSize()
  const copy = await page.context().browser()?.newPage({ viewport })
  if (!copy) throw new Error('The browser has gone')
  copies.set(page.context(), copy)
  return copy
}

/** What axe finds on the page that is serious or worse. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    "axe.run({ resultTypes: ['violations'] })",
  )
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
