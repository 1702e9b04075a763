import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readTableRequest, type TableDefinition, tableQuery } from './table-request.ts'

const definition: TableDefinition = {
  sortable: ['opened', 'kind'],
  sort: 'opened',
  direction: 'descending',
  pageSize: 20,
  filters: [
    { kind: 'choice', name: 'state', label: 'State', choices: [{ value: 'open', text: 'Open' }] },
    { kind: 'day', name: 'from', label: 'From' },
  ],
}

test('an empty query asks for the first page in the usual order', () => {
  assert.deepEqual(readTableRequest({}, definition), {
    sort: 'opened',
    direction: 'descending',
    page: 1,
    pageSize: 20,
    offset: 0,
    filters: {},
  })
})

test('what is asked for is read', () => {
  const request = readTableRequest(
    { sort: 'kind', direction: 'descending', page: '3', state: 'open', from: '2026-11-02' },
    definition,
  )
  assert.deepEqual(request, {
    sort: 'kind',
    direction: 'descending',
    page: 3,
    pageSize: 20,
    offset: 40,
    filters: { state: 'open', from: '2026-11-02' },
  })
})

const strange: readonly (readonly [string, Record<string, unknown>])[] = [
  ['an unknown column', { sort: 'name; drop table' }],
  ['an unknown direction', { direction: 'sideways' }],
  ['a page before the first', { page: '0' }],
  ['a page that is no number', { page: '1e3' }],
  ['an unknown choice', { state: 'secret' }],
  ['a day that does not exist', { from: '2026-02-30' }],
  ['words where a day belongs', { from: 'Robin' }],
  ['a filter that was sent twice', { state: ['open', 'open'] }],
  ['a filter that the table does not have', { name: 'Robin' }],
]
for (const [what, query] of strange) {
  test(`${what} is left out`, () => {
    assert.deepEqual(readTableRequest(query, definition), readTableRequest({}, definition))
  })
}

test('no query makes a request that the table does not know', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('sort', 'direction', 'page', 'state', 'from'), fc.string()),
      (query) => {
        const request = readTableRequest(query, definition)
        assert.ok(definition.sortable.includes(request.sort))
        assert.ok(request.page >= 1 && request.page <= 10_000)
        assert.equal(request.offset, (request.page - 1) * request.pageSize)
      },
    ),
  )
})

test('a link asks for the same again, with its change', () => {
  const request = readTableRequest({ state: 'open', page: '2' }, definition)
  assert.equal(tableQuery(request, { page: 3 }), '?state=open&sort=opened&direction=descending&page=3')
  assert.equal(tableQuery(request, { page: null }), '?state=open&sort=opened&direction=descending')
  const again = Object.fromEntries(new URLSearchParams(tableQuery(request)))
  assert.deepEqual(readTableRequest(again, definition), request)
})
