import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question } from '#/engines/filter/index.ts'
import { aSnapshot } from '../../../test/dns-school.ts'
import { createDecisions, prepareServing } from './serving.ts'

const serving = prepareServing(aSnapshot(), { askAt: 'https://keeper.example/' })
const asker = serving.findAsker('10.1.0.9', Date.UTC(2026, 10, 16, 10, 0))

test('where a decision fails, its form is in no question afterwards', () => {
  const [school] = serving.schools
  assert.ok(asker && school)
  const asked: Question[] = []
  const forms: string[] = []
  let fails = true
  const decide = (question: Question): number => {
    asked.push(question)
    forms.push(question.form)
    if (fails) throw new Error('It cannot be decided')
    return 0
  }
  const decisionOn = createDecisions(Date.now)
  const found = { asker, school: { ...school, decide } }
  const place = { host: 'html.duckduckgo.com', pathAndQuery: '/html/' }
  assert.throws(() => decisionOn(found, { ...place, form: 'q=private' }))
  assert.equal(asked[0]?.form, '', 'and it is kept in none')
  fails = false
  decisionOn(found, place)
  assert.deepEqual(forms, ['q=private', ''])
})
