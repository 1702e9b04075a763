// Reads CSV that people send in, as a stream: bad encodings and endless lines are refused with the line they are in.

import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Refused } from '#/kernel/refusal.ts'

/** `line` is where the row ends in the file, counted from 1. */
export type CsvRow = { line: number; cells: readonly string[] }

const maxRowCharacters = 65_536
/** What comes in is parsed in pieces of this length: a large one would keep everybody else waiting. */
const parsedAtOnceBytes = 16_384

/**
 * The rows of a CSV file in UTF-8, one after the other, its header first; empty lines are left out and a byte order mark is
 * no part of the first cell. The separator is a comma, or what the header has instead of one. Refuses, with the line: other
 * encodings, control characters, a quotation mark that never closes, and rows of more than 64 KB.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const texts = decoded(bytes)
  const first = await texts.next()
  if (first.done) return
  const parser = parse({
    bom: true,
    info: true,
    delimiter: separatorOf(first.value),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRowCharacters,
  })
  const source = Readable.from(joined(first.value, texts))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>)
      yield { line: info.lines, cells: record }
  } catch (error) {
    throw error instanceof CsvError ? inWords(error) : error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

type Parsed = { record: string[]; info: { lines: number } }

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

function separatorOf(text: string): string {
  const header = text.slice(0, 4096).split(/\r?\n/, 1)[0] ?? ''
  if (header.includes(',')) return ','
  return header.includes(';') ? ';' : header.includes('\t') ? '\t' : ','
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 1
  for await (const part of inPieces(bytes)) {
    const text = decode(decoder, part, line)
    const strange = text.search(/(?![\t\n\v\f\r])\p{Cc}/u)
    if (strange >= 0)
      throw new Refused(
        `Line ${line + linesIn(text.slice(0, strange))} holds a character that no text has. Export the file again as CSV.`,
      )
    line += linesIn(text)
    if (text !== '') yield text
  }
  decode(decoder, undefined, line)
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of bytes) {
    for (let from = 0; from < part.length; from += parsedAtOnceBytes)
      yield part.subarray(from, from + parsedAtOnceBytes)
  }
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  part: Uint8Array | undefined,
  line: number,
): string {
  try {
    return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true })
  } catch {
    throw new Refused(
      `From line ${line + (part ? linesBeforeFault(part) : 0)} on, the file is not in UTF-8, so names with accents would be spoilt. Save it again as “CSV UTF-8”.`,
    )
  }
}

/** How many whole lines of the bytes can be read. */
function linesBeforeFault(part: Uint8Array): number {
  let good = 0
  let from = 0
  for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, from)) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(part.subarray(from, at))
    } catch {
      if (from > 0) return good
    }
    good += 1
    from = at + 1
  }
  return good
}

const linesIn = (text: string): number => text.split('\n').length - 1

function inWords(error: CsvError): Refused {
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : null
  const where = line === null ? 'The file' : `Line ${line}`
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new Refused(
      `${where} is longer than any row of a roster. Look whether a quotation mark is missing.`,
    )
  return new Refused(
    `${where} has a quotation mark in a place where CSV has none, or one that never closes. Export the file again.`,
  )
}
