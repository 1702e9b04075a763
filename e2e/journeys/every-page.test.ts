// Whatever a page offers opens, for everybody to whom it is offered, and axe finds nothing serious there.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { castOf } from '../../demo/cast.ts'
import { loadDemonstration } from '../../demo/load.ts'
import { demoSchools } from '../../demo/schools.ts'
import { journey } from '../journey.ts'
import { kindOfAddress, onlyWhatIsNew } from '../look.ts'
import { idsTwice } from '../parts.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

type Visit = { slug: string; part: string }

/** Everybody who can sign in at Alder, and from the other schools each part that none before them plays. */
function visits(): Visit[] {
  const seen = new Set<string>()
  const cast = demoSchools.flatMap(({ slug, code }) =>
    castOf(code).flatMap(({ part, roles }) => {
      const isNew = slug === 'alder' || [part, ...roles].some((one) => !seen.has(one))
      for (const one of [part, ...roles]) seen.add(one)
      return isNew ? [{ slug, part }] : []
    }),
  )
  return [...cast, ...['pupil', 'parent'].map((part) => ({ slug: 'alder', part }))]
}

const atAlder = visits().filter(({ slug }) => slug === 'alder')
const elsewhere = visits().filter(({ slug }) => slug !== 'alder')

journey('every page of a school opens to whoever is shown the way there, and is accessible', async (t) => {
  const stage = await stageFor(t, atAlder)
  await t.test('without signing in', async () => follow(await stage.visitor(), 'alder'))
  await visitAll(t, stage, atAlder)
})

journey('so does every page that is offered to roles which other schools have besides', async (t) => {
  await visitAll(t, await stageFor(t, elsewhere), elsewhere)
})

/** A fortnight of the schools that these belong to. */
function stageFor(t: TestContext, people: readonly Visit[]): Promise<Stage> {
  const slugs = new Set(people.map(({ slug }) => slug))
  return openStage(t, people[0]?.slug, (context, parts) =>
    loadDemonstration(context, parts, {
      schools: demoSchools.filter(({ slug }) => slugs.has(slug)),
      lastDay: '2026-11-23',
      firstDay: '2026-11-09',
    }),
  )
}

async function visitAll(t: TestContext, stage: Stage, people: readonly Visit[]): Promise<void> {
  for (const { slug, part } of people) {
    await t.test(`as ${part} of ${slug}`, async () => follow(await stage.signedIn(`${part}.${slug}`), slug))
  }
}

const opens = [200, 409]
const first = (slug: string) => [`/s/${slug}`, `/s/${slug}/report`, `/s/${slug}/account`]
/** Follows one link to each kind of page, from the start and from every page that it comes to. */
async function follow(visitor: Visitor, slug: string): Promise<void> {
  const next = first(slug)
  const known = new Set(next.map(kindOfAddress))
  for (let path = next.shift(); path !== undefined; path = next.shift()) {
    if (isFile(path)) {
      assert.equal((await visitor.page.request.get(path)).status(), 200, path)
      continue
    }
    const { status, links } = await ask(visitor, path)
    // A step that has to wait for another says so in a sentence.
    assert.ok(opens.includes(status), `${path} answered ${status}`)
    for (const link of links) {
      if (known.has(kindOfAddress(link))) continue
      known.add(kindOfAddress(link))
      next.push(link)
    }
  }
  await visitor.leave()
}

const isWorthALook = onlyWhatIsNew()

/** Asks for a page, and looks at it in the browser where that is worth it: asking is much faster. */
async function ask(visitor: Visitor, path: string): Promise<{ status: number; links: string[] }> {
  const answer = await visitor.page.request.get(path)
  const markup = await answer.text()
  assert.deepEqual(idsTwice(markup), [], path)
  if (isWorthALook(path, markup)) await visitor.open(path)
  return { status: answer.status(), links: linksIn(markup) }
}

const isFile = (path: string): boolean => /\.(csv|pdf|docx|pem)$|\/(shown|manifest|csv|zone)$/.test(path)

const linksIn = (markup: string): string[] =>
  [...markup.matchAll(/<a [^>]*href="(\/s\/[^"?#]*)/g)].map((found) => found[1] ?? '')
