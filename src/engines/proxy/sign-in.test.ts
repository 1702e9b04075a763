// The encrypted way in with real curl: who signs in with a key is who asks, and nobody is believed in clear (decision X11).

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { hashProxyKey, type ProxyKey, type Visit } from '#/engines/filter/index.ts'
import { aCertificate } from '../../../test/a-certificate.ts'
import { sendRaw } from '../../../test/a-proxy.ts'
import { type aSchool, aSnapshot } from '../../../test/dns-school.ts'
import { runCurl } from '../../../test/run-curl.ts'
import type { ProxyTrouble } from './gate.ts'
import { openGate } from './open-gate.ts'
import { createKeyCheck, readShownKey } from './sign-in.ts'
import { startProxy } from './start-proxy.ts'

const secret = '7k2m9-p4xqd-3fhtz-08bvn'
const staffKey: ProxyKey = {
  name: 'alder-staff',
  secretHash: hashProxyKey(secret),
  profile: 'staff',
  who: 'person-7',
  stopped: null,
  untilMs: Number.MAX_SAFE_INTEGER,
}

type Wanted = { keys?: readonly ProxyKey[]; networks?: typeof aSchool.networks }

/** A snapshot of a network on loopback, whose devices are pupils' where nobody says otherwise. */
const snapshotWith = ({ keys = [staffKey], networks }: Wanted) => ({
  ...aSnapshot({
    networks: networks ?? [{ range: '127.0.0.0/8', profile: 'pupils' }],
    devices: [],
    schoolDays: [],
  }),
  signedIn: { madeAtMs: 1, schools: [{ school: 'alder', devices: [], proxyKeys: keys }] },
})

async function aProxy(t: TestContext, wanted: Wanted = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-proxy-key-'))
  const certificate = aCertificate()
  await writeFile(join(folder, 'authority'), certificate.cert)
  const site = createServer((request, response) => {
    const seen = JSON.stringify(request.headers)
    response.end(
      `You asked for ${request.url}. ${/proxy-auth|secret|alder-/i.test(seen) ? seen : 'No key came here.'}`,
    )
  })
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
  const sitePort = (site.address() as AddressInfo).port
  const visits: Visit[] = []
  const troubles: ProxyTrouble[] = []
  const gate = openGate({
    loaded: snapshotWith(wanted),
    proxy: 'proxy.alder.example:3128',
    secureProxy: 'localhost:3129',
    askAt: 'https://keeper.example/s/%s/ask?site=%u',
    note: (visit) => visits.push(visit),
    count: (what) => troubles.push(what),
    clock: Date.now,
  })
  const options = {
    gate: { ...gate, isOwnAddress: () => true },
    host: '127.0.0.1',
    port: 0,
    resolve: async () => ['127.0.0.1'],
    ports: { web: [sitePort], tunnels: [sitePort, 443] },
  }
  const [plain, encrypted] = [await startProxy(options), await startProxy({ ...options, certificate })]
  t.after(async () => {
    await plain.close()
    await encrypted.close()
    site.closeAllConnections()
    site.close()
    await rm(folder, { recursive: true })
  })
  /** What curl says: the status of the proxy or the site, and the page. */
  const curl = (
    host: string,
    how: { user?: string; clear?: boolean; tunnel?: boolean } = {},
  ): Promise<string> => {
    const proxy = how.clear ? `http://localhost:${plain.port}` : `https://localhost:${encrypted.port}`
    const args = ['-sS', '-m', '10', '-i', '--proxy', proxy, '--proxy-cacert', join(folder, 'authority')]
    if (how.user) args.push('--proxy-user', how.user)
    if (how.tunnel) args.push('--proxytunnel')
    args.push(`http://${host}:${sitePort}/page`)
    return runCurl(args)
  }
  return { gate, plain, encrypted, curl, visits, troubles, sitePort, folder }
}

const mine = `alder-staff:${secret}`

test('whoever signs in with their key is who asks, and the key goes nowhere else', async (t) => {
  const { curl, visits } = await aProxy(t)
  assert.match(await curl('chat.example', { clear: true }), /^HTTP\/1\.1 403[\s\S]*category “chat”/)
  assert.match(await curl('chat.example', { user: mine }), /^HTTP\/1\.1 200[\s\S]*No key came here/)
  assert.match(await curl('games.example', { user: mine }), /^HTTP\/1\.1 403[\s\S]*category “games”/)
  assert.deepEqual(
    visits.map(({ who, name }) => [who, name]),
    [
      [null, 'chat.example'],
      ['person-7', 'chat.example'],
      ['person-7', 'games.example'],
    ],
  )
})

test('without a key, or with a wrong one, the encrypted way in asks for it, and help opens all the same', async (t) => {
  const { curl, visits, troubles } = await aProxy(t)
  assert.match(
    await curl('news.example'),
    /^HTTP\/1\.1 407[\s\S]*proxy-authenticate: Basic realm=[\s\S]*0800 1111/i,
  )
  assert.match(await curl('news.example', { user: 'alder-staff:wrong' }), /^HTTP\/1\.1 407/)
  assert.match(await curl('news.example', { tunnel: true }), /^HTTP\/1\.1 407/)
  assert.match(await curl('www.childline.org.uk'), /^HTTP\/1\.1 200/)
  assert.match(await curl('www.childline.org.uk', { user: 'nobody:wrong' }), /^HTTP\/1\.1 200/)
  assert.match(await curl('sealed.example'), /^HTTP\/1\.1 403/)
  assert.deepEqual(
    visits.map(({ name }) => name),
    ['sealed.example'],
    'who was only asked for a key has attempted nothing',
  )
  assert.deepEqual(troubles, ['keyRefused', 'keyRefused'])
})

test('neither a key nor its lack opens a way round the filter', async (t) => {
  const { curl, gate } = await aProxy(t)
  for (const user of [mine, undefined]) {
    const page = await curl('dns.google', user === undefined ? {} : { user })
    assert.match(page, /^HTTP\/1\.1 403[\s\S]*way round the filter/)
    const pass = gate.signedPassOf('127.0.0.1', user && `Basic ${Buffer.from(user).toString('base64')}`)
    assert.equal(pass?.stillMay({ host: 'mask.icloud.com', pathAndQuery: '' }), false)
  }
})

test('a key in clear is not looked at, right or wrong: the device stays what its address says', async (t) => {
  const { curl, troubles } = await aProxy(t)
  assert.match(
    await curl('chat.example', { clear: true, user: mine }),
    /^HTTP\/1\.1 403[\s\S]*category “chat”/,
  )
  assert.match(await curl('news.example', { clear: true, user: 'alder-staff:x' }), /^HTTP\/1\.1 200/)
  assert.deepEqual(troubles, ['keyInClear', 'keyInClear'])
})

test('a tunnel is its holder’s too, and ends with the key', async (t) => {
  const { curl, gate } = await aProxy(t)
  // A tunnel has to begin as encrypted pages do, so curl is let in and then let go: what counts is who was let in.
  assert.match(
    await curl('chat.example', { user: mine, tunnel: true }),
    /^HTTP\/1\.1 200 Connection established/,
  )
  const basic = `Basic ${Buffer.from(mine).toString('base64')}`
  const pass = gate.signedPassOf('127.0.0.1', basic)
  const place = { host: 'chat.example', pathAndQuery: '' }
  assert.equal(pass?.stillMay(place), true)
  await gate.swap(snapshotWith({ keys: [] }))
  assert.equal(pass?.stillMay(place), false)
  assert.match(await curl('chat.example', { user: mine }), /^HTTP\/1\.1 407/)
})

test('whose internet is stopped is stopped with their key as well; a key whose time is over is none', async (t) => {
  const stopped = { ...staffKey, stopped: { untilMs: null } }
  const { curl, gate } = await aProxy(t, { keys: [stopped] })
  assert.match(await curl('news.example', { user: mine }), /^HTTP\/1\.1 403[\s\S]*suspended for this account/)
  assert.match(await curl('www.childline.org.uk', { user: mine }), /^HTTP\/1\.1 200/)
  await gate.swap(snapshotWith({ keys: [{ ...staffKey, untilMs: Date.now() - 1 }] }))
  assert.match(await curl('news.example', { user: mine }), /^HTTP\/1\.1 407/)
})

test('outside the school’s network a key opens nothing', async (t) => {
  const { curl } = await aProxy(t, { networks: [{ range: '10.1.0.0/16', profile: 'pupils' }] })
  assert.match(await curl('news.example', { user: mine }), /^HTTP\/1\.1 403[\s\S]*school’s own network/)
})

test('the proxy file names the way by which it was fetched', async (t) => {
  const { plain, encrypted, folder } = await aProxy(t)
  assert.match(
    await sendRaw(plain.port, 'GET /proxy.pac HTTP/1.1\r\nHost: x\r\n\r\n', 500),
    /return 'PROXY proxy\.alder\.example:3128'/,
  )
  const url = `https://localhost:${encrypted.port}/proxy.pac`
  const file = await runCurl(['-sS', '-m', '5', '--cacert', join(folder, 'authority'), url])
  assert.match(file, /return 'HTTPS localhost:3129'/)
  assert.doesNotMatch(file, /PROXY/)
})

test('an encrypted way in says nothing in clear, and a greeting that is none ends it', async (t) => {
  const { encrypted } = await aProxy(t)
  const said = await sendRaw(
    encrypted.port,
    'GET http://news.example/ HTTP/1.1\r\nHost: news.example\r\n\r\n',
  )
  assert.doesNotMatch(said, /HTTP/)
})

test('wrong keys wait longer and longer, and nobody who was right there waits with them', () => {
  let nowMs = 0
  const right = readShownKey(`Basic ${Buffer.from(mine).toString('base64')}`)
  const look = createKeyCheck(
    ({ secretHash }) => secretHash === right?.secretHash,
    () => nowMs,
  )
  const shown = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const wrong = (address = '10.1.0.7') => look(shown('alder-staff:guess'), address)
  assert.deepEqual(look(undefined, '10.1.0.7'), { kind: 'none' })
  assert.equal(look(shown(mine), '10.1.0.8').kind, 'right')
  for (const address of ['10.1.0.7', '10.1.0.8'])
    assert.deepEqual(
      [1, 2, 3].map(() => wrong(address).kind),
      ['wrong', 'wrong', 'wrong'],
    )
  assert.deepEqual(wrong(), { kind: 'late', waitSeconds: 5 })
  assert.deepEqual(look(shown(mine), '10.1.0.7'), { kind: 'late', waitSeconds: 5 })
  assert.equal(look(shown(mine), '10.1.0.8').kind, 'right', 'where it was right before')
  assert.deepEqual(wrong('10.1.0.8').kind, 'late', 'a right one there lets no wrong one in')
  nowMs += 5000
  assert.equal(wrong().kind, 'wrong')
  assert.deepEqual(wrong(), { kind: 'late', waitSeconds: 10 })
  nowMs += 10_000
  assert.equal(look(shown(mine), '10.1.0.7').kind, 'right')
  assert.equal(wrong().kind, 'wrong', 'forgotten once it was right')
})

test('a key is read as people type it, and what is no key is none', () => {
  const shown = (text: string) => readShownKey(`Basic ${Buffer.from(text).toString('base64')}`)
  assert.deepEqual(shown('Alder-Staff:7K2M9 P4XQD 3FHTZ 08BVN'), shown(mine))
  for (const none of [
    '',
    'Basic',
    'Basic !!!',
    'Bearer abc',
    `Basic ${Buffer.from('no colon').toString('base64')}`,
  ])
    assert.equal(readShownKey(none), undefined, none)
})
