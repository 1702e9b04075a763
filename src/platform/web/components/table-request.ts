/** A choice or a day that narrows a table. Words never do: a search is sent by POST, so that no name is in an address. */
export type TableFilter =
  | { kind: 'choice'; name: string; label: string; choices: readonly { value: string; text: string }[] }
  | { kind: 'day'; name: string; label: string }

export type Direction = 'ascending' | 'descending'

/** What a table allows to be asked of it. */
export type TableDefinition = {
  /** Keys of the columns that it can be sorted by. */
  sortable: readonly string[]
  sort: string
  direction: Direction
  pageSize?: number
  filters?: readonly TableFilter[]
}

/** What is asked of a table, checked: every key is known, every filter one of its choices or a day. */
export type TableRequest = {
  sort: string
  direction: Direction
  /** From 1. */
  page: number
  pageSize: number
  /** How many rows come before this page. */
  offset: number
  filters: Readonly<Record<string, string>>
}

const usualPageSize = 25
const lastPage = 10_000

/** Reads an address's query. Whatever the table does not know is left out rather than refused: links grow old. */
export function readTableRequest(
  query: Readonly<Record<string, unknown>>,
  definition: TableDefinition,
): TableRequest {
  const sort = definition.sortable.find((key) => key === query.sort) ?? definition.sort
  const pageSize = definition.pageSize ?? usualPageSize
  const page = pageOf(query.page)
  return {
    sort,
    direction: directionOf(query.direction, sort === definition.sort ? definition.direction : 'ascending'),
    page,
    pageSize,
    offset: (page - 1) * pageSize,
    filters: Object.fromEntries(
      (definition.filters ?? []).flatMap((filter) => {
        const value = query[filter.name]
        return typeof value === 'string' && allowed(filter, value) ? [[filter.name, value]] : []
      }),
    ),
  }
}

/** The query that asks for the same again, with changes. An answer of `null` leaves a part out. */
export function tableQuery(
  request: TableRequest,
  changes: Readonly<Record<string, string | number | null>> = {},
): string {
  const parts = {
    ...request.filters,
    sort: request.sort,
    direction: request.direction,
    page: request.page,
    ...changes,
  }
  const kept = Object.entries(parts).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as const],
  )
  return `?${new URLSearchParams(Object.fromEntries(kept))}`
}

function pageOf(text: unknown): number {
  const page = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 1
  return Math.min(Math.max(page, 1), lastPage)
}

function directionOf(text: unknown, usual: Direction): Direction {
  return text === 'ascending' || text === 'descending' ? text : usual
}

function allowed(filter: TableFilter, value: string): boolean {
  return filter.kind === 'choice' ? filter.choices.some((choice) => choice.value === value) : isDay(value)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
