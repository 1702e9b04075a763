import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everythingOffered } from '../../../test/everything-offered.ts'
import { catalogue } from '../practices/catalogue.ts'
import { clauses, clausesOf, parseClauses } from './clauses.ts'
import { systems } from './systems.ts'

const head = 'id\tseed\tsection\tclause\tmode\tsystem'

test('all 751 clauses are there, each of one of the five policies and of a known system', () => {
  assert.equal(clauses.length, 751)
  const sums = (['A', 'B', 'T', 'H', 'R'] as const).map((policy) => clausesOf(policy).length)
  assert.deepEqual(sums, [95, 163, 272, 77, 144])
  assert.deepEqual(clausesOf(null), [])
  const used = new Set(clauses.map(({ system }) => system))
  assert.deepEqual([...used].sort(), Object.keys(systems).sort())
})

test('a broken table of clauses is refused at the start, with the line', () => {
  const row = (id: string, mode = 'record', system = 'audit') =>
    `${id}\t000\tScope\tKeep it.\t${mode}\t${system}`
  assert.equal(parseClauses(`${head}\n${row('A1')}\n`).length, 1)
  assert.throws(() => parseClauses(`id\tclause\n${row('A1')}`), /other columns/)
  assert.throws(() => parseClauses(`${head}\n${row('A1')}\n${row('A1')}`), /one id/)
  assert.throws(() => parseClauses(`${head}\n${row('X1')}`), /no id/)
  assert.throws(() => parseClauses(`${head}\n${row('A1', 'hope')}`), /hope, which nobody knows/)
  assert.throws(() => parseClauses(`${head}\n${row('A1', 'record', 'attic')}`), /attic, which nobody knows/)
})

test('every control serves clauses that there are, and each of them once', () => {
  const ids = new Set(clauses.map((clause) => clause.id))
  for (const { id, clauses: served } of everythingOffered.controls) {
    assert.deepEqual(
      served.filter((clause) => !ids.has(clause)),
      [],
      id,
    )
    assert.equal(new Set(served).size, served.length, id)
  }
})

/** Not of the mode “practice”, and yet something that only people can do. */
const alsoOfPeople = [
  'T3',
  'A10',
  'B29',
  'B118',
  'B121',
  'B125',
  'B153',
  'B156',
  'B157',
  'H16',
  'H17',
  'T258',
]

test('every clause that is about what people do is a practice, and practices serve no other', () => {
  const practised = new Set(catalogue.flatMap((practice) => practice.clauses))
  for (const id of alsoOfPeople) assert.ok(practised.delete(id), id)
  const ofPeople = clauses.filter(({ mode }) => mode === 'practice').map(({ id }) => id)
  assert.deepEqual([...practised].sort(), ofPeople.sort())
})
