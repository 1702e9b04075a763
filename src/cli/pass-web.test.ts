import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readHeartbeats, writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { aFolder, endAfterwards } from '../../test/a-folder.ts'
import { sendRaw } from '../../test/a-proxy.ts'
import { aSchool, aSnapshot } from '../../test/dns-school.ts'
import { openProxy } from './pass-web.ts'

test('the command passes the web on from a snapshot, and opens what is approved within two seconds', async (t) => {
  const folder = await aFolder(t)
  const path = join(folder, 'snapshot')
  const { index, snapshot } = aSnapshot({
    networks: [{ range: '127.0.0.0/8', profile: 'pupils' }],
    devices: [],
    localNames: [{ name: 'games.example', addresses: ['127.0.0.1'] }],
  })
  await writeIndex(join(folder, snapshot.indexFile), index)
  await writeSnapshot(path, { ...snapshot, sealed: null })
  t.mock.method(process.stdout, 'write', () => true)
  const said: string[] = []
  const proxy = await openProxy(
    ['--snapshot', path, '--port', '0', '--ask', 'https://keeper.example/s/%s/ask?site=%u'],
    (sentence) => said.push(sentence),
  )
  endAfterwards(t, proxy.stop)
  assert.match(said.join(), /sealed slot is empty/)
  const ask = () =>
    sendRaw(proxy.port, 'GET http://games.example/ HTTP/1.1\r\nHost: games.example\r\n\r\n', 600)
  assert.match(await ask(), /^HTTP\/1.1 403[\s\S]*it is in the category/)
  const exceptions = [{ site: 'games.example', profiles: 'all' as const, untilMs: Date.now() + 60_000 }]
  const schools = snapshot.schools.map((school) => ({ ...school, policy: { ...aSchool.policy, exceptions } }))
  await writeSnapshot(path, { ...snapshot, sealed: null, madeAtMs: 2, schools })
  const began = performance.now()
  while (/it is in the category/.test(await ask())) {
    assert.ok(performance.now() - began < 2000, 'open within two seconds')
    await wait(100)
  }
  await proxy.endThread()
  while ((await ask()) === '') await wait(20)
  const startedAgain = async () => (await readHeartbeats(path, Date.now()))[0]?.startedAgain
  while ((await startedAgain()) !== 1) {
    assert.ok(performance.now() - began < 20_000, 'its heartbeat counts it')
    await wait(100)
  }
})

test('arguments that are missing or make no sense are refused in words', async () => {
  const tell = (): void => undefined
  await assert.rejects(openProxy([], tell), /Say proxy --snapshot FILE/)
  await assert.rejects(
    openProxy(['--snapshot', 'x', '--ask', 'y', '--port', 'web'], tell),
    /--port is a number/,
  )
  await assert.rejects(
    openProxy(['--snapshot', 'x', '--ask', 'y', '--certificate', 'z'], tell),
    /--certificate and --key go together/,
  )
})
