import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type FastifyInstance, fastify } from 'fastify'
import { until } from '../../../test/word-jobs.ts'
import { untilPagesAreMade } from '../database/pages-first.ts'
import { putPagesFirst } from './put-pages-first.ts'

const isMade = () => untilPagesAreMade(1) === undefined

test('jobs wait while a page is made, and not for one that has gone out, failed, or does not exist', async (t) => {
  const server = aServer(t)
  const during: boolean[] = []
  server.get('/page', async () => {
    during.push(isMade())
    return 'a page'
  })
  server.get('/broken', async () => {
    during.push(isMade())
    throw new Error('It broke.')
  })
  for (const [url, status] of [
    ['/page', 200],
    ['/broken', 500],
    ['/nowhere', 404],
  ] as const) {
    assert.equal((await server.inject(url)).statusCode, status)
    assert(isMade(), url)
  }
  assert.deepEqual(during, [false, false])
})

test('jobs do not wait for a page that nobody waits for any more', async (t) => {
  const server = aServer(t)
  const begun = Promise.withResolvers<void>()
  server.get('/page', async () => {
    begun.resolve()
    await new Promise(() => undefined)
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.server.address() as AddressInfo
  const asked = request({ port, host: '127.0.0.1', path: '/page' }).end()
  await begun.promise
  assert(!isMade())
  asked.destroy()
  await once(asked, 'error')
  await until(isMade, 'the page counts no more')
})

function aServer(t: TestContext): FastifyInstance {
  const server = fastify()
  putPagesFirst(server)
  t.after(() => server.close())
  return server
}
