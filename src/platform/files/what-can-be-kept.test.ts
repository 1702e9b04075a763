import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { safeFileName } from './file-name.ts'
import { findType } from './what-can-be-kept.ts'

const blank = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
const typeOf = async (bytes: Buffer) =>
  (
    await findType(async function* () {
      yield bytes
    })
  ).type

test('pictures are known by their bytes', async () => {
  assert.equal(await typeOf(await blank().png().toBuffer()), 'image/png')
  assert.equal(await typeOf(await blank().jpeg().toBuffer()), 'image/jpeg')
  assert.equal(await typeOf(await blank().webp().toBuffer()), 'image/webp')
  assert.equal(await typeOf(await blank().gif().toBuffer()), 'image/gif')
})

test('other allowed kinds are known by their bytes', async () => {
  const box = (brand: string) =>
    Buffer.concat([Buffer.from('\0\0\0\x18ftyp'), Buffer.from(brand), Buffer.alloc(64)])
  const found = {
    'application/pdf': Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'),
    'image/heic': box('heic'),
    'video/mp4': box('isom'),
    'video/quicktime': box('qt  '),
    'audio/x-m4a': box('M4A '),
    'audio/ogg': Buffer.concat([
      Buffer.from('OggS'),
      Buffer.alloc(24),
      Buffer.from('OpusHead'),
      Buffer.alloc(64),
    ]),
    'audio/wav': Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(64)]),
    'message/rfc822': Buffer.from('From: a@example.org\r\nDate: today\r\nSubject: x\r\n\r\nwords'),
    'text/plain': Buffer.from('From: the start it was clear.\nNo date here.\n'),
  }
  for (const [type, bytes] of Object.entries(found)) assert.equal(await typeOf(bytes), type)
})

test('programs, archives, drawings that can run and unknown bytes are refused, and the sentence says what can be kept', async () => {
  const refused = {
    program: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
    archive: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60)]),
    'drawing that can run': Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    unknown: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]),
  }
  for (const [name, bytes] of Object.entries(refused)) {
    await assert.rejects(typeOf(bytes), /Files that can be kept: PNG, JPG, .* and MOV\./, name)
  }
  await assert.rejects(typeOf(Buffer.alloc(0)), /The file is empty/)
})

test('names lose folders, unseen marks and false endings', () => {
  const names: [string, string, string][] = [
    ['screenshot.png', 'png', 'screenshot.png'],
    ['C:\\Users\\someone\\chat.jpeg', 'jpg', 'chat.jpg'],
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['invoice.exe', 'png', 'invoice.png'],
    ['photo\u202Egnp.exe', 'png', 'photognp.png'],
    ['a\u0000b\r\nc.txt', 'txt', 'abc.txt'],
    ['wh<a>t?.pdf', 'pdf', 'wh-a-t-.pdf'],
    ['CON', 'txt', 'file-CON.txt'],
    ['..', 'txt', 'file.txt'],
    ['', 'txt', 'file.txt'],
    ['.htaccess', 'txt', 'file.txt'],
    ['Ffion’s phone – Tuesday.png', 'png', 'Ffion’s phone – Tuesday.png'],
    [`${'x'.repeat(300)}.png`, 'png', `${'x'.repeat(100)}.png`],
  ]
  for (const [declared, ending, expected] of names) assert.equal(safeFileName(declared, ending), expected)
})
