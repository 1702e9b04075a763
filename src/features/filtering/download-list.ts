// Fetches one published list, with bounds on its size and on the time it takes, and reads it.

import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { formatOf, type ListFormat, type ListRead, readList } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'

export type Bounds = { forMs: number; mostBytes: number; mostUnpackedBytes: number; mostLines: number }

const usualBounds: Bounds = {
  forMs: 120_000,
  mostBytes: 128 * 1024 * 1024,
  mostUnpackedBytes: 256 * 1024 * 1024,
  // The longest in use has five million; each line takes some forty bytes of memory.
  mostLines: 12_000_000,
}

/** Of addresses of pages there are fewer, and few expressions: each of them is asked of nearly every address. */
const partBounds = {
  urls: { ...usualBounds, mostBytes: 32 * 1024 * 1024, mostUnpackedBytes: 64 * 1024 * 1024 },
  expressions: { forMs: 30_000, mostBytes: 64 * 1024, mostUnpackedBytes: 64 * 1024, mostLines: 500 },
} as const satisfies Partial<Record<ListFormat, Bounds>>

export type Downloaded = ListRead & { bytes: number }

/** The list at the address. Refuses, in words, what is too large, too slow, packed too tightly or no list. */
export async function downloadList(address: string, bounds: Bounds = usualBounds): Promise<Downloaded> {
  const list = await download(address, bounds)
  if (list.names.length === 0) throw new Refused('There is no name of a site in it.')
  return list
}

/** What a list has in a file of its own besides its names. Refuses as `downloadList` does; it may be empty. */
export function downloadPart(
  address: string,
  part: keyof typeof partBounds,
  bounds: Bounds = partBounds[part],
): Promise<Downloaded> {
  return download(address, bounds, part)
}

async function download(address: string, bounds: Bounds, format?: ListFormat): Promise<Downloaded> {
  requireSafe(address)
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(bounds.forMs) })
    if (!answer.ok || answer.body === null) throw new Refused(`The publisher answered ${answer.status}.`)
    const counted = { bytes: 0 }
    const packed = Readable.from(within(answer.body, bounds.mostBytes, counted))
    const text = await textOf(address.endsWith('.gz') ? unpacked(packed) : packed, bounds)
    requireFewLines(text, bounds)
    return { ...readList(text, format ?? formatOf(text)), bytes: counted.bytes }
  } catch (error) {
    if (error instanceof Refused) throw error
    const why =
      error instanceof Error && error.name === 'TimeoutError' ? 'It took too long.' : 'It could not be read.'
    throw new Refused(why)
  }
}

/** What goes wrong on the way ends both: a pipe alone would leave the one waiting, and the error to nobody. */
function unpacked(packed: Readable): Readable {
  const gunzip = createGunzip()
  pipeline(packed, gunzip, () => undefined)
  return gunzip
}

/** A few bytes can be packed so that they become more lines than there is memory for. */
function requireFewLines(text: string, { mostLines }: Bounds): void {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    if (++lines > mostLines) throw new Refused('It is far larger than a list is.')
}

/** Lists come by TLS; on this machine itself, for tests, they need not. */
function requireSafe(address: string): void {
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:' || hostname === '127.0.0.1') return
  throw new Refused('A list is fetched by https only.')
}

async function* within(
  body: AsyncIterable<Uint8Array>,
  most: number,
  counted: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    counted.bytes += chunk.length
    if (counted.bytes > most) throw new Refused('It is far larger than a list is.')
    yield chunk
  }
}

async function textOf(stream: AsyncIterable<Uint8Array>, { mostUnpackedBytes }: Bounds): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of within(stream, mostUnpackedBytes, { bytes: 0 })) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
}
