// Many parts in one stream, each of a length that nobody knows before it was written.
//
//   part: name | piece | piece | … | nothing      each of them behind its length in 4 bytes

import { createHash, type Hash } from 'node:crypto'
import { Damaged } from '../files/files.ts'

type Bytes = AsyncIterable<Uint8Array>

/** What is known of a part once all of it has passed. */
export type PartFacts = { name: string; bytes: number; sha256: string }

const longestPieceBytes = 1_048_576

/** Frames one part. Returns its facts. */
export async function* framePart(name: string, content: Bytes): AsyncGenerator<Buffer, PartFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  yield framed(Buffer.from(name, 'utf8'))
  for await (const piece of content) {
    for (let from = 0; from < piece.length; from += longestPieceBytes) {
      const part = Buffer.from(piece.subarray(from, from + longestPieceBytes))
      hash.update(part)
      bytes += part.length
      yield framed(part)
    }
  }
  yield framed(Buffer.alloc(0))
  return { name, bytes, sha256: hash.digest('hex') }
}

export type Part = { name: string; content: AsyncGenerator<Buffer>; facts: () => PartFacts }

/** Gives the parts in turn. Take the whole content of each before the next; `facts` is known then. */
export async function* readParts(source: Bytes): AsyncGenerator<Part> {
  const read = reader(source)
  while (true) {
    const name = await read()
    if (name === undefined) return
    const hash = createHash('sha256')
    const state = { bytes: 0, over: false }
    const part = name.toString('utf8')
    const content = contentOf(read, hash, state)
    yield {
      name: part,
      content,
      facts: () => ({ name: part, bytes: state.bytes, sha256: hash.copy().digest('hex') }),
    }
    if (!state.over) throw new Error(`${part} was not read to its end`)
  }
}

async function* contentOf(
  read: () => Promise<Buffer | undefined>,
  hash: Hash,
  state: { bytes: number; over: boolean },
): AsyncGenerator<Buffer> {
  while (true) {
    const piece = await read()
    if (piece === undefined) throw new Damaged()
    if (piece.length === 0) break
    hash.update(piece)
    state.bytes += piece.length
    yield piece
  }
  state.over = true
}

/** Reads what stands behind each length; undefined at the end of the stream. */
function reader(source: Bytes): () => Promise<Buffer | undefined> {
  const pieces = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const fill = async (bytes: number): Promise<boolean> => {
    const more: Buffer[] = [held]
    let length = held.length
    while (length < bytes) {
      const { value, done } = await pieces.next()
      if (done) break
      more.push(Buffer.from(value))
      length += value.length
    }
    if (more.length > 1) held = Buffer.concat(more)
    return length >= bytes
  }
  return async () => {
    if (!(await fill(4))) {
      if (held.length > 0) throw new Damaged()
      return undefined
    }
    const length = held.readUInt32BE()
    if (length > longestPieceBytes || !(await fill(4 + length))) throw new Damaged()
    const piece = held.subarray(4, 4 + length)
    held = held.subarray(4 + length)
    return piece
  }
}

function framed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
