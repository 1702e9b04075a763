import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordProblem } from '#/platform/sign-in/password-rules.ts'
import { designatedRoles } from '../src/features/people/index.ts'
import { castOf } from './cast.ts'
import { boys, families, girls, men, women } from './names.ts'
import { lastSchoolDay, schoolDaysUntil } from './school-days.ts'
import { demoSchools } from './schools.ts'
import { appSecretOf, demoPassword, signInsOf } from './sign-ins.ts'

test('every role of the product is held somewhere', () => {
  const held = new Set(demoSchools.flatMap(({ code }) => castOf(code).flatMap(({ roles }) => roles)))
  assert.deepEqual(
    Object.keys(designatedRoles).filter((role) => !held.has(role)),
    [],
  )
})

test('every school has a safeguarding lead, a deputy, a head and a chair', () => {
  for (const { code } of demoSchools) {
    const roles = castOf(code).flatMap((part) => part.roles)
    for (const role of ['dsl', 'deputyDsl', 'head', 'chairOfGovernors']) assert.ok(roles.includes(role))
  }
})

test('no sign-in name is given twice, and each has a secret of its own', () => {
  const names = demoSchools.flatMap((school) => signInsOf(school).map(({ name }) => name))
  assert.equal(new Set(names).size, names.length)
  assert.equal(new Set(names.map(appSecretOf)).size, names.length)
})

test('the password of the demonstration keeps the rules for passwords', () => {
  for (const school of demoSchools) {
    const ownWords = [school.name, school.slug, ...signInsOf(school).map(({ name }) => name)]
    assert.equal(passwordProblem(demoPassword, { minLength: 14, ownWords }), undefined)
  }
})

test('the demonstration stands on the last school day before today', () => {
  assert.equal(lastSchoolDay(new Date('2026-11-22T15:00:00Z')), '2026-11-20')
  assert.equal(lastSchoolDay(new Date('2026-11-03T15:00:00Z')), '2026-10-23')
  assert.equal(lastSchoolDay(new Date('2027-01-01T15:00:00Z')), '2026-12-18')
})

test('school days are weekdays of three years, and no holidays', () => {
  const days = schoolDaysUntil('2026-11-20')
  assert.equal(days[0], '2024-09-03')
  assert.ok(!days.includes('2026-10-28') && !days.includes('2026-08-12') && !days.includes('2026-05-04'))
})

test('first names and family names are lists without doubles', () => {
  for (const list of [boys, girls, men, women, families]) assert.equal(new Set(list).size, list.length)
})
