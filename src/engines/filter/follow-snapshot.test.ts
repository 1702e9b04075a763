import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { aSnapshot } from '../../../test/dns-school.ts'
import { followSnapshot, openSnapshot } from './follow-snapshot.ts'
import { writeIndex, writeSignedIn, writeSnapshot } from './index.ts'
import { type LoadedSnapshot, readSignedIn } from './snapshot-file.ts'

async function aFile(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-snapshot-'))
  t.after(() => rm(folder, { recursive: true }))
  const { index, snapshot } = aSnapshot()
  await writeIndex(join(folder, snapshot.indexFile), index)
  await writeFile(join(folder, 'sealed-1'), hash('sha256', 'sealed.example'))
  const path = join(folder, 'snapshot')
  await writeSnapshot(path, snapshot)
  return { folder, path, snapshot }
}

test('a snapshot comes back as it was written, with what lies beside it', async (t) => {
  const { path, snapshot } = await aFile(t)
  const said: string[] = []
  const loaded = await openSnapshot(path, (sentence) => said.push(sentence))
  assert.deepEqual(loaded.snapshot, snapshot)
  assert.deepEqual(loaded.index.categories, ['games', 'chat'])
  assert.equal(loaded.sealed.hashes.size, 1)
  assert.deepEqual(said, [])
})

const damage: readonly [what: string, text: string, sentence: RegExp][] = [
  ['is cut off', 'SKSNAPSHOT1 0000\n{"madeAt', /is damaged/],
  ['is something else', 'hello', /is no snapshot/],
  ['is of another release', `SKSNAPSHOT1 ${hash('sha256', '{}')}\n{}`, /made by another release/],
]
for (const [what, text, sentence] of damage) {
  test(`a snapshot that ${what}: the one before serves, and it is said aloud`, async (t) => {
    const { path, snapshot } = await aFile(t)
    const said: string[] = []
    const tell = (one: string): void => {
      said.push(one)
    }
    const loaded = await openSnapshot(path, tell)
    const swapped: number[] = []
    const end = followSnapshot(
      path,
      loaded,
      async (next) => {
        swapped.push(next.snapshot.madeAtMs)
      },
      tell,
    )
    t.after(end)
    await writeFile(path, text)
    await wait(900)
    assert.match(said.join(), sentence)
    assert.deepEqual((await openSnapshot(path, tell)).snapshot, snapshot)
    await writeSnapshot(path, { ...snapshot, madeAtMs: 7 })
    await wait(900)
    assert.deepEqual(swapped, [7])
  })
}

test('an index that is damaged stops nobody: what runs goes on, and a new start serves by the copy that was kept', async (t) => {
  const { folder, path, snapshot } = await aFile(t)
  const said: string[] = []
  const tell = (one: string): void => {
    said.push(one)
  }
  const loaded = await openSnapshot(path, tell)
  const served: LoadedSnapshot[] = []
  const take = async (next: LoadedSnapshot): Promise<void> => {
    served.push(next)
  }
  t.after(followSnapshot(path, loaded, take, tell))
  await writeFile(join(folder, snapshot.indexFile), 'SKINDEX2 and then nothing')
  const started = await openSnapshot(path, tell)
  assert.deepEqual([started.index.categories, started.sealed.hashes.size], [['games', 'chat'], 1])
  assert.match(said.join(), /copy that was kept of the index serves/)
  await writeFile(join(folder, 'index-2'), '')
  await writeSnapshot(path, { ...snapshot, indexFile: 'index-2', madeAtMs: 7 })
  await wait(900)
  assert.equal(served.at(-1)?.snapshot.madeAtMs, 7, 'what was agreed since counts')
  assert.equal(served.at(-1)?.index, loaded.index)
  assert.match(said.join(), /new index cannot be read: the one before it serves/)
  await writeIndex(join(folder, 'index-2'), aSnapshot().index)
  await writeSnapshot(path, { ...snapshot, indexFile: 'index-2', madeAtMs: 8 })
  await wait(900)
  assert.notEqual(served.at(-1)?.index, loaded.index, 'the new one serves once it is whole')
})

test('without a snapshot that can be read, and none before, it is refused to start', async (t) => {
  const { folder } = await aFile(t)
  await assert.rejects(
    openSnapshot(join(folder, 'missing'), () => undefined),
    /The file missing cannot be read/,
  )
})

test('a sealed list that goes is said aloud', async (t) => {
  const { path, snapshot } = await aFile(t)
  const said: string[] = []
  const loaded = await openSnapshot(path, () => undefined)
  t.after(
    followSnapshot(
      path,
      loaded,
      async () => undefined,
      (sentence) => said.push(sentence),
    ),
  )
  await writeSnapshot(path, { ...snapshot, sealed: null })
  await wait(900)
  assert.match(said.join(), /sealed list is gone/)
})

test('a sealed list that is damaged goes on as it was read last, and a start without it is loud', async (t) => {
  const { folder, path, snapshot } = await aFile(t)
  const said: string[] = []
  const tell = (sentence: string): void => {
    said.push(sentence)
  }
  const text = [hash('sha256', 'sealed.example'), hash('sha256', 'other.example')].join('\n')
  const sealed = { licence: 'licence 1', feedFile: `sealed-${hash('sha256', text).slice(0, 16)}.feed` }
  const feed = join(folder, sealed.feedFile)
  await writeFile(feed, text)
  await writeSnapshot(path, { ...snapshot, sealed })
  const sizes: number[] = []
  const loaded = await openSnapshot(path, tell)
  const take = async (next: LoadedSnapshot): Promise<void> => {
    sizes.push(next.sealed.hashes.size)
  }
  t.after(followSnapshot(path, loaded, take, tell))
  await writeFile(feed, text.split('\n')[0] ?? '')
  await writeSnapshot(path, { ...snapshot, sealed, madeAtMs: 8 })
  await wait(900)
  assert.deepEqual(sizes, [2])
  assert.match(said.join(), /read of it last counts/)
  assert.equal((await openSnapshot(path, tell)).sealed.hashes.size, 0)
  assert.match(said.join(), /Illegal content is not blocked by it/)
})

test('who is signed in is handed over within a second; what is damaged leaves those of before', async (t) => {
  const { path } = await aFile(t)
  const said: string[] = []
  const tell = (sentence: string): void => {
    said.push(sentence)
  }
  const seen: (number | undefined)[] = []
  const loaded = await openSnapshot(path, tell)
  assert.equal(loaded.signedIn, undefined)
  t.after(
    followSnapshot(
      path,
      loaded,
      async ({ signedIn, index }) => {
        assert.equal(index, loaded.index)
        seen.push(signedIn?.madeAtMs)
      },
      tell,
    ),
  )
  await writeSignedIn(path, { madeAtMs: 3, schools: [{ school: 'alder', devices: [] }] })
  await wait(900)
  assert.deepEqual(seen, [3])
  await writeFile(`${path}.signed-in`, 'SKSIGNEDIN1 0000\n{"madeAt')
  await wait(900)
  assert.deepEqual(seen, [3])
  assert.match(said.join(), /list of who is signed in is damaged.*until their time is over/)
  assert.equal((await openSnapshot(path, tell)).signedIn, undefined)
})

test('who is signed in is written down before anything was published', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-snapshot-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'engines', 'snapshot')
  await writeSignedIn(path, { madeAtMs: 3, schools: [] })
  assert.equal((await readSignedIn(path))?.madeAtMs, 3)
  assert.equal((await stat(`${path}.signed-in`)).mode & 0o777, 0o600)
})
