import type { Permission } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import { recordReads } from '../audit/reads.ts'
import { reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { readTableRequest, type TableDefinition, type TableRequest } from './components/table-request.ts'
import { type CsvTable, csvRoute } from './csv-route.ts'
import type { Html } from './html.ts'
import { type Answer, page, type Route, type WebRequest } from './route.ts'

/** What is wanted of a register: filters hold only choices that its table knows. */
export type RegisterWanted = {
  filters: Readonly<Record<string, string>>
  newestFirst: boolean
  offset: number
  most: number
}

export type Found<Row> = { rows: readonly Row[]; total: number }

export type RegisterRoutes<Row> = {
  path: `/${string}`
  may: Permission
  title: string
  table: TableDefinition
  /** What the trail says of reading it and of taking it away: `sanctions.listed`, `sanctions.exported`. */
  trail: Readonly<Record<'listed' | 'exported', `${string}.${string}`>>
  /** Lines that the actor may see now, and how many there are on all pages. */
  find: (tx: Tx, actor: Actor, wanted: RegisterWanted, now: Date) => Promise<Found<Row>>
  draw: (found: Found<Row> & Pick<WebRequest, 'at' | 'opens'> & { request: TableRequest; now: Date }) => Html
  csv: { head: readonly string[]; line: (row: Row) => readonly string[] }
}

const mostInExport = 5_000

/** A register's two routes: the list with its filters, and the same lines as a file. Both are put on record first. */
export function registerRoutes<Row extends { id: string }>(parts: RegisterRoutes<Row>): readonly Route[] {
  const { path, may, title } = parts
  const what = title.toLowerCase()
  return [
    {
      method: 'GET',
      path,
      may,
      does: `lists ${what}`,
      answer: (request) => showRegister(request, parts),
    },
    csvRoute({
      path: `${path}.csv`,
      may,
      does: `exports ${what}`,
      table: (request) => exportRegister(request, parts),
    }),
  ]
}

async function showRegister<Row extends { id: string }>(
  { context, actor, query, at, opens }: WebRequest,
  { path, title, table, trail, find, draw }: RegisterRoutes<Row>,
): Promise<Answer> {
  const request = readTableRequest(query, table)
  const wanted = { ...wantedOf(request), offset: request.offset, most: request.pageSize }
  const found = await reading(context, actor, (tx) => find(tx, actor, wanted, context.clock()))
  await recordReads(context, actor, [{ did: trail.listed, detail: { ids: idsOf(found) } }])
  return page({
    title,
    section: path,
    wide: true,
    body: draw({ ...found, request, at, opens, now: context.clock() }),
  })
}

async function exportRegister<Row extends { id: string }>(
  { context, actor, query }: WebRequest,
  { title, table, trail, find, csv }: RegisterRoutes<Row>,
): Promise<CsvTable> {
  const wanted = { ...wantedOf(readTableRequest(query, table)), offset: 0, most: mostInExport }
  const found = await reading(context, actor, (tx) => find(tx, actor, wanted, context.clock()))
  await recordReads(context, actor, [{ did: trail.exported, detail: { ids: idsOf(found) } }])
  const fileName = `${title.toLowerCase().replaceAll(' ', '-')}.csv`
  return { fileName, head: csv.head, rows: found.rows.map(csv.line) }
}

const wantedOf = ({ filters, direction }: TableRequest) => ({
  filters,
  newestFirst: direction === 'descending',
})

const idsOf = ({ rows }: Found<{ id: string }>) => rows.map(({ id }) => id)
