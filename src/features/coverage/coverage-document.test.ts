import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeDocx, writePdf } from '#/platform/documents/write-document.ts'
import type { AssessedClause } from './assess.ts'
import { clausesOf } from './clauses.ts'
import { coverageDocument } from './coverage-document.ts'
import { countStates, type State, stateWords } from './state.ts'

const states: readonly State[] = ['running', 'attention', 'notSetUp', 'notBuilt']

const clauses: AssessedClause[] = clausesOf('B')
  .slice(0, 4)
  .map((clause, turn) => ({
    ...clause,
    state: states[turn] ?? 'running',
    controls: [
      {
        id: `part.${turn}`,
        name: `What keeps promise ${turn}`,
        does: 'runs',
        provedBy: 'a test',
        proved: true,
        state: states[turn] ?? 'running',
        sentence: `Seen in place ${turn}.`,
        lastAt: null,
        mendAt: null,
      },
    ],
  }))

test('the file for governors says each clause, its state and the evidence behind it, as PDF and in Word', async () => {
  const document = coverageDocument({
    schoolName: 'Alder Primary School',
    passages: [{ heading: '1 Review', text: 'We read it.', clauses }],
    counts: countStates(clauses),
    at: new Date('2026-11-24T10:00:00Z'),
  })
  const words = JSON.stringify(document)
  for (const { id, state, controls } of clauses) {
    assert.ok(words.includes(id), id)
    assert.ok(words.includes(stateWords[state].text), state)
    for (const { sentence } of controls) assert.ok(words.includes(sentence), sentence)
  }
  assert.match(words, /1 of 4 clauses are running/)
  assert.ok((await writePdf(document)).subarray(0, 5).equals(Buffer.from('%PDF-')))
  assert.ok((await writeDocx(document)).subarray(0, 2).equals(Buffer.from('PK')))
})
