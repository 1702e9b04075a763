import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type CsvCell, csvLine, csvLines } from './csv.ts'

async function read(lines: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const line of lines) text += line
  return text
}

test('cells are quoted only where they must be', () => {
  assert.equal(
    csvLine(['plain', 'a,b', 'say "no"', 'two\nlines', 7, undefined]),
    'plain,"a,b","say ""no""","two\nlines",7,\r\n',
  )
})

test('a text that a spreadsheet would run is only shown; a negative number stays a number', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝', '\u200f=', '\u200b@', '\ufeff+']) {
    const [[cell]] = parse(csvLine([`${start}1+1`])) as [[string]]
    assert.equal(cell, `'${start}1+1`)
  }
  assert.equal(csvLine([-3]), '-3\r\n')
})

test('no cell turns the line round, and names in Arabic and Hebrew stay as they are', () => {
  assert.equal(csvLine(['a\u202eb', '\u2067=1\u2069', 'דנה\u200e (Dana)']), "ab,'=1,דנה\u200e (Dana)\r\n")
})

test('the mark for Excel comes first, and only when asked for', async () => {
  assert.equal(await read(csvLines([['a'], ['b']])), 'a\r\nb\r\n')
  assert.equal(await read(csvLines([['a']], { byteOrderMark: true })), '\uFEFFa\r\n')
})

test('another reader gets back what was written, guard aside, and never a formula', async () => {
  const rows = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }))
  await fc.assert(
    fc.asyncProperty(rows, async (written: string[][]) => {
      const back = parse(await read(csvLines(written)), {
        relax_column_count: true,
        record_delimiter: '\r\n',
      }) as string[][]
      assert.deepEqual(
        back.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
        written.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
      )
      assert.ok(back.flat().every((cell) => !/^[=+\-@\t\r]/.test(cell)))
    }),
  )
})

test('rows are asked for one at a time', async () => {
  let asked = 0
  async function* rows(): AsyncGenerator<CsvCell[]> {
    while (asked < 1_000_000) yield [++asked]
  }
  const lines = csvLines(rows())
  await lines.next()
  await lines.return(undefined)
  assert.equal(asked, 1)
})
