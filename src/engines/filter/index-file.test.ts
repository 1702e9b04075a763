import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compileIndex } from './compile-index.ts'
import { indexBytes, indexFromBytes, readIndex, writeIndex } from './index-file.ts'

const names = Array.from({ length: 5000 }, (_, number) => `site${number}.example`)
const lists = [
  {
    category: 'games',
    list: {
      names: [...names, 'www.site1.example', 'site2.example'],
      urls: ['a.example/b'],
      expressions: ['x+'],
    },
  },
  { category: 'chat', list: { names: ['site1.example'], urls: [], expressions: [] } },
]

test('what a parent or the same name says already is left out, and the count says so', () => {
  const { counts, index } = compileIndex(lists)
  assert.deepEqual(counts, { namesRead: 5003, namesKept: 5000, urlsKept: 1, expressions: 1, exceptions: 0 })
  assert.deepEqual(index.sets, [[], [0], [0, 1]])
})

test('an index comes back from its file as it was, and the same lists give the same bytes', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-index-'))
  t.after(() => rm(folder, { recursive: true }))
  const { index } = compileIndex(lists)
  await writeIndex(join(folder, 'index'), index)
  assert.deepEqual(await readIndex(join(folder, 'index')), index)
  assert.deepEqual(indexBytes(compileIndex(lists).index), indexBytes(index))
  assert.deepEqual(await readdir(folder), ['index'])
})

test('a file that is damaged, cut off or of another making is refused in words', () => {
  const bytes = indexBytes(compileIndex(lists).index)
  const damaged = Buffer.from(bytes)
  damaged[bytes.length - 100] = (damaged[bytes.length - 100] ?? 0) ^ 1
  assert.throws(() => indexFromBytes(damaged), /damaged/)
  assert.throws(() => indexFromBytes(bytes.subarray(0, -1)), /damaged/)
  assert.throws(
    () => indexFromBytes(Buffer.from('something else entirely, and long enough for a head')),
    /no index/,
  )
  const older = Buffer.from(bytes)
  older.write('SKINDEX1', 'latin1')
  assert.throws(() => indexFromBytes(older), /no index/)
})
