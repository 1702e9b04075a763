import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import sharp from 'sharp'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { troubleOf } from '../web/refusals.ts'
import { destroyBytes, readBytes, schoolFolder } from './bytes-on-disk.ts'
import { Damaged } from './encrypted-chunks.ts'
import { copyBoundTo, type FilePlace, type TakenIn, TooLarge, takeIn } from './take-in.ts'

let dataFolder: string
before(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'take-in-'))
})
after(() => rm(dataFolder, { recursive: true }))

const newPlace = (): FilePlace => ({ dataFolder, schoolId: newId(), fileId: newId() })
const upload = (content: AsyncIterable<Uint8Array>, fileName = 'picture.png') => ({
  content,
  fileName,
  declaredType: 'application/x-anything',
})
const whole = (bytes: Uint8Array) => Readable.from([bytes])
const left = (place: FilePlace) => readdir(schoolFolder(place.dataFolder, place.schoolId)).catch(() => [])

function read(place: FilePlace, taken: TakenIn, copy: 'original' | 'shown'): Promise<Buffer> {
  const stored = copy === 'original' ? taken.original : taken.shown
  assert.ok(stored)
  const folder = schoolFolder(place.dataFolder, place.schoolId)
  return buffer(readBytes(folder, stored.storedAs, stored.key, copyBoundTo(place, copy)))
}

/** A photograph as a telephone makes it: lying on its side, with the place in it. */
function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#0a0' } })
    .withExif({
      IFD0: { Copyright: 'somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 28/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

test('a photograph is kept byte for byte; the copy that is shown is upright and says nothing of place or owner', async () => {
  const place = newPlace()
  const bytes = await photograph()
  assert.ok((await sharp(bytes).metadata()).exif)
  const taken = await takeIn(place, upload(whole(bytes), 'holiday.exe'))

  assert.deepEqual(await read(place, taken, 'original'), bytes)
  assert.deepEqual(taken.sha256, createHash('sha256').update(bytes).digest())
  assert.equal(taken.sizeBytes, bytes.length)
  assert.deepEqual([taken.detectedType, taken.name], ['image/jpeg', 'holiday.jpg'])

  const shown = await sharp(await read(place, taken, 'shown')).metadata()
  assert.deepEqual([shown.width, shown.height], [40, 60])
  assert.deepEqual(
    [shown.exif, shown.xmp, shown.iptc, shown.orientation],
    [undefined, undefined, undefined, undefined],
  )
  assert.deepEqual([taken.shown?.width, taken.shown?.height], [40, 60])
})

test('on the disk lie two encrypted files and no partial one', async () => {
  const place = newPlace()
  const bytes = await photograph()
  const taken = await takeIn(place, upload(whole(bytes)))
  assert.deepEqual((await left(place)).sort(), [taken.original.storedAs, taken.shown?.storedAs].sort())
  const stored = await readFile(join(schoolFolder(dataFolder, place.schoolId), taken.original.storedAs))
  assert.ok(!stored.includes(bytes.subarray(0, 20)))
})

test('an upload over the limit is stopped while it streams, and nothing is left', async () => {
  const place = newPlace()
  let sent = 0
  async function* endless() {
    for (;;) {
      sent += 100_000
      yield Buffer.alloc(100_000, 'a')
    }
  }
  await assert.rejects(takeIn(place, upload(endless()), { maxBytes: 2_000_000 }), (error) => {
    assert.ok(error instanceof TooLarge)
    assert.deepEqual(troubleOf(error), { kind: 'tooLarge', sentence: error.message })
    return true
  })
  assert.ok(sent < 4_000_000, `${sent} bytes were taken before it was stopped`)
  assert.deepEqual(await left(place), [])
})

test('an upload cut off is refused in words, and nothing is left', async () => {
  const place = newPlace()
  async function* cutOff() {
    yield Buffer.alloc(300_000, 'a')
    throw new Error('ECONNRESET')
  }
  const destroyed = new Readable({ read: () => {} })
  destroyed.push(Buffer.alloc(300_000, 'a'))
  setTimeout(() => destroyed.destroy(), 20)
  const silentlyShort = Object.assign(whole(Buffer.from('half of the wor')), { truncated: true })
  await assert.rejects(takeIn(place, upload(cutOff())), /was cut off/)
  await assert.rejects(takeIn(place, upload(destroyed)), /was cut off/)
  await assert.rejects(takeIn(place, upload(silentlyShort)), /was cut off/)
  assert.deepEqual(await left(place), [])
})

test('what does not decode, is too large to decode, or is of no allowed kind leaves nothing', async () => {
  const place = newPlace()
  const png = await sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
    .png()
    .toBuffer()
  const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  assert.ok(bomb.length < 1_000_000)
  await assert.rejects(takeIn(place, upload(whole(png.subarray(0, -5_000)))), /damaged or not whole/)
  await assert.rejects(takeIn(place, upload(whole(bomb))), /more than 64 million points/)
  await assert.rejects(takeIn(place, upload(whole(Buffer.from('MZ\0\0')))), Refused)
  assert.deepEqual(await left(place), [])
})

test('a large file streams through with flat memory', async () => {
  const place = newPlace()
  const sizeBytes = 48_000_000
  let peakBytes = 0
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc')
  const heldBytes = () => {
    collectGarbage()
    const { external, heapUsed } = process.memoryUsage()
    return external + heapUsed
  }
  const before = heldBytes()
  async function* film() {
    yield Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42')
    for (let sent = 0; sent < sizeBytes; sent += 1_000_000) {
      peakBytes = Math.max(peakBytes, heldBytes() - before)
      yield Buffer.alloc(1_000_000)
    }
  }
  const taken = await takeIn(place, upload(film()))
  assert.equal(taken.detectedType, 'video/mp4')
  assert.ok(taken.sizeBytes > sizeBytes)
  assert.ok(peakBytes < 10_000_000, `${Math.round(peakBytes / 1e6)} MB held for a file of 48 MB`)
})

test('a disk with no room left gives a sentence, and nothing half-stored', async () => {
  const place = newPlace()
  const script = `
    const { takeIn } = await import('#/platform/files/take-in.ts')
    const content = (async function* () { for (let i = 0; i < 40; i++) yield Buffer.alloc(100_000, 'a') })()
    const place = ${JSON.stringify(place)}
    await takeIn(place, { content, fileName: 'a.txt', declaredType: '' }).catch((e) => console.log(e.name, e.message))`
  // The shell allows files of one megabyte at most, which the system reports much as it does a full disk.
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    'ulimit -f 1024; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    script,
  ])
  assert.match(stdout, /^NoRoom .*no room left on the server/)
  assert.deepEqual(await left(place), [])
})

test('destroyed bytes are gone, and destroying them again is no error', async () => {
  const place = newPlace()
  const taken = await takeIn(place, upload(whole(Buffer.from('words'))))
  const folder = schoolFolder(dataFolder, place.schoolId)
  await destroyBytes(folder, taken.original.storedAs)
  await destroyBytes(folder, taken.original.storedAs)
  assert.deepEqual(await left(place), [])
  await assert.rejects(read(place, taken, 'original'), Damaged)
})
