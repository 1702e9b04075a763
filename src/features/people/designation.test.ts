import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Designation,
  designationProblem,
  endOfPrevious,
  inForceOn,
  isPowerful,
  neededBy,
} from './designation.ts'
import type { Person, PersonKind } from './person.ts'
import { personKindWords } from './person.ts'
import { type DesignatedRole, designatedRoles, isDesignatedRole, roleRow } from './role.ts'

const day = '2026-11-24'
const roles = Object.keys(designatedRoles).filter(isDesignatedRole)
const kinds = Object.keys(personKindWords) as PersonKind[]

const somebody = (kind: PersonKind, leftOn: string | null = null): Person => ({
  id: 'p',
  schoolId: 's',
  kind,
  givenName: 'Ada',
  familyName: 'Example',
  knownAs: null,
  dateOfBirth: null,
  email: null,
  jobTitle: null,
  joinedOn: null,
  leftOn,
})

const holding = (...held: readonly string[]): Designation[] =>
  held.map((role, place) => ({
    id: String(place),
    personId: 'p',
    role,
    startsOn: '2026-09-01',
    endsOn: null,
  }))

/** What makes the role's own row content, so that one constraint is tried at a time. */
const enough = (role: DesignatedRole): Designation[] => holding(...(roleRow(role).needs?.slice(0, 1) ?? []))

test('every role is held only by those who may hold it', () => {
  for (const role of roles) {
    for (const kind of kinds) {
      const problem = designationProblem(somebody(kind), enough(role), { role, startsOn: day })
      const allowed = roleRow(role).heldBy.includes(kind)
      assert.equal(problem === null, allowed, `${kind} as ${role}: ${problem}`)
    }
  }
})

test('a role that needs another is refused without it, and taken with any one that it needs', () => {
  for (const role of roles) {
    const { needs = [], heldBy } = roleRow(role)
    const person = somebody(heldBy[0] ?? 'staff')
    if (needs.length === 0) continue
    assert.match(designationProblem(person, [], { role, startsOn: day }) ?? '', /must also be/)
    for (const need of needs) {
      assert.equal(
        designationProblem(person, holding(need), { role, startsOn: day }),
        null,
        `${role} with ${need}`,
      )
    }
  }
})

test('a role that may never go with another is refused from both sides, also when the other begins later', () => {
  for (const role of roles) {
    for (const barred of roleRow(role).never ?? []) {
      assert.ok(isDesignatedRole(barred))
      assert.ok(roleRow(barred).never?.includes(role), `${barred} must bar ${role} as well`)
      const person = somebody('staff')
      const held = [...enough(role), ...holding(barred)]
      assert.match(designationProblem(person, held, { role, startsOn: day }) ?? '', /may never be/)
      const later = held.map((one) => (one.role === barred ? { ...one, startsOn: '2027-01-01' } : one))
      assert.match(designationProblem(person, later, { role, startsOn: day }) ?? '', /may never be/)
    }
  }
})

test('the senior information risk owner is a senior leader and never the network manager', () => {
  const siro = { role: 'siro', startsOn: day } as const
  assert.match(designationProblem(somebody('staff'), [], siro) ?? '', /senior leader/)
  assert.equal(designationProblem(somebody('staff'), holding('seniorLeader'), siro), null)
  const both = holding('seniorLeader', 'networkManager')
  assert.match(designationProblem(somebody('staff'), both, siro) ?? '', /network manager/)
  const manager = { role: 'networkManager', startsOn: day } as const
  assert.match(designationProblem(somebody('staff'), holding('head', 'siro'), manager) ?? '', /may never/)
})

test('nobody holds a role twice, after leaving, or without what the school asks besides', () => {
  const wanted = { role: 'coordinator', startsOn: day } as const
  assert.match(designationProblem(somebody('staff'), holding('coordinator'), wanted) ?? '', /already/)
  assert.match(designationProblem(somebody('staff', '2026-11-23'), [], wanted) ?? '', /has left/)
  assert.equal(designationProblem(somebody('staff', day), [], wanted), null)
  assert.match(designationProblem(somebody('staff'), [], wanted, { coordinator: 'dsl' }) ?? '', /Settings/)
  assert.equal(designationProblem(somebody('staff'), holding('dsl'), wanted, { coordinator: 'dsl' }), null)
})

test('the previous holder of a single role stops the day before; one who begins later stands in the way', () => {
  const [previous] = holding('dsl')
  assert.ok(previous)
  assert.deepEqual(endOfPrevious(previous, 'Ada', '2027-01-01'), { endsOn: '2026-12-31' })
  assert.ok('problem' in endOfPrevious(previous, 'Ada', '2026-09-01'))
})

test('a role cannot end under another that needs it', () => {
  const [senior, siro] = holding('seniorLeader', 'siro')
  assert.ok(senior && siro)
  assert.equal(neededBy(senior, [senior, siro], day), 'siro')
  assert.equal(neededBy(siro, [senior, siro], day), null)
  const [deputy] = holding('deputyHead')
  assert.ok(deputy)
  assert.equal(neededBy(senior, [senior, siro, { ...deputy, id: 'other' }], day), null)
})

test('both bounds of a designation belong to it', () => {
  const one: Designation = {
    id: '1',
    personId: 'p',
    role: 'dsl',
    startsOn: '2026-09-01',
    endsOn: '2026-12-31',
  }
  assert.deepEqual(
    ['2026-08-31', '2026-09-01', '2026-12-31', '2027-01-01'].map((on) => inForceOn(one, on)),
    [false, true, true, false],
  )
})

test('exactly the roles that give power are granted by two people', () => {
  assert.deepEqual(roles.filter(isPowerful), [
    'head',
    'delegatedSeniorLeader',
    'dsl',
    'deputyDsl',
    'coordinator',
    'monitoringViewer',
    'chairOfGovernors',
  ])
})
