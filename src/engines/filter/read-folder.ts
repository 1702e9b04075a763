// A folder of lists as the University of Toulouse and squidGuard lay them out: a folder for each category, with `domains`,
// `urls` and `expressions` (or one such folder alone); or one file for each category, `NAME.domains` and so on. Either may be compressed with gzip.
// Beside them, `exceptions` are names that those lists do not mean.

import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { Refused } from '#/kernel/refusal.ts'
import type { ListOfCategory } from './compile-index.ts'
import { formatOf, type ListFormat, type ListRead, readList, type Skipped } from './read-list.ts'

const kinds: Readonly<Record<string, ListFormat | 'guess'>> = {
  domains: 'plain',
  urls: 'urls',
  expressions: 'expressions',
  txt: 'guess',
  hosts: 'hosts',
  rpz: 'rpz',
  exceptions: 'plain',
}
const listMaxBytes = 512 * 1024 * 1024

/** What one file gave, and what was skipped of it. */
export type FileRead = ListOfCategory & { path: string; skipped: Skipped }

/** Reads one list, whatever its format. Refuses a file that grows beyond 512 MB. */
export async function readListFile(path: string): Promise<ListRead> {
  const text = await textOf(path)
  return readList(text, formatOf(text))
}

/** Reads every list of the folder. Refuses a file that grows beyond 512 MB. Files that are no lists are passed by. */
export async function readFolder(folder: string): Promise<readonly FileRead[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read: FileRead[] = []
  for (const path of files.sort()) {
    const which = whichList(folder, path)
    if (which === undefined) continue
    const text = await textOf(path)
    const list = readList(text, which.kind === 'guess' ? formatOf(text) : which.kind)
    read.push({ path, category: which.category, list, skipped: list.skipped })
  }
  return withTheirExceptions(read)
}

const isExceptions = (path: string): boolean => /(?:^|[/.])exceptions(?:\.gz)?$/.test(path)

function withTheirExceptions(read: readonly FileRead[]): FileRead[] {
  const places = Map.groupBy(
    read.filter(({ path }) => isExceptions(path)),
    placeOf,
  )
  return read.map((one) => {
    if (isExceptions(one.path)) return { ...one, list: { names: [], urls: [], expressions: [] } }
    const exceptions = places.get(placeOf(one)) ?? []
    const allowed = [...(one.list.allowed ?? []), ...exceptions.flatMap(({ list }) => list.names)]
    return { ...one, list: { ...one.list, allowed } }
  })
}

const placeOf = ({ path, category }: FileRead): string => `${dirname(path)}\n${category}`

function whichList(
  folder: string,
  path: string,
): { category: string; kind: ListFormat | 'guess' } | undefined {
  const [, parent = '', name = ''] =
    /^(?:(.*)\/)?([^/]+)$/.exec(path.slice(folder.length + 1).replace(/\.gz$/, '')) ?? []
  const plain = kinds[name]
  if (plain !== undefined) return { category: basename(parent === '' ? folder : parent), kind: plain }
  const dotted = /^(.+)\.([a-z]+)$/.exec(name)
  const kind = kinds[dotted?.[2] ?? '']
  return kind === undefined ? undefined : { category: dotted?.[1] ?? '', kind }
}

async function textOf(path: string): Promise<string> {
  const file = createReadStream(path)
  const bytes = await buffer(limited(path.endsWith('.gz') ? file.pipe(createGunzip()) : file, path))
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

async function* limited(stream: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > listMaxBytes) throw new Refused(`${path} is larger than 512 MB, which no list is.`)
    yield chunk
  }
}
