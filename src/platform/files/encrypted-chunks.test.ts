import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { newKey } from '../keys/keys.ts'
import { chunkBytes, Damaged, decryptChunks, encryptChunks } from './encrypted-chunks.ts'

const boundTo = { schoolId: 'a school', about: 'a file', purpose: 'original' }
const storedChunkBytes = chunkBytes + 16
const headerBytes = 8

async function* inParts(bytes: Uint8Array, partBytes: number) {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes)
}

const encrypt = (bytes: Uint8Array, key: ReturnType<typeof newKey>, partBytes = 10_000) =>
  buffer(encryptChunks(inParts(bytes, partBytes), key, boundTo))
const decrypt = (bytes: Uint8Array, key: ReturnType<typeof newKey>, partBytes = 10_000) =>
  buffer(decryptChunks(inParts(bytes, partBytes), key, boundTo))

test('what goes in comes out, whatever its length and however it arrives', async () => {
  const key = newKey()
  const lengths = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 200_001]
  const aPart = fc.integer({ min: 1, max: 150_000 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...lengths), aPart, aPart, async (length, partIn, partOut) => {
      const bytes = randomBytes(length)
      assert.deepEqual(await decrypt(await encrypt(bytes, key, Math.max(partIn, 50)), key, partOut), bytes)
    }),
    { numRuns: 30 },
  )
})

test('a stored file says its format and shows nothing of its content', async () => {
  const words = Buffer.from('the same words again and again '.repeat(5_000))
  const stored = await encrypt(words, newKey())
  assert.equal(stored.subarray(0, 8).toString('latin1'), 'SKFILE\0\x01')
  assert.ok(!stored.includes('same words'))
})

test('cut off anywhere, chunks swapped, repeated or left out: refused', async () => {
  const key = newKey()
  const stored = await encrypt(randomBytes(3 * chunkBytes), key)
  const chunk = (n: number) =>
    stored.subarray(headerBytes + n * storedChunkBytes, headerBytes + (n + 1) * storedChunkBytes)
  const head = stored.subarray(0, headerBytes)
  const altered = {
    empty: Buffer.alloc(0),
    'header alone': head,
    'cut at a chunk’s end': Buffer.concat([head, chunk(0), chunk(1)]),
    'cut within a chunk': stored.subarray(0, -1),
    swapped: Buffer.concat([head, chunk(1), chunk(0), chunk(2)]),
    repeated: Buffer.concat([head, chunk(0), chunk(0), chunk(1), chunk(2)]),
    'one left out': Buffer.concat([head, chunk(0), chunk(2)]),
    'something after the end': Buffer.concat([stored, Buffer.of(0)]),
    'a chunk after the end': Buffer.concat([stored, chunk(2)]),
    'another version': Buffer.concat([Buffer.from('SKFILE\0\x02'), stored.subarray(8)]),
  }
  for (const [name, bytes] of Object.entries(altered))
    await assert.rejects(decrypt(bytes, key), Damaged, name)
})

test('a change of any byte is noticed, and no byte of the changed chunk is given out', async () => {
  const key = newKey()
  const stored = await encrypt(randomBytes(chunkBytes + 100), key)
  for (const at of [0, 7, 8, 5_000, headerBytes + storedChunkBytes, stored.length - 1]) {
    const changed = Buffer.from(stored)
    changed.writeUInt8(changed.readUInt8(at) ^ 0x80, at)
    let given = 0
    await assert.rejects(async () => {
      for await (const bytes of decryptChunks(inParts(changed, 999), key, boundTo)) given += bytes.length
    }, Damaged)
    assert.equal(given, at < headerBytes + storedChunkBytes ? 0 : chunkBytes)
  }
})

test('another key, another file’s place and another school’s place do not open it', async () => {
  const key = newKey()
  const stored = await encrypt(Buffer.from('words'), key)
  await assert.rejects(decrypt(stored, newKey()), Damaged)
  for (const other of [{ about: 'another file' }, { schoolId: 'another' }, { purpose: 'shown' }]) {
    const moved = decryptChunks(inParts(stored, 100), key, { ...boundTo, ...other })
    await assert.rejects(buffer(moved), Damaged)
  }
})
