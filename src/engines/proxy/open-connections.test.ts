// Connections that are open already when somebody else signs in on the device, or is stopped.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect as connectSecure } from 'node:tls'
import type { LoadedSnapshot } from '#/engines/filter/index.ts'
import { askOn, openTunnelTo, secureThrough, startProxyInTest } from '../../../test/a-proxy.ts'
import { aSnapshot } from '../../../test/dns-school.ts'
import type { AuthorityPair } from './authority.ts'
import { makeAuthority } from './load-authority.ts'
import { openGate } from './open-gate.ts'

type SignedIn = { profile: 'pupils' | 'staff'; stopped?: { untilMs: null } | null }

/** A school that looks into the encrypted pages of pupils alone, with one device on which one after another signs in. */
function aLoaded({ certificatePem }: AuthorityPair, { profile, stopped = null }: SignedIn): LoadedSnapshot {
  const untilMs = Date.now() + 600_000
  const devices = [{ address: '127.0.0.1', profile, stopped, who: `person-${profile}`, untilMs }]
  return {
    ...aSnapshot({
      networks: [{ range: '127.0.0.0/8', profile: 'staff' }],
      devices: [],
      localNames: [{ name: 'printer.alder.example', addresses: ['127.0.0.1'] }],
      inspection: {
        profiles: ['pupils'],
        never: { categories: [], names: [] },
        certificate: certificatePem,
        sealedKey: 'sealed',
      },
    }),
    signedIn: { madeAtMs: 1, schools: [{ school: 'alder', devices }] },
  }
}

async function aDevice(t: TestContext, first: SignedIn) {
  const pair = await makeAuthority('Alder Primary School', Date.now())
  const gate = openGate({
    loaded: aLoaded(pair, first),
    askAt: 'https://keeper.example/s/%s/ask?site=%u',
    count: () => {},
    inspection: { openKey: async () => pair.keyPem, tell: assert.fail },
    clock: Date.now,
  })
  const signIn = (somebody: SignedIn): Promise<void> => gate.swap(aLoaded(pair, somebody))
  await signIn(first)
  const asked: string[] = []
  const ended: string[] = []
  const proxy = await startProxyInTest({
    gate,
    site: ({ url = '' }, response) => {
      asked.push(url)
      if (!url.startsWith('/endless')) return void response.end(`You asked for ${url}`)
      const more = setInterval(() => response.write('more '), 50)
      response.once('close', () => {
        clearInterval(more)
        ended.push(url)
      })
    },
  })
  t.after(proxy.close)
  const at = `site.example:${proxy.securePort}`
  return {
    proxy,
    asked,
    ended,
    signIn,
    host: `Host: ${at}`,
    /** A browser that trusts the school: it can be looked into. */
    openInspected: async () =>
      secureThrough(await openTunnelTo(proxy.port, at), 'site.example', pair.certificatePem),
    /** A browser that reaches the site itself, or nothing. */
    openUnseen: async () => {
      const socket = await openTunnelTo(proxy.port, at)
      const secure = connectSecure({ socket, servername: 'site.example', rejectUnauthorized: false })
      await once(secure, 'secureConnect')
      assert.equal(
        secure.getPeerX509Certificate()?.checkIssued(new X509Certificate(pair.certificatePem)),
        false,
      )
      return secure
    },
  }
}

const within = (ms: number) => ({ signal: AbortSignal.timeout(ms) })

test('a connection that nobody looks into ends when somebody signs in whose pages are looked into', async (t) => {
  const { host, signIn, openUnseen, openInspected } = await aDevice(t, { profile: 'staff' })
  const secure = await openUnseen()
  assert.match(await askOn(secure, ['GET /register HTTP/1.1', host], 300), /You asked for \/register/)
  const closed = once(secure, 'close', within(3000))
  await signIn({ profile: 'pupils' })
  await closed
  const anew = await openInspected()
  assert.match(await askOn(anew, ['GET /lesson HTTP/1.1', host], 300), /You asked for \/lesson/)
})

test('a connection that is looked into passes nothing on for somebody who signs in later and is not looked into', async (t) => {
  const { host, signIn, openUnseen, openInspected, asked } = await aDevice(t, { profile: 'pupils' })
  const secure = await openInspected()
  assert.match(await askOn(secure, ['GET /lesson HTTP/1.1', host], 300), /You asked for \/lesson/)
  await signIn({ profile: 'staff' })
  const closed = once(secure, 'close', within(3000))
  assert.doesNotMatch(await askOn(secure, ['GET /register HTTP/1.1', host], 300), /HTTP/)
  await closed
  assert.deepEqual(asked, ['/lesson'])
  const anew = await openUnseen()
  assert.match(await askOn(anew, ['GET /register HTTP/1.1', host], 300), /You asked for \/register/)
})

test('an answer without an end ends when whoever reads it is stopped, looked into or not', async (t) => {
  const { proxy, host, signIn, openInspected, ended } = await aDevice(t, { profile: 'pupils' })
  const plain = connect(proxy.port, '127.0.0.1')
  const inspected = await openInspected()
  const site = `site.example:${proxy.sitePort}`
  const [first, second] = await Promise.all([
    askFor(plain, [`GET http://${site}/endless-plain HTTP/1.1`, `Host: ${site}`]),
    askFor(inspected, ['GET /endless-inspected HTTP/1.1', host]),
  ])
  for (const answer of [first, second]) assert.match(answer(), /200 OK[\s\S]*more [\s\S]*more /)
  const closed = [plain, inspected].map((socket) => once(socket, 'close', within(3000)))
  await signIn({ profile: 'pupils', stopped: { untilMs: null } })
  await Promise.all(closed)
  await wait(100)
  assert.deepEqual(ended.sort(), ['/endless-inspected', '/endless-plain'], 'the sites stop sending too')
})

test('an answer of help goes on for somebody who is stopped meanwhile', async (t) => {
  const { proxy, signIn, ended } = await aDevice(t, { profile: 'pupils' })
  const plain = connect(proxy.port, '127.0.0.1')
  const site = `childline.org.uk:${proxy.sitePort}`
  const answer = await askFor(plain, [`GET http://${site}/endless HTTP/1.1`, `Host: ${site}`])
  await signIn({ profile: 'pupils', stopped: { untilMs: null } })
  const before = answer().length
  await wait(2500)
  assert.ok(answer().length > before + 100)
  assert.deepEqual(ended, [])
  plain.destroy()
})

/** One request, whose answer runs for longer than a second; gives back how to read what came so far. */
async function askFor(socket: Socket, lines: readonly string[]): Promise<() => string> {
  let answer = ''
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1')
  })
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await wait(1500)
  return () => answer
}
