import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AssessedClause } from './assess.ts'
import { clausesOf } from './clauses.ts'
import { passagesOf } from './passages.ts'

const clauses: AssessedClause[] = clausesOf('B')
  .slice(0, 5)
  .map((clause) => ({ ...clause, state: 'running', controls: [] }))
const [first, second] = clauses.map(({ id }) => id)

test('each clause stands under the paragraph that says it, and none is lost', () => {
  const text = 'We read this policy every year.'
  const passages = passagesOf(clauses, [
    { heading: 'Review', number: '1.1', text, clauses: [first ?? '', second ?? '', 'T1'] },
    { heading: 'Words', number: '1.2', text: 'No promise stands here.', clauses: [] },
  ])
  assert.deepEqual(
    passages.map(({ heading, clauses: here }) => [heading, here.length]),
    [
      ['1.1 Review', 2],
      ['Promises that the text in force does not say', 3],
    ],
  )
  assert.equal(passages[0]?.text, text)
})

test('while no text is in force, clauses stand by the sections that they come from', () => {
  const passages = passagesOf(clauses, [])
  assert.equal(passages.flatMap(({ clauses: here }) => here).length, 5)
  assert.equal(passages[0]?.heading, 'Front page')
  assert.equal(passages[1]?.heading, 'Section 1')
})
