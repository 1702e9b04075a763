import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { isPrivate, outgoing } from './outgoing.ts'

const get = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const

async function served(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a request goes to an origin that was opened, and to no other', async (t) => {
  const address = await served(t, (_request, response) => response.end('{}'))
  const { fetch, open } = outgoing(true)
  await assert.rejects(fetch(`${address}/a`, get), /was not named beforehand/)
  open(address)
  assert.equal(await (await fetch(`${address}/a`, get)).text(), '{}')
})

test('this machine and the school’s own network are out of reach, by address and by name', async () => {
  for (const host of ['127.0.0.1', 'localhost', '10.0.0.5', '169.254.169.254', '[::1]', '[fd00::1]']) {
    const { fetch, open } = outgoing(false)
    open(`https://${host}`)
    await assert.rejects(fetch(`https://${host}/`, get), /is not an address of the public network/, host)
  }
})

test('nothing goes out in clear', async () => {
  const { fetch, open } = outgoing(false)
  open('http://provider.example')
  await assert.rejects(fetch('http://provider.example/', get), /is asked for over http:/)
})

test('a redirect is handed back and not followed', async (t) => {
  const asked: string[] = []
  const address = await served(t, (request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  const { fetch, open } = outgoing(true)
  open(address)
  assert.equal((await fetch(`${address}/here`, get)).status, 302)
  assert.deepEqual(asked, ['/here'])
})

test('an answer without end is not read to the end', async (t) => {
  const address = await served(t, (_request, response) => {
    const more = setInterval(() => response.write('x'.repeat(50_000)), 1)
    response.on('close', () => clearInterval(more))
  })
  const { fetch, open } = outgoing(true)
  open(address)
  await assert.rejects(fetch(`${address}/`, get), /answers without end/)
})

test('networks that are not the public one are known in every spelling', () => {
  const ours = [
    '192.168.1.1',
    '172.31.255.255',
    '100.64.0.1',
    '::ffff:10.0.0.1',
    'fe80::1',
    '224.0.0.1',
    '::',
  ]
  for (const address of ours) assert.equal(isPrivate(address), true, address)
  for (const address of ['8.8.8.8', '172.32.0.1', '2a00:1450:4009::1']) {
    assert.equal(isPrivate(address), false, address)
  }
})
