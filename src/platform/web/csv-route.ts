// The only way in which a page of ours becomes a spreadsheet: every cell is guarded, and the route says that it exports.

import { Readable } from 'node:stream'
import { type CsvCell, csvLines } from '../csv/csv.ts'
import { download, type Route, type WebRequest } from './route.ts'

/** `rows` are put on record by whoever finds them, before they are returned. */
export type CsvTable = {
  fileName: string
  head: readonly string[]
  rows: readonly (readonly CsvCell[])[]
}

/** A route that answers a register as CSV. A test attacks each of them (`test/csv-exports.test.ts`). */
export function csvRoute({
  table,
  ...route
}: Omit<Route, 'method' | 'answer' | 'gives'> & {
  table: (request: WebRequest) => Promise<CsvTable>
}): Route {
  return {
    ...route,
    method: 'GET',
    gives: 'csv',
    answer: async (request) => {
      const { fileName, head, rows } = await table(request)
      return download({
        fileName,
        contentType: 'text/csv; charset=utf-8',
        content: Readable.from(csvLines([head, ...rows], { byteOrderMark: true })),
      })
    },
  }
}
