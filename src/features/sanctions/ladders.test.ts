import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ladderSchema, pupilLadders, staffLadders } from './ladders.ts'

test('no ladder may let less than the head exclude a pupil or dismiss an adult', () => {
  const exclusion = pupilLadders.throughPhase.levels.map((level) =>
    level.id === 'exclusion' ? { ...level, approver: 'classTeacher' } : level,
  )
  const result = ladderSchema.safeParse({ ...pupilLadders.throughPhase, levels: exclusion })
  assert.match(result.error?.issues[0]?.message ?? '', /needs the head/)
  const dismissal = staffLadders.councilPolicy.levels.map((level) =>
    level.id === 'summary-dismissal' ? { ...level, atLeast: 'minor' } : level,
  )
  assert.equal(ladderSchema.safeParse({ ...staffLadders.councilPolicy, levels: dismissal }).success, false)
})

test('two levels of one name are refused, and a class teacher stops nobody’s internet', () => {
  const { levels } = staffLadders.talkFirst
  assert.equal(
    ladderSchema.safeParse({ ...staffLadders.talkFirst, levels: [...levels, ...levels] }).success,
    false,
  )
  const stopping = pupilLadders.schoolRules.levels.map((level) => ({ ...level, approver: 'classTeacher' }))
  assert.equal(ladderSchema.safeParse({ ...pupilLadders.schoolRules, levels: stopping }).success, false)
})

test('every level cites the clause it comes from', () => {
  for (const ladder of [...Object.values(pupilLadders), ...Object.values(staffLadders)]) {
    for (const { id, clauses } of ladder.levels) assert(clauses.length > 0, id)
  }
})
