import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { connect as connectHttp } from 'node:http2'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import { writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { engineSnapshotPath } from '#/features/filtering/index.ts'
import { type Config, readConfig } from '#/platform/config/config.ts'
import { createLog } from '#/platform/log/log.ts'
import { createMetrics } from '#/platform/metrics/metrics.ts'
import { freePort } from '../../e2e/free-port.ts'
import {
  aCertificate,
  aFreshCertificate,
  certificateShown,
  markOf,
  writeCertificate,
} from '../../test/a-certificate.ts'
import { sendRaw } from '../../test/a-proxy.ts'
import { queryMessage } from '../../test/dns-messages.ts'
import { aSnapshot } from '../../test/dns-school.ts'
import { freshVault } from '../../test/vault.ts'
import { type Engines, startEngines } from './start-engines.ts'

async function aPlace(t: TestContext) {
  const vault = await freshVault()
  const started: Engines[] = []
  // They write into its folders until they are stopped.
  t.after(async () => {
    for (const engines of started) await engines.stop()
    await vault.remove()
  })
  const filter: NonNullable<Config['filter']> = {
    address: '127.0.0.1',
    dnsPort: await freePort(),
    proxyPort: await freePort(),
  }
  const config: Config = {
    ...readConfig({}),
    dataDir: vault.dataFolder,
    keyFile: vault.keyring.file.path,
    filter,
  }
  const needs = { log: createLog({ level: 'silent' }), metrics: createMetrics() }
  const start = async (change: Partial<Config> = {}): Promise<Engines> => {
    const engines = await startEngines({ ...config, ...change }, needs)
    started.push(engines)
    return engines
  }
  return { start, filter, path: engineSnapshotPath({ vault }) }
}

async function publish(path: string, blockPageAt = '10.1.0.2'): Promise<void> {
  const networks = [{ range: '127.0.0.0/8', profile: 'pupils' }]
  const { index, snapshot } = aSnapshot({
    networks,
    devices: [],
    blockPage: { ipv4: blockPageAt, ipv6: null },
  })
  await mkdir(dirname(path), { recursive: true })
  await writeIndex(join(dirname(path), snapshot.indexFile), index)
  await writeSnapshot(path, { ...snapshot, sealed: null })
}

async function blocksIn(filter: { dnsPort: number; proxyPort: number }): Promise<string> {
  const client = new Resolver({ timeout: 300, tries: 1 })
  client.setServers([`127.0.0.1:${filter.dnsPort}`])
  const name = await client.resolve4('games.example').catch(({ code }: NodeJS.ErrnoException) => code)
  const page = await sendRaw(
    filter.proxyPort,
    'GET http://games.example/ HTTP/1.1\r\nHost: games.example\r\n\r\n',
    300,
  )
  return `${name} ${/ask-for-site\?site=[a-z.]+/.exec(page)?.[0]}`
}

test('names and pages are answered by the snapshot that is there, whatever else is missing', async (t) => {
  const { start, filter, path } = await aPlace(t)
  await publish(path)
  const engines = await start({ keyFile: '/nowhere' })
  assert.equal(engines.areServing(), true)
  assert.equal(await blocksIn(filter), '10.1.0.2 ask-for-site?site=games.example')
})

test('a server that is new waits for its first snapshot once it is told to, and a stop ends the waiting', async (t) => {
  const { start, filter, path } = await aPlace(t)
  const engines = await start()
  assert.equal(engines.areServing(), false)
  await engines.waitForFirst()
  assert.match(await blocksIn(filter), /ECONNREFUSED|ETIMEOUT/)
  await publish(path)
  const until = performance.now() + 10_000
  while (!/10\.1\.0\.2/.test(await blocksIn(filter))) assert.ok(performance.now() < until, 'it begins')
  await engines.stop()
  assert.match(await blocksIn(filter), /ECONNREFUSED|ETIMEOUT/)
  const never = await start({ dataDir: '/nowhere' })
  await never.waitForFirst()
  await never.stop()
})

test('where the first snapshot came since the start they serve at once, or refuse in words', async (t) => {
  const { start, filter, path } = await aPlace(t)
  const [engines, others] = [await start(), await start()]
  await publish(path)
  await engines.waitForFirst()
  assert.equal(await blocksIn(filter), '10.1.0.2 ask-for-site?site=games.example')
  await assert.rejects(others.waitForFirst(), new RegExp(`${filter.proxyPort}.*PROXY_PORT`))
})

test('nothing is opened where no address is named, and a taken port is said in words', async (t) => {
  const { start, filter, path } = await aPlace(t)
  await publish(path)
  await (await start({ filter: undefined })).stop()
  await start()
  await assert.rejects(start(), new RegExp(`${filter.proxyPort}.*PROXY_PORT`))
})

test('DNS leads to a block page here only where one is served', async (t) => {
  const { start, filter, path } = await aPlace(t)
  await publish(path, '127.0.0.1')
  const without = await start()
  const withoutPort = await blocksIn(filter)
  await without.stop()
  assert.match(withoutPort, /^ENOTFOUND ask-for-site/)
  const blockPagePort = await freePort()
  await start({ filter: { ...filter, blockPagePort } })
  assert.match(await blocksIn(filter), /^127\.0\.0\.1 ask-for-site/)
})

/** A place whose ways in are all open, the encrypted ones with a certificate of their own. */
async function withEveryWayIn(t: TestContext) {
  const { start, filter, path } = await aPlace(t)
  await publish(path)
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-engines-'))
  t.after(() => rm(folder, { recursive: true }))
  const tls = { certFile: join(folder, 'cert'), keyFile: join(folder, 'key') }
  writeCertificate(tls, aCertificate())
  const ports = {
    proxyTlsPort: await freePort(),
    blockPagePort: await freePort(),
    dnsTlsPort: await freePort(),
    dnsHttpsPort: await freePort(),
  }
  const publicUrl = 'https://localhost:8443'
  await start({ publicUrl, tls, filter: { ...filter, ...ports } })
  return { tls, ports }
}

test('the encrypted ways in and the block page open where ports are named for them', async (t) => {
  const { ports } = await withEveryWayIn(t)
  const led = await sendRaw(ports.blockPagePort, 'GET / HTTP/1.1\r\nHost: games.example\r\n\r\n', 500)
  assert.match(led, /^HTTP\/1\.1 403[\s\S]*ask-for-site\?site=games\.example/)
  const asked = await saidOver(
    ports.proxyTlsPort,
    'GET http://news.example/ HTTP/1.1\r\nHost: news.example\r\n\r\n',
  )
  assert.match(asked.toString(), /^HTTP\/1\.1 407/)
  const question = queryMessage('games.example', 1)
  const answer = await saidOver(ports.dnsTlsPort, Buffer.concat([Buffer.of(0, question.length), question]))
  assert.deepEqual([...answer.subarray(-4)], [10, 1, 0, 2])
  assert.deepEqual([...(await askOverHttps(ports.dnsHttpsPort, question)).subarray(-4)], [10, 1, 0, 2])
})

test('a renewed certificate is taken by every encrypted way in, without a restart', async (t) => {
  const { tls, ports } = await withEveryWayIn(t)
  const encrypted = [ports.proxyTlsPort, ports.dnsTlsPort, ports.dnsHttpsPort]
  const shown = (): Promise<string[]> => Promise.all(encrypted.map(certificateShown))
  assert.deepEqual(new Set(await shown()), new Set([markOf(aCertificate())]))
  const renewed = aFreshCertificate()
  writeCertificate(tls, renewed)
  const until = performance.now() + 10_000
  while ((await shown()).some((mark) => mark !== markOf(renewed))) {
    assert.ok(performance.now() < until, 'all three show the new one')
    await wait(100)
  }
})

/** The first that comes back over an encrypted connection. */
function saidOver(port: number, asked: string | Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: 'localhost', ca: aCertificate().cert })
    socket.once('error', reject)
    socket.once('data', (said) => {
      socket.destroy()
      resolve(said)
    })
    socket.write(asked)
  })
}

async function askOverHttps(port: number, question: Uint8Array): Promise<Buffer> {
  const session = connectHttp(`https://localhost:${port}`, { ca: aCertificate().cert })
  const dns = Buffer.from(question).toString('base64url')
  const answer = await buffer(session.request({ ':path': `/dns-query?dns=${dns}` }))
  session.destroy()
  return answer
}
