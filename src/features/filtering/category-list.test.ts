import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { prepare } from '#/cli/filter-list.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { withRoomFor } from '../../../test/full-disk.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { askFilter } from './ask-filter.ts'
import { emptyCategories, emptySentence } from './empty-categories.ts'
import { loadCategoryList } from './load-category-list.ts'
import { routes } from './routes.ts'
import { zoneOf } from './zone.ts'

const names = (count: number) => Array.from({ length: count }, (_, at) => `hateful${at}.example`).join('\n')

async function aWorld(t: TestContext) {
  const world = await filteredSchools(t)
  const { context, school } = world
  const home = await mkdtemp(join(tmpdir(), 'lists-'))
  t.after(() => rm(home, { recursive: true }))
  await world.publish()
  const file = async (text: string, name = 'list.txt') => {
    await writeFile(join(home, name), text)
    return join(home, name)
  }
  const run = (...args: string[]) => prepare(args)(context)
  const asks = async (address: string) => {
    const told = await askFilter(context, school.id, { address, profile: 'Staff', at: context.clock() })
    return told.allowed ? 'open' : (told.category ?? 'closed')
  }
  const page = () => askRoute(context, school.people.head, routes, 'GET /filtering/lists')
  const empty = () => lookInto(context, school.id, (tx) => emptyCategories(tx, school.id))
  return { ...world, home, file, run, asks, page, empty }
}

test('whoever runs the server fills a category from a file; it is on record, survives a restart, and is taken away for all to see', async (t) => {
  const world = await aWorld(t)
  const { context, school, publish, run, asks, page, empty } = world
  const path = await world.file(`0.0.0.0 ${names(100).replaceAll('\n', '\n0.0.0.0 ')}`)
  assert.deepEqual(await empty(), ['extremism'])
  assert.match(
    await page(),
    /Terrorism and extremism<br><strong>Empty here: nothing is blocked by this category yet/,
  )
  assert.match(
    await run('load', 'extremism', path),
    /^Loaded for every school: 100 names\. Lines that were not used: 0/,
  )
  await publish()
  assert.equal(await asks('www.hateful7.example'), 'extremism')
  assert.deepEqual([await empty(), emptySentence(await empty())], [[], null])
  assert.match(
    await page(),
    /Loaded by whoever runs the server[\s\S]*Terrorism and extremism[\s\S]*100 names/,
  )
  assert.doesNotMatch(await page(), /Empty here|hateful/, 'the page is no directory')
  await rm(path)
  await rm(join(context.vault.dataFolder, 'filter', 'engines'), { recursive: true })
  await publish()
  assert.equal(await asks('hateful99.example'), 'extremism', 'from what was kept, when all else is made anew')
  const zone: string[] = []
  for await (const line of zoneOf(context, school.id, 'staff')) zone.push(line)
  assert.ok(zone.some((line) => line.startsWith('hateful3.example ')))
  await assert.rejects(run('remove', 'extremism'), /Say in a sentence/)
  await run('remove', 'extremism', '--why', 'The licence was not renewed.')
  await publish()
  assert.equal(await asks('hateful7.example'), 'open')
  assert.deepEqual(await empty(), ['extremism'])
  const { lead } = school.people
  const kinds = (await reading(context, lead, (tx) => tasksOf(tx, lead))).map(({ kind }) => kind)
  assert.ok(kinds.includes('filtering.listGone'))
  const trail = await trailAbout(context, school.id, school.id)
  for (const did of ['listLoaded', 'listRemoved']) assert.ok(trail.includes(`filtering.${did}`), did)
  await assert.rejects(run('remove', 'extremism', '--why', 'Once more, please.'), /none to take away/)
})

test('a list that protects loses nothing in silence: however little a load takes out, it is a task; and none is kept before it is on record', async (t) => {
  const { context, school, file, run, asks, publish } = await aWorld(t)
  const { lead } = school.people
  const lost = async () =>
    (await reading(context, lead, (tx) => tasksOf(tx, lead))).filter(
      ({ kind }) => kind === 'filtering.listGone',
    )
  await run('load', 'extremism', await file(names(100)))
  await run('load', 'extremism', await file(names(110)))
  await run('load', 'games', await file(names(100)))
  await run('load', 'games', await file(names(90)))
  assert.equal((await lost()).length, 0, 'nothing was lost of what protects')
  let asked = 0
  const clock = () => {
    if (asked++ > 0) throw new Error('The power went.')
    return context.clock()
  }
  const shorter = await file(names(80))
  await assert.rejects(loadCategoryList({ ...context, clock }, 'extremism', shorter), /power/)
  await publish()
  assert.equal(await asks('hateful99.example'), 'extremism', 'what is in no trail is not kept')
  for (const count of [80, 60, 45]) await run('load', 'extremism', await file(names(count)))
  assert.equal((await lost()).length, 1)
  await run('remove', 'extremism', '--why', 'The licence was not renewed.')
  assert.equal((await lost()).length, 1, 'one task while nobody has looked')
})

test('a list for which there is no room is on record as not kept, and the one before stays', async (t) => {
  const { context, school, file, run, asks, publish } = await aWorld(t)
  await run('load', 'extremism', await file(names(100)))
  const longer = await file(names(3000))
  await withRoomFor(1000, () => assert.rejects(run('load', 'extremism', longer), /no room on the disk/))
  const trail = await trailAbout(context, school.id, school.id)
  assert.ok(trail.includes('filtering.listNotKept'))
  await publish()
  assert.deepEqual(
    [await asks('hateful99.example'), await asks('hateful2000.example')],
    ['extremism', 'open'],
  )
})

test('a file that is empty, broken, cut off or of no category changes nothing', async (t) => {
  const { file, run, asks, publish } = await aWorld(t)
  await run('load', 'extremism', await file(names(100)))
  const refused = async (text: string, why: RegExp, category = 'extremism') =>
    assert.rejects(run('load', category, await file(text)), why)
  await refused('', /no name of a site/)
  await refused('<html>\n<p>Sign in\n</p>\n', /no name of a site/)
  await refused(`${names(100)}\n${'<p>not a list\n'.repeat(200)}`, /Most of its lines are no list\. Line 101/)
  await refused(names(60), /It has 60 entries; the list before has 100, which stay/)
  await refused(names(100), /There is no category “terror”\. There are: pornography/, 'terror')
  await assert.rejects(run('load', 'extremism', '/nowhere/list'), /cannot be read/)
  assert.throws(() => run('load', 'extremism'), /Say filter-list load/)
  await publish()
  assert.equal(await asks('hateful99.example'), 'extremism')
})

test('a folder of one category as UT1 has it brings its pages and expressions too, and moves with its category', async (t) => {
  const { home, file, run, asks, publish } = await aWorld(t)
  await mkdir(join(home, 'own'))
  await file(names(10), 'own/domains')
  await file('site.example/hateful\n', 'own/urls')
  await file('hateful-?word', 'own/expressions')
  assert.match(
    await run('load', 'crime', join(home, 'own')),
    /: 10 names, 1 address of a page, 1 expression\./,
  )
  await publish()
  assert.equal(await asks('hateful3.example'), 'crime')
  await run('remove', 'crime', '--why', 'It belongs to another category.')
  await run('load', 'extremism', join(home, 'own'))
  await publish()
  for (const address of ['hateful3.example', 'site.example/hateful', 'a.example/hateful-word'])
    assert.equal(await asks(address), 'extremism', address)
  await mkdir(join(home, 'more'))
  await file(names(10), 'more/domains')
  await assert.rejects(run('load', 'extremism', home), /several categories/)
})
