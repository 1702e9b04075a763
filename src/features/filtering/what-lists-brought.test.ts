import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { askFilter } from './ask-filter.ts'
import { downloadPart } from './download-list.ts'
import { fetchLists, type Publishers } from './fetch-lists.ts'
import { newestFetches } from './fetch-store.ts'
import { routes } from './routes.ts'
import { sourceOf } from './sources.ts'
import { zoneOf } from './zone.ts'

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `||site${from + at}.example^`).join('\n')

/** A publisher on this machine that gives out a file for each path; what is not there is 404. */
async function aPublisher(t: TestContext, files: Record<string, string>) {
  const server = createServer((request, answer) => {
    const file = files[request.url ?? '']
    answer.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(() => server.close())
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const list = {
    category: 'games',
    address: `${home}/domains`,
    urls: `${home}/urls`,
    expressions: `${home}/expressions`,
  } as const
  const publishers: Publishers = () => ({ ...sourceOf('ut1'), lists: [list] })
  return { home, publishers }
}

async function aWorld(t: TestContext, files: Record<string, string>) {
  const world = await filteredSchools(t)
  const { context, school, technician } = world
  const { publishers } = await aPublisher(t, files)
  await setFor(world, school.id, 'filtering.sources', ['ut1'])
  const fetchAt = async (time: string) => {
    world.setTime(time)
    const [one] = await fetchLists(context, technician, publishers)
    assert.ok(one)
    await world.publish()
    return one
  }
  const page = () => askRoute(context, technician, routes, 'GET /filtering/lists')
  const opens = async (address: string) =>
    (await askFilter(context, school.id, { address, profile: 'Key stage 2', at: context.clock() })).allowed
  return { ...world, fetchAt, page, opens }
}

test('addresses, expressions and exceptions of a list count in the filter; a broken expression is left out and named', async (t) => {
  const files: Record<string, string> = {
    '/domains': `${numbered(100)}\n@@||good.site7.example^\n/banner/*`,
    '/urls':
      'news.example/Arcade/\nhttp://wiki.example/play?level=1\nwhole.example\nnot an address at all ..',
    '/expressions': '(^|[/.])funnygames[0-9]+\n(broken',
  }
  const { fetchAt, page, opens, context, school } = await aWorld(t, files)
  const fetched = await fetchAt('2026-11-24T10:00:00Z')
  assert.deepEqual(
    { ...fetched.brought, skipped: fetched.brought?.skipped.map(({ lines }) => lines) },
    { urls: 2, expressions: 1, exceptions: 1, skipped: [1, 1, 1] },
  )
  for (const address of [
    'site7.example',
    'whole.example',
    'news.example/arcade/one',
    'x.example/funnygames7',
  ])
    assert.equal(await opens(address), false, address)
  for (const address of ['news.example', 'good.site7.example', 'www.good.site7.example'])
    assert.equal(await opens(address), true, address)
  const shown = await page()
  assert.match(shown, /101 names, 2 addresses of pages, 1 expression, 1 exception/)
  assert.match(shown, /3 lines were not used/)
  assert.match(
    shown,
    /One, because it is no expression that runs in linear time:[\s\S]*expressions, line 2: <code>\(broken/,
  )
  assert.match(shown, /line 102: <code>\/banner\/\*/)
  const zone: string[] = []
  for await (const line of zoneOf(context, school.id, 'keyStage2')) zone.push(line)
  assert.ok(zone.includes('*.site7.example CNAME .'))
  assert.ok(zone.includes('*.good.site7.example CNAME rpz-passthru.'))
})

test('the page says when a list changed last and what came and went, apart from when it was looked at', async (t) => {
  const files: Record<string, string> = { '/domains': numbered(100), '/urls': '', '/expressions': '' }
  const { fetchAt, page, technician, context, school } = await aWorld(t, files)
  await fetchAt('2026-11-23T10:00:00Z')
  files['/domains'] = numbered(100, 10)
  const changed = await fetchAt('2026-11-24T10:00:00Z')
  assert.equal(changed.outcome, 'changed')
  assert.deepEqual([changed.changed?.added, changed.changed?.takenAway], [10, 10])
  assert.equal((await fetchAt('2026-11-25T10:00:00Z')).outcome, 'same')
  const shown = await page()
  assert.match(
    shown,
    /Looked at 25 November 2026, 10am\.<br>Last changed 24 November 2026, 10am: 10 added, 10 taken away/,
  )
  assert.match(shown, /Added: site100\.example, [\s\S]*and 5 more[\s\S]*Taken away: site0\.example, /)
  const [newest] = await reading(context, technician, (tx) => newestFetches(tx, school.id))
  assert.equal(newest?.changed?.at, '2026-11-24T10:00:00.000Z')
})

test('where addresses or expressions cannot be had, the names are renewed, those from before stay, and somebody has a task', async (t) => {
  const files: Record<string, string> = {
    '/domains': numbered(10),
    '/urls': 'news.example/arcade',
    '/expressions': 'funnygames[0-9]+',
  }
  const { fetchAt, page, opens, query, school } = await aWorld(t, files)
  await fetchAt('2026-11-23T10:00:00Z')
  files['/domains'] = numbered(12)
  delete files['/urls']
  files['/expressions'] = 'x\n'.repeat(40_000)
  const one = await fetchAt('2026-11-24T10:00:00Z')
  assert.equal(one.outcome, 'changed')
  assert.match(one.says ?? '', /addresses of pages were not renewed: The publisher answered 404/)
  assert.match(one.says ?? '', /expressions were not renewed: It is far larger than a list is/)
  assert.deepEqual(
    [
      await opens('site11.example'),
      await opens('news.example/arcade/1'),
      await opens('x.example/funnygames1'),
    ],
    [false, false, false],
  )
  assert.match(
    await page(),
    /What could not be renewed\. What there was before, if anything, serves on[\s\S]*Games[\s\S]*expressions were not renewed[\s\S]*How many sites each category names/,
  )
  const tasks = await query<{ kind: string }>('select kind from tasks.task where school_id = $1', [school.id])
  assert.ok(tasks.some(({ kind }) => kind === 'filtering.lookAtLists'))
})

test('a file of expressions is bounded, and what is odd in a line is kept where it can be shown', async (t) => {
  const files: Record<string, string> = {
    '/expressions': 'x\n'.repeat(600),
    '/domains': `${numbered(3)}\nbad\u0000 \ud800 name..`,
  }
  const { home } = await aPublisher(t, files)
  await assert.rejects(downloadPart(`${home}/expressions`, 'expressions'), /far larger/)
  files['/urls'] = ''
  files['/expressions'] = '(x\u0000'
  const { fetchAt, page } = await aWorld(t, files)
  await fetchAt('2026-11-24T10:00:00Z')
  assert.match(await page(), /2 lines were not used/)
})
