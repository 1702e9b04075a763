// The index as a file that needs no parsing: a head of fixed length, a little JSON, and the tables as they lie in memory.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Refused } from '#/kernel/refusal.ts'
import type { NameTable } from './name-table.ts'
import type { SiteIndex } from './site-index.ts'
import { writeWhole } from './write-whole.ts'

const magic = 'SKINDEX2'
const headBytes = 8 + 4 + 32
type Described = {
  seed: number
  categories: string[]
  sets: number[][]
  expressions: SiteIndex['expressions']
  differences: [number, number][]
} & {
  tables: { slots: number; cells: number; bits: number }[]
}

/** The index as bytes; the same index gives the same bytes. */
export function indexBytes(index: SiteIndex): Buffer {
  const tables = [index.names, index.urls, index.hostsWithUrls, index.exceptions]
  const described = Buffer.from(
    JSON.stringify({
      seed: index.seed,
      categories: index.categories,
      sets: index.sets,
      expressions: index.expressions,
      differences: [...index.differences],
      tables: tables.map(({ slots, cells, bits }) => ({ slots, cells: cells.length, bits: bits.length })),
    }),
  )
  const parts = [padded(described), ...tables.flatMap(({ cells, bits }) => [bytesOf(cells), bytesOf(bits)])]
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(headBytes + 4)
  head.write(magic, 'latin1')
  head.writeUInt32LE(described.length, 8)
  createHash('sha256').update(body).digest().copy(head, 12)
  return Buffer.concat([head, body])
}

/** Reads an index that threads can share. Refuses, in words, a file that is damaged or of another making. */
export function indexFromBytes(bytes: Buffer): SiteIndex {
  if (bytes.length < headBytes + 4 || bytes.toString('latin1', 0, 8) !== magic) {
    throw new Refused('This file is no index of Schoolkeeper’s filter.')
  }
  const body = bytes.subarray(headBytes + 4)
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(12, 44))) {
    throw new Refused('The index is damaged: its content does not fit its checksum.')
  }
  const shared = new SharedArrayBuffer(body.length)
  body.copy(Buffer.from(shared))
  const describedBytes = bytes.readUInt32LE(8)
  const described = JSON.parse(body.toString('utf8', 0, describedBytes)) as Described
  let at = inFours(describedBytes)
  const [names, urls, hostsWithUrls, exceptions] = described.tables.map(({ slots, ...lengths }) => {
    const cells = new Int32Array(shared, at, lengths.cells)
    const bits = new Int32Array(shared, at + cells.byteLength, lengths.bits)
    at += cells.byteLength + bits.byteLength
    return { slots, cells, bits }
  }) as [NameTable, NameTable, NameTable, NameTable]
  const { seed, categories, sets, expressions } = described
  const differences = new Map(described.differences)
  return { seed, categories, sets, differences, expressions, names, urls, hostsWithUrls, exceptions }
}

/** Writes the whole file or none of it. */
export async function writeIndex(path: string, index: SiteIndex): Promise<void> {
  await writeWhole(path, indexBytes(index))
}

/** Reads the file; refuses as `indexFromBytes` does. */
export async function readIndex(path: string): Promise<SiteIndex> {
  return indexFromBytes(await readFile(path))
}

const inFours = (bytes: number): number => Math.ceil(bytes / 4) * 4

function padded(part: Uint8Array): Buffer {
  const whole = Buffer.alloc(inFours(part.byteLength))
  whole.set(part)
  return whole
}

const bytesOf = (array: Int32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
