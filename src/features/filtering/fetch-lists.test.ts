import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { NotAllowed } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { tasksOf } from '../tasks/index.ts'
import { askFilter } from './ask-filter.ts'
import { downloadList } from './download-list.ts'
import { fetchLists, type Publishers } from './fetch-lists.ts'
import { routes } from './routes.ts'
import { sourceOf } from './sources.ts'

const names = (count: number, word = 'site') =>
  Array.from({ length: count }, (_, at) => `${word}${at}.example`).join('\n')

/** A publisher on this machine; what it gives out can be changed. */
async function aPublisher(t: TestContext) {
  const gives = {
    status: 200,
    body: Buffer.from(names(100)) as Buffer,
    afterMs: 0,
    length: null as number | null,
  }
  const server = createServer((_request, answer) => {
    setTimeout(() => {
      const { status, body, length } = gives
      answer.writeHead(status, length === null ? {} : { 'content-length': length })
      if (length === null) answer.end(body)
      else answer.write(body, () => setTimeout(() => answer.destroy(), 50))
    }, gives.afterMs)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(() => server.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/games`
  const publishers: Publishers = () => ({ ...sourceOf('ut1'), lists: [{ category: 'games', address }] })
  return { gives, address, publishers }
}

test('a list is fetched, compiled and in force; one that shrank or fails changes nothing and makes a task', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, technician, publish, setTime } = world
  const { gives, publishers } = await aPublisher(t)
  await setFor(world, school.id, 'filtering.sources', ['ut1'])
  const asked = { address: 'www.site7.example', profile: 'Key stage 2', at: context.clock() }
  const outcomes = async () =>
    (await fetchLists(context, technician, publishers)).map(({ outcome }) => outcome)
  assert.deepEqual(await outcomes(), ['changed'])
  assert.deepEqual(await outcomes(), ['same'])
  await publish()
  assert.equal((await askFilter(context, school.id, asked)).category, 'games')
  setTime('2026-11-25T10:00:00Z')
  gives.body = Buffer.from(names(60))
  assert.deepEqual(await outcomes(), ['shrunk'])
  gives.status = 500
  assert.deepEqual(await outcomes(), ['failed'])
  await publish()
  assert.equal((await askFilter(context, school.id, { ...asked, address: 'site99.example' })).allowed, false)
  const kinds = (await reading(context, technician, (tx) => tasksOf(tx, technician))).map(({ kind }) => kind)
  assert.ok(kinds.includes('filtering.lookAtLists'))
  gives.status = 200
  gives.body = Buffer.from(names(90, 'other'))
  assert.deepEqual(await outcomes(), ['changed'])
  const shown = await askRoute(context, technician, routes, 'GET /filtering/lists')
  assert.match(shown, /CC BY-SA 4\.0/)
  await assert.rejects(fetchLists(context, school.people.teacher, publishers), NotAllowed)
})

test('a download has bounds of size and time, and is refused where it is no list', async (t) => {
  const { gives, address } = await aPublisher(t)
  const bounds = { forMs: 300, mostBytes: 2000, mostUnpackedBytes: 4000, mostLines: 150 }
  assert.equal((await downloadList(address, bounds)).names.length, 100)
  gives.body = Buffer.from(names(1000))
  await assert.rejects(downloadList(address, bounds), /far larger/)
  gives.body = gzipSync(names(1000))
  await assert.rejects(downloadList(`${address}.gz`, { ...bounds, mostBytes: 100_000 }), /far larger/)
  gives.body = gzipSync('a\n'.repeat(200))
  await assert.rejects(downloadList(`${address}.gz`, bounds), /far larger/)
  gives.body = gzipSync(names(10))
  gives.length = gives.body.length + 10
  await assert.rejects(downloadList(`${address}.gz`, bounds), /could not be read/, 'cut off on the way')
  gives.length = null
  assert.equal((await downloadList(`${address}.gz`, bounds)).names.length, 10)
  gives.body = Buffer.from('<html>\n')
  await assert.rejects(downloadList(address, bounds), /no name of a site/)
  gives.afterMs = 1000
  await assert.rejects(downloadList(address, bounds), /too long/)
  await assert.rejects(downloadList('http://lists.example/games', bounds), /https only/)
})
