// Reads zip archives that people send in: names, sizes and checksums are checked, and nothing is ever written anywhere.

import { crc32, createInflateRaw } from 'node:zlib'
import { Refused } from '#/kernel/refusal.ts'

export type ZipLimits = {
  maxEntries: number
  /** Of all that is inside, unpacked. */
  maxUnpackedBytes: number
  /** Unpacked bytes for each packed one. Text seldom goes beyond 20; a bomb goes beyond 1,000. */
  maxRatio: number
}

export type ZipEntry = { name: string; bytes: () => AsyncGenerator<Uint8Array> }

type Listed = {
  name: string
  flags: number
  method: number
  crc: number
  packed: number
  unpacked: number
  at: number
}

/** A small file that packs well is no bomb. */
const smallBytes = 100_000

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50

/**
 * The files of an archive, in its order; folders are left out. Refused in words: what is no zip or was cut off, names that
 * lead elsewhere, passwords, other packings than the usual one, and more inside than the limits allow. What a file really
 * unpacks to is counted while it is read, whatever the archive says.
 */
export function readZip(archive: Buffer, limits: ZipLimits): ZipEntry[] {
  const listed = listEntries(archive, limits.maxEntries).filter(({ name }) => !name.endsWith('/'))
  const names = new Set<string>()
  let unpacked = 0
  for (const entry of listed) {
    requireUsual(entry)
    if (names.has(entry.name)) throw new Refused(`The zip file holds two files called ${shown(entry.name)}.`)
    names.add(entry.name)
    unpacked += entry.unpacked
    if (entry.unpacked > smallBytes && entry.unpacked > entry.packed * limits.maxRatio) throw tooMuch()
  }
  if (unpacked > limits.maxUnpackedBytes) throw tooMuch()
  return listed.map((entry) => ({ name: entry.name, bytes: () => unpack(archive, entry) }))
}

function listEntries(archive: Buffer, most: number): Listed[] {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > archive.length || archive.readUInt32LE(end) !== endMark) throw cutOff()
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  if (count > most) throw new Refused(`The zip file holds ${count} files; a roster has at most ${most}.`)
  const listed: Listed[] = []
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== entryMark) throw cutOff()
    const nameBytes = archive.readUInt16LE(at + 28)
    listed.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameBytes),
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      packed: archive.readUInt32LE(at + 20),
      unpacked: archive.readUInt32LE(at + 24),
      at: archive.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return listed
}

function requireUsual({ name, flags, method, packed, unpacked, at }: Listed): void {
  const parts = name.split('/')
  if (/^[/\\]|[\\:\0]/.test(name) || parts.includes('..'))
    throw new Refused(`The zip file holds a name that leads elsewhere: ${shown(name)}. It was not opened.`)
  if ((flags & 1) !== 0) throw new Refused('The zip file has a password. Send one without.')
  if (method !== 0 && method !== 8)
    throw new Refused(`${shown(name)} is packed in an unusual way. Make the zip file anew.`)
  if ([packed, unpacked, at].includes(0xffffffff))
    throw new Refused('The zip file is larger than a roster can be.')
}

async function* unpack(archive: Buffer, entry: Listed): AsyncGenerator<Uint8Array> {
  const { at } = entry
  if (at + 30 > archive.length || archive.readUInt32LE(at) !== localMark) throw cutOff()
  const from = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
  const packed = archive.subarray(from, from + entry.packed)
  if (packed.length !== entry.packed) throw cutOff()
  let crc = 0
  let bytes = 0
  for await (const part of entry.method === 0 ? [packed] : inflated(packed)) {
    bytes += part.length
    if (bytes > entry.unpacked) throw tooMuch()
    crc = crc32(part, crc)
    yield part
  }
  if (bytes !== entry.unpacked || crc !== entry.crc) throw cutOff()
}

async function* inflated(packed: Buffer): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw()
  inflate.end(packed)
  try {
    yield* inflate as AsyncIterable<Uint8Array>
  } catch (error) {
    throw cutOff(error)
  } finally {
    inflate.destroy()
  }
}

const shown = (name: string): string => `“${name.replace(/[^\x20-\x7e]/g, '?').slice(0, 80)}”`

const cutOff = (cause?: unknown): Refused =>
  new Refused('The zip file is damaged or was cut off. Export it again, and send the new one.', { cause })

const tooMuch = (): Refused =>
  new Refused('The zip file unpacks to far more than a roster holds. It was not opened.')
