import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { aFolder, endAfterwards } from '../../test/a-folder.ts'
import { aSchool, aSnapshot } from '../../test/dns-school.ts'
import { anUpstream } from '../../test/dns-upstream.ts'
import { openDns } from './answer-dns.ts'

test('the command answers from a snapshot, and follows it as it changes', async (t) => {
  const folder = await aFolder(t)
  const upstream = await anUpstream()
  endAfterwards(t, upstream.stop)
  const path = join(folder, 'snapshot')
  const { index, snapshot } = aSnapshot({
    networks: [{ range: '127.0.0.0/8', profile: 'pupils' }],
    devices: [],
  })
  await writeIndex(join(folder, snapshot.indexFile), index)
  await writeSnapshot(path, { ...snapshot, sealed: null })
  const troubles: string[] = []
  t.mock.method(process.stdout, 'write', () => true)
  const dns = await openDns(
    ['--snapshot', path, '--port', '0', '--upstream', upstream.server],
    (sentence) => void troubles.push(sentence),
  )
  endAfterwards(t, dns.stop)
  const client = new Resolver({ timeout: 1000, tries: 2 })
  client.setServers([`127.0.0.1:${dns.ports.dns}`])
  assert.deepEqual(await client.resolve4('www.games.example'), ['10.1.0.2'])
  assert.deepEqual(await client.resolve4('news.example'), ['192.0.2.1'])
  assert.match(troubles.join(), /sealed slot is empty/)
  const opened = {
    ...aSchool.policy,
    exceptions: [{ site: 'games.example', profiles: 'all' as const, untilMs: Date.now() + 60_000 }],
  }
  const schools = snapshot.schools.map((school) => ({ ...school, policy: opened }))
  await writeSnapshot(path, { ...snapshot, sealed: null, madeAtMs: 2, schools })
  await wait(1500)
  assert.deepEqual(await client.resolve4('www.games.example'), ['192.0.2.1'])
})

test('arguments that are missing or make no sense are refused in words', async () => {
  const tell = (): void => undefined
  await assert.rejects(openDns([], tell), /Say dns --snapshot FILE/)
  await assert.rejects(openDns(['--snapshot', 'x', '--port', 'dns'], tell), /--port is a number/)
})
