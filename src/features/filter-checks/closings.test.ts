import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyCode } from '#/platform/settings/settings.ts'
import { presetRules, profileKeys } from '../filtering/index.ts'
import { closedBy, closings, isLaxer } from './closings.ts'
import { controls } from './controls.ts'

const presetFor = (clause: string) => presetRules(clause.charAt(0) as PolicyCode)

test('the rules that a policy starts from close all that its clauses close, and a control shows each of them', () => {
  for (const [clause, { categories, whom }] of Object.entries(closings)) {
    const preset = presetFor(clause)
    const closed = closedBy([clause], profileKeys, preset)
    assert.equal(
      closed.length,
      categories.length * whom.length,
      `${clause} closes what its policy leaves open`,
    )
    assert.ok(!closed.some((one) => isLaxer(one, preset)), clause)
    assert.ok(
      controls.some((one) => one.id.startsWith('filterChecks.') && one.clauses.includes(clause)),
      `${clause} is shown by nothing`,
    )
  }
})

test('rules that close less are laxer, and rules that close more are not', () => {
  const preset = presetRules('A')
  const closed = closedBy(['A41'], ['staff', 'guests'], preset)
  assert.deepEqual(closed, [{ category: 'webmail', profile: 'staff', when: 'lessons' }])
  const withWebmail = (webmail: 'always' | 'schoolDay' | 'lessons' | 'open') => ({
    ...preset,
    staff: { ...preset.staff, categories: { ...preset.staff.categories, webmail } },
  })
  const laxer = (['always', 'schoolDay', 'lessons', 'open'] as const).map((when) =>
    closed.some((one) => isLaxer(one, withWebmail(when))),
  )
  assert.deepEqual(laxer, [false, false, false, true])
})
