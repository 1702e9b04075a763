import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipOf } from '../../../test/zip-of.ts'
import { readZip } from './read-zip.ts'

const limits = { maxEntries: 20, maxUnpackedBytes: 1_000_000, maxRatio: 200 }

async function textOf(archive: Buffer): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const { name, bytes } of readZip(archive, limits)) {
    const parts: Uint8Array[] = []
    for await (const part of bytes()) parts.push(part)
    texts[name] = Buffer.concat(parts).toString()
  }
  return texts
}

test('files come out as they went in, and folders are left out', async () => {
  const archive = zipOf({ 'users.csv': 'a,b\r\n', 'more/': '', 'more/classes.csv': 'x'.repeat(5000) })
  assert.deepEqual(await textOf(archive), {
    'users.csv': 'a,b\r\n',
    'more/classes.csv': 'x'.repeat(5000),
  })
})

for (const name of ['../users.csv', '/etc/users.csv', 'C:\\users.csv', 'more/../../users.csv']) {
  test(`a name that leads elsewhere is refused: ${name}`, () => {
    assert.throws(() => readZip(zipOf({ [name]: 'a' }), limits), /leads elsewhere/)
  })
}

test('a bomb is refused by what it says, and by what it does when it lies', async () => {
  const zeros = Buffer.alloc(900_000)
  assert.throws(() => readZip(zipOf({ 'users.csv': zeros }), limits), /far more/)
  const lying = zipOf({ 'users.csv': zeros })
  const entry = lying.indexOf(Buffer.from('504b0102', 'hex'))
  lying.writeUInt32LE(500, entry + 24)
  await assert.rejects(textOf(lying), /far more/)
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, number) => [`${number}.csv`, 'a']))
  assert.throws(() => readZip(zipOf(many), limits), /at most 20/)
})

test('what is damaged, cut off, locked or no zip at all is refused in words', async () => {
  const good = zipOf({ 'users.csv': 'a,b\r\n'.repeat(100) })
  assert.throws(() => readZip(Buffer.from('PK no zip'), limits), /damaged/)
  assert.throws(() => readZip(good.subarray(0, 60), limits), /damaged/)
  const changed = Buffer.from(good)
  changed[40] = (changed[40] ?? 0) ^ 0xff
  await assert.rejects(textOf(changed), /damaged/)
  const locked = Buffer.from(good)
  locked.writeUInt16LE(1, locked.indexOf(Buffer.from('504b0102', 'hex')) + 8)
  assert.throws(() => readZip(locked, limits), /password/)
})
