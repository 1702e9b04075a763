// Reads the files of an import into rows of one shape, a batch at a time, and notes what is wrong in them.

import { Refused } from '#/kernel/refusal.ts'
import { readCsv } from '#/platform/csv/read-csv.ts'
import { turnsOfOthers } from '#/platform/jobs/give-way.ts'
import { readZip } from '#/platform/zip/read-zip.ts'
import { type Format, oneRoster, schoolDataSync, type TableReader } from './formats.ts'
import { mappedReader } from './mapping.ts'
import { headerOf, type Marks, noMarks, readRow, type Sink } from './read-row.ts'
import type { StagedRow } from './staged-row.ts'
import type { Source } from './store.ts'

/** A file as it was sent. */
export type SentFile = { name: string; bytes: () => AsyncIterable<Uint8Array> }
const zipLimits = { maxEntries: 100, maxUnpackedBytes: 1_000_000_000, maxRatio: 200 }
const mostZipBytes = 60_000_000
const batchRows = 1_000

/** Reads all files, and says whether they hold everybody or only what changed. Throws `Refused` for a file that cannot be read at all. */
export async function readFiles(
  source: Source,
  sent: readonly SentFile[],
  sink: Sink,
): Promise<'bulk' | 'delta'> {
  const files = await unpacked(sent)
  if (source.format === 'table') {
    if (source.mapping === null) throw new Refused('Say first what the columns mean.')
    const marks = noMarks()
    for (const file of files)
      await readTable('table', file, mappedReader(source.mapping), source, sink, marks)
    return 'bulk'
  }
  const format = source.format === 'oneRoster' ? oneRoster : schoolDataSync
  const manifest = await manifestOf(files)
  requireFiles(format, files, manifest, sink)
  const marks = noMarks()
  for (const [table, reader] of Object.entries(format.tables)) {
    const file = files.find(({ name }) => tableName(name) === table)
    if (file && manifest.get(table) !== 'absent') await readTable(table, file, reader, source, sink, marks)
  }
  requireOneSchool(source, marks, sink)
  return modeOf(manifest, marks, sink)
}

const tableName = (name: string): string => (name.split('/').at(-1) ?? '').toLowerCase().replace(/\.csv$/, '')

async function unpacked(sent: readonly SentFile[]): Promise<SentFile[]> {
  const files: SentFile[] = []
  for (const file of sent) {
    if (!file.name.toLowerCase().endsWith('.zip')) files.push(file)
    else
      files.push(
        ...readZip(await whole(file), zipLimits).filter(
          ({ name }) => /\.csv$/i.test(name) && !name.startsWith('__MACOSX/'),
        ),
      )
  }
  const names = files.map(({ name }) => tableName(name))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Refused(`The file ${twice}.csv is there twice. Send each file once.`)
  return files
}

async function whole({ bytes }: SentFile): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes()) {
    length += part.length
    if (length > mostZipBytes)
      throw new Refused('The zip file is larger than 60 MB. Send its CSV files one after the other.')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** OneRoster's manifest: for each file whether it is absent, bulk or delta. Empty where there is none. */
async function manifestOf(files: readonly SentFile[]): Promise<ReadonlyMap<string, string>> {
  const manifest = new Map<string, string>()
  const file = files.find(({ name }) => tableName(name) === 'manifest')
  if (!file) return manifest
  for await (const { cells } of readCsv(file.bytes())) {
    const table = /^file\.(\w+)$/.exec(cells[0] ?? '')?.[1]
    if (table) manifest.set(table.toLowerCase(), (cells[1] ?? '').trim().toLowerCase())
  }
  return manifest
}

function requireFiles(
  format: Format,
  files: readonly SentFile[],
  manifest: ReadonlyMap<string, string>,
  sink: Sink,
): void {
  const here = new Set(files.map(({ name }) => tableName(name)))
  const promised = Object.keys(format.tables).filter((table) =>
    ['bulk', 'delta'].includes(manifest.get(table) ?? ''),
  )
  // A delta in which nobody's own record changed leaves people out.
  const mustHave = [...manifest.values()].includes('delta') ? [] : format.mustHave
  for (const table of new Set([...mustHave, ...promised])) {
    if (!here.has(table))
      sink.problem({
        stops: true,
        file: `${table}.csv`,
        line: null,
        column: null,
        sentence: `The file ${table}.csv is missing.`,
      })
  }
}

async function readTable(
  table: string,
  file: SentFile,
  reader: TableReader,
  source: Source,
  sink: Sink,
  marks: Marks,
): Promise<void> {
  const name = table === 'table' ? 'table' : `${table}.csv`
  let header: ReadonlyMap<string, number> | null = null
  let batch: StagedRow[] = []
  const others = turnsOfOthers()
  for await (const { line, cells } of readCsv(file.bytes())) {
    if (header === null) {
      header = headerOf(cells, name, reader, sink)
      if (header === null) return
      continue
    }
    await others()
    batch.push(...readRow({ header, cells, line, name, reader, source, sink, marks }))
    if (batch.length >= batchRows) {
      await sink.rows(name, batch)
      batch = []
    }
  }
  if (header === null)
    sink.problem({ stops: true, file: name, line: null, column: null, sentence: 'The file is empty.' })
  if (batch.length > 0) await sink.rows(name, batch)
}

function requireOneSchool({ schoolCode }: Source, { schools }: Marks, sink: Sink): void {
  if (schoolCode !== null || schools.size <= 1) return
  const some = [...schools].slice(0, 5).map(([code, name]) => `${name} (${code})`)
  sink.problem({
    stops: true,
    file: 'orgs.csv',
    line: null,
    column: 'sourcedId',
    sentence: `The files hold ${schools.size} schools, and the source does not say which is yours: ${some.join(', ')}. Add a source with the code of your school.`,
  })
}

function modeOf(manifest: ReadonlyMap<string, string>, { deleted }: Marks, sink: Sink): 'bulk' | 'delta' {
  const modes = new Set([...manifest.values()].filter((mode) => mode !== 'absent'))
  if (modes.size > 1)
    sink.problem({
      stops: true,
      file: 'manifest.csv',
      line: null,
      column: 'value',
      sentence:
        'Some files hold everybody (bulk) and others only changes (delta). Export all of them in one way.',
    })
  if (modes.has('bulk') && deleted !== null)
    sink.problem({
      stops: true,
      file: deleted.file,
      line: deleted.line,
      column: 'status',
      sentence:
        'The manifest says that the files hold everybody (bulk), and this line is to be deleted, as in a file of changes (delta).',
    })
  return modes.has('delta') || (modes.size === 0 && deleted !== null) ? 'delta' : 'bulk'
}
