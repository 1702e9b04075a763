// Whatever page there is, somebody gets it, and axe finds nothing serious there: also on those that a link of the
// demonstration leads to only once in a while. Drawn as the server answers them, with its styles and without its scripts.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type ActorName, actorNames } from '../../test/world/cast.ts'
import { fill, fixedParams, kindOf } from '../../test/world/places.ts'
import { openWorld, type World } from '../../test/world.ts'
import { openBrowser } from '../app.ts'
import { journey } from '../journey.ts'
import { onlyWhatIsNew, seriousProblems } from '../look.ts'

const origin = 'http://keeper.example'

/** Who gets each page, by the matrix: whoever is allowed most is not asked twice. */
const getters = new Map(
  readFileSync(join(import.meta.dirname, '../../test/matrix.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .flatMap((line): [string, ActorName][] => {
      const [name = '', of = '', ...cells] = line.split('\t')
      const who = actorNames[cells.indexOf('200')]
      return name.startsWith('GET /') && (of === '' || of === 'own') && who ? [[name.slice(4), who]] : []
    }),
)

journey('axe finds nothing serious on any page that anybody gets', async (t) => {
  const world = await openWorld([])
  t.after(world.close)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const page = await browser.newPage({ javaScriptEnabled: true })
  const problems: string[] = []
  let drawn = 0
  const isWorthALook = onlyWhatIsNew()
  for (const [path, who] of getters) {
    const address = addressOf(world, path)
    if (address === null) continue
    const answer = await world.ask(who, address, { method: 'GET' })
    if (answer.statusCode !== 200 || !String(answer.headers['content-type']).startsWith('text/html')) continue
    if (!isWorthALook(path, answer.body)) continue
    drawn += 1
    await draw(page, world, answer.body)
    for (const problem of await seriousProblems(page)) problems.push(`${path} as ${who}: ${problem}`)
  }
  assert.deepEqual(problems, [])
  t.diagnostic(`${drawn} pages were drawn`)
  assert.ok(drawn > 60)
})

function addressOf({ places }: World, path: string): string | null {
  const kind = kindOf(path)
  const params = fixedParams(kind) ?? (kind === null ? {} : places.own.at[kind])
  return params === undefined ? null : fill(path, params)
}

/** Shows the markup in the browser. Its style sheets and pictures come from the server; its scripts do not. */
async function draw(page: Page, world: World, body: string): Promise<void> {
  await page.unrouteAll()
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/') return route.fulfill({ body, contentType: 'text/html; charset=utf-8' })
    if (pathname.endsWith('.js')) return route.abort()
    const file = await world.file(pathname)
    return route.fulfill({
      status: file.statusCode,
      body: file.rawPayload,
      contentType: String(file.headers['content-type'] ?? 'text/plain'),
    })
  })
  await page.goto(`${origin}/`)
}
