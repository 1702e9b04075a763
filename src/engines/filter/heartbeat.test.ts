import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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
