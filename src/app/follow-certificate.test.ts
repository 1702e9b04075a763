import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fastify } from 'fastify'
import { aFreshCertificate, certificateShown, markOf, writeCertificate } from '../../test/a-certificate.ts'
import { readCertificate } from './follow-certificate.ts'
import { followTls } from './start-web.ts'

async function files(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-renewed-'))
  t.after(() => rm(folder, { recursive: true }))
  const tls = { certFile: join(folder, 'cert'), keyFile: join(folder, 'key') }
  const first = aFreshCertificate()
  writeCertificate(tls, first)
  return { tls, first }
}

test('a renewed certificate is shown without a restart; half of one is said aloud, and the one before goes on', async (t) => {
  const { tls, first } = await files(t)
  const web = fastify({ https: readCertificate(tls) })
  t.after(() => web.close())
  await web.listen({ host: '127.0.0.1', port: 0 })
  const { port } = web.server.address() as AddressInfo
  const said: string[] = []
  t.after(followTls(web, { tls }, (sentence) => said.push(sentence)))
  assert.equal(await certificateShown(port), markOf(first))
  const second = aFreshCertificate()
  await writeFile(tls.certFile, second.cert)
  while (said.length === 0) await wait(50)
  assert.match(said.join(), /cannot be used: .*The one before it goes on/)
  assert.equal(await certificateShown(port), markOf(first))
  await writeFile(tls.keyFile, second.key)
  const until = performance.now() + 10_000
  while ((await certificateShown(port)) !== markOf(second)) {
    assert.ok(performance.now() < until, 'the new one is shown')
    await wait(100)
  }
  assert.equal(said.length, 1)
})

test('files that are no certificate, or of two, are refused in words', async (t) => {
  const { tls } = await files(t)
  assert.throws(() => readCertificate({ ...tls, certFile: '/nowhere' }), /cannot be used: ENOENT/)
  await writeFile(tls.keyFile, aFreshCertificate().key)
  assert.throws(() => readCertificate(tls), {
    name: 'Refused',
    message: /cannot be used: .*key values mismatch/,
  })
})
