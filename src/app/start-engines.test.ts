import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { connect } from 'node:tls'
import { writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { engineSnapshotPath } from '#/features/filtering/index.ts'
import { createLog } from '#/platform/log/log.ts'
import { freePort } from '../../e2e/free-port.ts'
import { aCertificate } from '../../test/a-certificate.ts'
import { sendRaw } from '../../test/a-proxy.ts'
import { aSnapshot } from '../../test/dns-school.ts'
import { freshVault } from '../../test/vault.ts'
import { startEngines } from './start-engines.ts'

async function aPlace(t: TestContext) {
  const vault = await freshVault()
  t.after(vault.remove)
  const context = { vault, log: createLog({ level: 'silent' }) }
  const filter = { address: '127.0.0.1', dnsPort: await freePort(), proxyPort: await freePort() }
  const config = { publicUrl: 'http://127.0.0.1:8080', filter, tls: undefined }
  return { context, config, filter, path: engineSnapshotPath(context) }
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

test('names and pages are answered by the snapshot that is there', async (t) => {
  const { context, config, filter, path } = await aPlace(t)
  await publish(path)
  t.after(await startEngines(config, context))
  assert.equal(await blocksIn(filter), '10.1.0.2 ask-for-site?site=games.example')
})

test('a server that is new waits for its first snapshot, and a stop ends the waiting', async (t) => {
  const { context, config, filter, path } = await aPlace(t)
  const stop = await startEngines(config, context)
  assert.match(await blocksIn(filter), /ECONNREFUSED|ETIMEOUT/)
  await publish(path)
  const until = performance.now() + 10_000
  while (!/10\.1\.0\.2/.test(await blocksIn(filter))) assert.ok(performance.now() < until, 'it begins')
  await stop()
  assert.match(await blocksIn(filter), /ECONNREFUSED|ETIMEOUT/)
})

test('nothing is opened where no address is named, and a taken port is said in words', async (t) => {
  const { context, config, filter, path } = await aPlace(t)
  await publish(path)
  await (await startEngines({ ...config, filter: undefined }, context))()
  t.after(await startEngines(config, context))
  await assert.rejects(startEngines(config, context), new RegExp(`${filter.proxyPort}.*PROXY_PORT`))
})

test('DNS leads to a block page here only where one is served', async (t) => {
  const { context, config, filter, path } = await aPlace(t)
  await publish(path, '127.0.0.1')
  const stop = await startEngines(config, context)
  const withoutPort = await blocksIn(filter)
  await stop()
  assert.match(withoutPort, /^ENOTFOUND ask-for-site/)
  const withPort = { ...filter, blockPagePort: await freePort() }
  t.after(await startEngines({ ...config, filter: withPort }, context))
  assert.match(await blocksIn(filter), /^127\.0\.0\.1 ask-for-site/)
})

test('the encrypted way in and the block page open where ports are named for them', async (t) => {
  const { context, filter, path } = await aPlace(t)
  await publish(path)
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-engines-'))
  t.after(() => rm(folder, { recursive: true }))
  const tls = { certFile: join(folder, 'cert'), keyFile: join(folder, 'key') }
  const { cert, key } = aCertificate()
  await writeFile(tls.certFile, cert)
  await writeFile(tls.keyFile, key)
  const [proxyTlsPort, blockPagePort] = [await freePort(), await freePort()]
  const more = { ...filter, proxyTlsPort, blockPagePort }
  t.after(await startEngines({ publicUrl: 'https://localhost:8443', tls, filter: more }, context))
  const led = await sendRaw(blockPagePort, 'GET / HTTP/1.1\r\nHost: games.example\r\n\r\n', 500)
  assert.match(led, /^HTTP\/1\.1 403[\s\S]*ask-for-site\?site=games\.example/)
  const asked = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port: proxyTlsPort, host: 'localhost', ca: cert })
    socket.once('error', reject)
    socket.once('data', (said) => {
      socket.destroy()
      resolve(said.toString())
    })
    socket.write('GET http://news.example/ HTTP/1.1\r\nHost: news.example\r\n\r\n')
  })
  assert.match(asked, /^HTTP\/1\.1 407/)
})
