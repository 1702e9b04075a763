import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import type { ActivityBatch } from '#/engines/filter/index.ts'
import { aCertificate, aFreshCertificate, certificateShown, markOf } from '../../../test/a-certificate.ts'
import { openTunnelTo, sendRaw } from '../../../test/a-proxy.ts'
import { aSchool, aSnapshot } from '../../../test/dns-school.ts'
import { slownessOfMachine } from '../../../test/slow-machine.ts'
import { makeAuthority } from './authority.ts'
import { keepProxy, type ProxyNeeds } from './keep-proxy.ts'

const onLoopback: Parameters<typeof aSnapshot>[0] = {
  networks: [{ range: '127.0.0.0/8', profile: 'pupils' }],
  devices: [],
  localNames: [{ name: 'site.alder.example', addresses: ['127.0.0.1'] }],
}

async function running(t: TestContext, more: Partial<ProxyNeeds> = {}) {
  const said: string[] = []
  const batches: ActivityBatch[] = []
  const proxy = await keepProxy({
    loaded: aSnapshot(onLoopback),
    host: '127.0.0.1',
    ways: [{ way: 'plain', port: 0 }],
    proxy: 'proxy.alder.example:3128',
    askAt: 'https://keeper.example/s/%s/ask?site=%u',
    onActivity: (batch) => batches.push(batch),
    onTrouble: (sentence) => said.push(sentence),
    ...more,
  })
  t.after(proxy.stop)
  const [port = 0, second = 0] = proxy.ports
  return { proxy, port, second, said, batches }
}

const pageOf = (port: number, host: string): Promise<string> =>
  sendRaw(port, `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 2000)

test('pages pass, blocked ones are explained, and each visit is told once', async (t) => {
  const site = createServer((_request, response) => response.end('Welcome'))
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
  t.after(() => site.close())
  const { port: at } = site.address() as AddressInfo
  const { proxy, port, batches } = await running(t, { ports: { web: [80, at], tunnels: [443] } })
  assert.match(await pageOf(port, `127.0.0.1:${at}`), /^HTTP\/1.1 200[\s\S]*Welcome/)
  assert.match(await pageOf(port, 'games.example'), /^HTTP\/1.1 403[\s\S]*it is in the category/)
  while (proxy.notHandedOver() > 0) await wait(20)
  assert.deepEqual(
    batches.flatMap(({ visits }) => visits.map(({ name }) => name)),
    ['127.0.0.1', 'games.example'],
  )
  assert.ok((proxy.answeredAtMs() ?? 0) > Date.now() - 60_000)
})

test('it answers while the thread that keeps it does nothing else', async (t) => {
  const { port } = await running(t)
  const asks = `fetch('http://127.0.0.1:${port}/proxy.pac').then((file) => file.text()).then(console.log)`
  // This thread stands still until the other program has its answer.
  const file = execFileSync(process.execPath, ['-e', asks], { encoding: 'utf8', timeout: 20_000 })
  assert.match(file, /FindProxyForURL/)
})

test('when it dies it is started again within a second, on the same ports, and counted to the last visit', async (t) => {
  const again: string[] = []
  const { proxy, port, said, batches } = await running(t, { onStartedAgain: () => again.push('proxy') })
  const told = () => batches.reduce((sum, { visits, dropped }) => sum + visits.length + dropped, 0)
  // Just after a batch, so that what comes now waits for the next one.
  await pageOf(port, 'games.example')
  while (told() < 1) await wait(5)
  await pageOf(port, 'www.games.example')
  assert.equal(told() + proxy.notHandedOver(), 2)
  const diedAtMs = performance.now()
  await proxy.endThread()
  let page = ''
  while (page === '' && performance.now() - diedAtMs < 5000) page = await pageOf(port, 'games.example')
  const afterMs = performance.now() - diedAtMs
  assert.match(page, /it is in the category/)
  assert.ok(afterMs < 1000 * slownessOfMachine(), `${afterMs} ms`)
  t.diagnostic(`it answered again after ${Math.round(afterMs)} ms`)
  assert.deepEqual([proxy.startedAgain(), again], [1, ['proxy']])
  assert.match(said.join(), /passes the web on ended, and was started again/)
  while (told() < 3) await wait(20)
  assert.equal(told(), 3, 'two before it died, one of them lost and counted, and one after')
})

test('a new snapshot holds from the next request on, also after a death; one that does not fit is refused', async (t) => {
  const { proxy, port } = await running(t)
  const rules = [{ site: 'news.example', does: 'block' as const, profiles: 'all' as const }]
  await proxy.swap(aSnapshot({ ...onLoopback, policy: { ...aSchool.policy, rules } }))
  assert.match(await pageOf(port, 'news.example'), /^HTTP\/1.1 403/)
  const wrong = aSnapshot({ networks: [{ range: '127.0.0.0/8', profile: 'Year 12' }] })
  await assert.rejects(proxy.swap(wrong), /profile Year 12/)
  await proxy.endThread()
  let page = ''
  while (page === '') page = await pageOf(port, 'news.example')
  assert.match(page, /^HTTP\/1.1 403/)
})

test('keys of schools’ authorities are opened by who holds the master key; where that fails nobody looks inside', async (t) => {
  const pair = await makeAuthority('Alder Primary School', Date.now())
  const inspection = {
    profiles: ['pupils'],
    never: { categories: [], names: [] },
    certificate: pair.certificatePem,
    sealedKey: 'sealed with the master key',
  }
  const inspected = aSnapshot({ ...onLoopback, inspection })
  const asked: string[] = []
  const openKey = async (sealedKey: string): Promise<string> => {
    asked.push(sealedKey)
    return pair.keyPem
  }
  const opened = await running(t, { loaded: inspected, openKey })
  assert.match(await signerOf(opened.port, 'news.example'), /Alder Primary School: web filter/)
  assert.deepEqual(asked, ['sealed with the master key'])
  const shut = await running(t, { openKey: () => Promise.reject(new Error('Another master key.')) })
  await shut.proxy.swap(inspected)
  assert.match(shut.said.join(), /Encrypted pages of alder are not looked into/)
})

test('nobody looks inside on a person’s own device, whoever signs in on it', async (t) => {
  const pair = await makeAuthority('Alder Primary School', Date.now())
  const inspection = {
    profiles: ['pupils', 'staff'],
    never: { categories: [], names: [] },
    certificate: pair.certificatePem,
    sealedKey: 'sealed with the master key',
  }
  const untilMs = Date.now() + 3600_000
  const signedInThere = { address: '127.0.0.1', profile: 'pupils', stopped: null, who: 'person-1', untilMs }
  const inPartFor = (ownDevices: boolean) =>
    aSnapshot({
      ...onLoopback,
      networks: [{ range: '127.0.0.0/8', profile: 'early years', ownDevices }],
      devices: [signedInThere],
      inspection,
    })
  const openKey = async (): Promise<string> => pair.keyPem
  const { port, proxy } = await running(t, { loaded: inPartFor(false), openKey })
  assert.match(await signerOf(port, 'news.example'), /Alder Primary School: web filter/)
  await proxy.swap(inPartFor(true))
  // There is no such site, so that a tunnel which nobody looks into has no certificate to show.
  await assert.rejects(signerOf(port, 'news.example'))
})

/** Who signed the certificate that a browser is shown inside a tunnel. */
async function signerOf(port: number, host: string): Promise<string> {
  const socket = await openTunnelTo(port, `${host}:443`)
  return new Promise((done, failed) => {
    const secure = connect({ socket, servername: host, rejectUnauthorized: false }, () => {
      done(String(secure.getPeerCertificate().issuer.CN))
      secure.destroy()
    })
    secure.once('error', failed)
  })
}

test('a renewed certificate is shown from the next browser on, also after a death', async (t) => {
  const certificate = aCertificate()
  const ways: ProxyNeeds['ways'] = [
    { way: 'plain', port: 0 },
    { way: 'encrypted', port: 0 },
  ]
  const { proxy, second } = await running(t, { ways, certificate })
  assert.equal(await certificateShown(second), markOf(certificate))
  const renewed = aFreshCertificate()
  const shown = (): Promise<string> => certificateShown(second).catch(() => '')
  const until = performance.now() + 5000
  proxy.takeCertificate(renewed)
  while ((await shown()) !== markOf(renewed)) assert.ok(performance.now() < until, 'the new one is shown')
  await proxy.endThread()
  let after = ''
  while (after === '') after = await shown()
  assert.equal(after, markOf(renewed))
})

test('where a port is taken it does not start, says which one, and leaves nothing running', async (t) => {
  const { port } = await running(t)
  const said: string[] = []
  const taken = running(t, { ways: [{ way: 'plain', port }], onTrouble: (sentence) => said.push(sentence) })
  await assert.rejects(taken, { code: 'EADDRINUSE', port })
  await wait(300)
  assert.equal(said.length, 1, 'it is not tried again and again')
})
