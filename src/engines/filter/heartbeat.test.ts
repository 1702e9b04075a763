import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { aSnapshot } from '../../../test/dns-school.ts'
import { keepHeartbeat, readHeartbeats } from './heartbeat.ts'

test('an engine says what it has taken and when it answered; after its end, and from a damaged file, nothing is read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-heartbeat-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'snapshot')
  assert.deepEqual(await readHeartbeats(path, Date.now()), [])
  const end = keepHeartbeat(
    path,
    { engine: 'dns', at: '127.0.0.1:53' },
    { serving: () => aSnapshot({ version: 7 }), answeredAtMs: () => 5, onTrouble: assert.fail },
  )
  await wait(300)
  await writeFile(join(folder, 'heartbeats', 'proxy-half.json'), '{"engine":"pro')
  const [beat, ...more] = await readHeartbeats(path, Date.now())
  assert.deepEqual(more, [])
  assert.deepEqual(
    [beat?.engine, beat?.at, beat?.answeredAtMs, beat?.versions],
    ['dns', '127.0.0.1:53', 5, { alder: 7 }],
  )
  assert.deepEqual(await readHeartbeats(path, Date.now() + 8 * 24 * 3600_000), [])
  await end()
  assert.deepEqual(await readHeartbeats(path, Date.now()), [])
})

test('a folder that cannot be written is said once', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-heartbeat-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'heartbeats'), 'a file in the way')
  const said: string[] = []
  const end = keepHeartbeat(
    join(folder, 'snapshot'),
    { engine: 'proxy', at: '[::1]:3128' },
    { serving: () => aSnapshot(), answeredAtMs: () => null, onTrouble: (one) => said.push(one) },
  )
  await end()
  assert.equal(said.length, 1)
})

test('several of one place have a file each, and what one left that was killed goes when another begins', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-heartbeat-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'snapshot')
  const keep = async (helper: number, at = 'squid.example') => {
    const parts = { serving: () => aSnapshot(), answeredAtMs: () => null, onTrouble: assert.fail }
    const end = keepHeartbeat(path, { engine: 'squid', at, helper }, parts)
    await wait(300)
    return end
  }
  const ends = [await keep(11), await keep(12), await keep(11, 'other.example')]
  const helpers = async () => (await readHeartbeats(path, Date.now())).map(({ helper }) => helper).sort()
  assert.deepEqual(await helpers(), [11, 11, 12])
  const left = [
    'squid-squid.example-of-5.json',
    'squid-other.example-of-5.json',
    'squid-squid.example-of-6.json.new',
  ]
  for (const name of left) {
    await writeFile(join(folder, 'heartbeats', name), '{}')
    await utimes(join(folder, 'heartbeats', name), 1, 1)
  }
  ends.push(await keep(13))
  assert.deepEqual((await readdir(join(folder, 'heartbeats'))).sort(), [
    'squid-other.example-of-11.json',
    'squid-other.example-of-5.json',
    ...[11, 12, 13].map((helper) => `squid-squid.example-of-${helper}.json`),
  ])
  for (const end of ends) await end()
  assert.deepEqual(await helpers(), [])
})
