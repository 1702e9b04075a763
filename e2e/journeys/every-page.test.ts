// Whatever a page offers opens, for everybody to whom it is offered, and axe finds nothing serious there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDemonstration } from '../../demo/load.ts'
import { demoSchools } from '../../demo/schools.ts'
import { kindOfAddress } from '../look.ts'
import { openStage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

const people = ['dsl', 'head', 'deputydsl', 'teacher', 'office', 'safetygovernor']

test('every page of the demonstration opens to whoever is shown the way there, and is accessible', async (t) => {
  const stage = await openStage(t, 'alder', (context, parts) =>
    loadDemonstration(context, parts, {
      schools: demoSchools.filter(({ slug }) => slug === 'alder'),
      lastDay: '2026-11-23',
      firstDay: '2026-11-09',
    }),
  )
  await t.test('without signing in', async () => follow(await stage.visitor()))
  for (const part of people)
    await t.test(`as ${part}`, async () => follow(await stage.signedIn(`${part}.alder`)))
})

const opens = [200, 409]
const first = ['/s/alder', '/s/alder/report', '/s/alder/account']

/** Follows one link to each kind of page, from the start and from every page that it comes to. */
async function follow(visitor: Visitor): Promise<void> {
  const known = new Set(first.map(kindOfAddress))
  const next = [...first]
  for (let path = next.shift(); path !== undefined; path = next.shift()) {
    if (isFile(path)) {
      assert.equal((await visitor.page.request.get(path)).status(), 200, path)
      continue
    }
    const status = await visitor.open(path)
    // A step that has to wait for another says so in a sentence.
    assert.ok(opens.includes(status), `${path} answered ${status}`)
    for (const link of await linksOf(visitor)) {
      if (known.has(kindOfAddress(link))) continue
      known.add(kindOfAddress(link))
      next.push(link)
    }
  }
  await visitor.leave()
}

const isFile = (path: string): boolean => /\.(csv|pdf|docx)$|\/(shown|manifest|csv)$/.test(path)

async function linksOf({ page }: Visitor): Promise<string[]> {
  const links = await page
    .locator('a[href^="/s/alder"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  return links.map((link) => link.replace(/[?#].*$/, ''))
}
