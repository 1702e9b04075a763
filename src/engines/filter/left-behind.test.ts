import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { aFolder, endAfterwards } from '../../../test/a-folder.ts'
import { aSnapshot } from '../../../test/dns-school.ts'
import { openLeftBehind } from './left-behind.ts'
import { openSpool } from './spool.ts'

/** An engine of its own that notes so many visits, waits for a count of them, and is killed before they are written. */
const engineThatDies = (folder: string, visits: number): string => `
  import { openSpool } from ${JSON.stringify(join(import.meta.dirname, 'spool.ts'))}
  import { aSnapshot } from ${JSON.stringify(join(import.meta.dirname, '../../../test/dns-school.ts'))}
  const spool = openSpool({ folder: ${JSON.stringify(folder)}, onTrouble: console.error })
  spool.learn(aSnapshot())
  await spool.flush()
  setTimeout(() => {
    for (let at = 0; at < ${visits}; at++)
      spool.note({ atMs: 0, snapshotMadeAtMs: 0, school: 'alder', who: null, address: '10.1.0.7', name: 'a' + at, profile: 0, decision: 0x4000000f })
  }, 300)
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 600)
  setInterval(() => undefined, 1000)
`

test('what an engine had not written when it was killed is counted as lost by the next one, once', async (t) => {
  const folder = await aFolder(t)
  const engine = spawn(
    process.execPath,
    ['--input-type=module-typescript', '-e', engineThatDies(folder, 37)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [, signal] = await once(engine, 'exit')
  assert.equal(signal, 'SIGKILL')
  let nowMs = 0
  const next = [1, 2].map(() => openSpool({ folder, onTrouble: () => undefined, steadyMs: () => nowMs }))
  for (const spool of next) {
    spool.learn(aSnapshot())
    endAfterwards(t, spool.stop)
  }
  for (nowMs = 0; nowMs < 40_000; nowMs += 5000) await Promise.all(next.map((spool) => spool.flush()))
  assert.deepEqual(await lostInFiles(folder), [37])
})

async function lostInFiles(folder: string): Promise<number[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.visits'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.map((text) => (JSON.parse(text.split('\n')[0] ?? '') as { lost: number }).lost)
}

test('an engine that lives keeps its own count, however little it decides', async (t) => {
  const folder = await aFolder(t)
  let nowMs = 0
  const [one, other] = [openLeftBehind(folder, () => nowMs), openLeftBehind(folder, () => nowMs)]
  for (; nowMs < 60_000; nowMs += 1000) {
    one.keep(3)
    // The times of files are finer than this, and those of a slow disk are not much coarser.
    await wait(5)
    await other.collect(() => assert.fail('it lives'))
  }
  const found: number[] = []
  for (const until = nowMs + 30_000; nowMs < until; nowMs += 5000)
    await other.collect((lost) => found.push(lost))
  assert.deepEqual(found, [3])
  await other.end(0)
  assert.deepEqual(await readdir(folder), [])
})

test('an engine that ends in order leaves nothing, unless there was no room for it', async (t) => {
  const folder = await aFolder(t)
  const one = openLeftBehind(folder, () => 0)
  one.keep(5)
  await one.end(0)
  assert.deepEqual(await readdir(folder), [])
  const other = openLeftBehind(folder, () => 0)
  await other.end(7)
  assert.equal((await readdir(folder)).length, 1)
})
