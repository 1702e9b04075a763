import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { sent } from '../../../test/a-source.ts'
import { place, type Said } from './entry.ts'
import { patchGroup, readGroup } from './read-group.ts'
import { patchUser, readUser } from './read-user.ts'
import { asksOf } from './scim-filter.ts'
import { readOperations } from './scim-operations.ts'
import { ScimRefused } from './scim-refusal.ts'

const refused = (scimType: string, work: () => unknown): void => {
  assert.throws(work, (error: unknown) => error instanceof ScimRefused && error.scimType === scimType)
}
const patched = (said: Said, message: unknown) => patchUser(said, readOperations(message))
const wren = readUser(sent('entra-new-pupil'))

test('an account of Entra is read, and only what a school needs of it is kept', () => {
  assert.deepEqual(wren, {
    userName: 'wren.ashby@alder.example',
    externalId: 'P-2041',
    givenName: 'Wren',
    familyName: 'Ashby',
    displayName: 'Wren Ashby',
    email: 'wren.ashby@alder.example',
    title: null,
    userType: 'Student',
    active: true,
  })
})

test('Entra’s capital operations, text for booleans, filters in paths and keys that are paths are understood', () => {
  assert.equal(patched(wren, sent('entra-close')).active, false)
  assert.equal(patched({ ...wren, active: false }, sent('entra-open')).active, true)
  const renamed = patched(wren, sent('entra-rename'))
  assert.equal(renamed.familyName, 'Ashby-Lowe')
  assert.equal(renamed.email, 'wren.lowe@alder.example')
  const { displayName, givenName, email, title } = patched(wren, sent('entra-without-path'))
  assert.deepEqual(
    [displayName, givenName, email, title],
    ['Wren A.', 'Wrenna', 'wrenna@alder.example', 'Librarian'],
  )
})

test('Google’s shapes are understood: one of several addresses, operations without a path', () => {
  const jory = readUser(sent('google-new-pupil'))
  assert.equal(jory.email, 'jory.finch@alder.example')
  assert.equal(patched(jory, sent('google-suspend')).active, false)
})

test('removing, replacing and emptying parts of an account', () => {
  const after = (op: string, path: string | undefined, value?: unknown) =>
    patched(wren, { Operations: [{ op, path, value }] })
  assert.equal(after('remove', 'emails[type eq "work"]').email, null)
  assert.equal(after('remove', 'name').familyName, null)
  assert.equal(after('replace', 'title', '').title, null)
  assert.equal(after('replace', 'title', [{ value: 'Prefect' }]).title, 'Prefect')
  assert.equal(
    after('replace', 'emails', [{ value: 'one@home.example', type: 'home' }]).email,
    'one@home.example',
  )
  assert.equal(after('replace', 'emails[type eq "home"].value', 'x@home.example').email, wren.email)
  assert.equal(after('replace', 'nickName', 'W').displayName, wren.displayName)
})

test('what has the wrong shape is refused in the words of the protocol', () => {
  const one = (operation: unknown) => () => patched(wren, { Operations: [operation] })
  refused('invalidValue', () => readUser({ name: { givenName: 'Nobody' } }))
  refused('invalidValue', () => readUser({ userName: { deep: true } }))
  refused('invalidValue', () => readUser({ userName: 'a'.repeat(201) }))
  refused('invalidValue', () => readUser({ userName: 'a', active: 'perhaps' }))
  refused('invalidValue', () => readUser({ userName: 'a', emails: [{ value: 'no address' }] }))
  refused('invalidSyntax', () => readUser(['a']))
  refused('invalidSyntax', () => readUser(null))
  refused('invalidSyntax', () => readOperations({}))
  refused('invalidSyntax', () => readOperations({ Operations: [] }))
  refused('invalidSyntax', one({ op: 'steal', path: 'title', value: 'x' }))
  refused('invalidSyntax', one({ op: 'replace', path: 7, value: 'x' }))
  refused('noTarget', one({ op: 'remove' }))
  refused('mutability', one({ op: 'replace', path: 'id', value: newId() }))
  refused('invalidPath', one({ op: 'replace', path: 'name..x', value: 'x' }))
  refused('invalidPath', one({ op: 'replace', path: 'emails[type eq "work"', value: 'x' }))
  refused('invalidValue', one({ op: 'remove', path: 'userName' }))
})

test('names that would reach into objects themselves change nothing', () => {
  const hostile = JSON.parse(
    '{"userName":"a","__proto__":{"active":false},"constructor":{"prototype":{"title":"x"}}}',
  )
  const said = readUser(Object.fromEntries(Object.entries(hostile).filter(([key]) => key !== '__proto__')))
  assert.equal(said.title, null)
  assert.equal(({} as { title?: string }).title, undefined)
  refused('invalidPath', () =>
    patched(wren, { Operations: [{ op: 'add', path: '__proto__.title', value: 'x' }] }),
  )
  assert.deepEqual(patched(wren, { Operations: [{ op: 'add', path: 'constructor', value: 'x' }] }), wren)
})

test('members come and go as Entra and the standard write it', () => {
  const [one, two] = [newId(), newId()]
  const group = readGroup({ displayName: '5 Ash', members: [{ value: one }] })
  const after = (message: unknown) => [...patchGroup(group, readOperations(message)).members]
  assert.deepEqual(after(sent('entra-group-add', two)), [one, two])
  assert.deepEqual(after(sent('entra-group-remove-list', one)), [])
  assert.deepEqual(after(sent('entra-group-remove-path', one)), [])
  assert.deepEqual(after({ Operations: [{ op: 'replace', path: 'members', value: [{ value: two }] }] }), [
    two,
  ])
  assert.deepEqual(after({ Operations: [{ op: 'remove', path: 'members' }] }), [])
  refused('invalidValue', () => after(sent('entra-group-add', 'not-an-id')))
  refused('invalidPath', () => after({ Operations: [{ op: 'add', path: 'owner', value: 'x' }] }))
  refused('invalidValue', () => readGroup({ members: [] }))
})

test('a filter asks for equal values joined by and; everything else is refused', () => {
  const known = {
    username: 'userName',
    externalid: 'externalId',
    'emails[type eq "work"].value': 'email',
  } as const
  assert.deepEqual(asksOf('userName eq "Wren \\"W\\" Ashby" and externalId eq "P-1"', known), [
    { name: 'userName', value: 'Wren "W" Ashby' },
    { name: 'externalId', value: 'P-1' },
  ])
  assert.deepEqual(asksOf('emails[type eq "work"].value Eq "a@b.example"', known), [
    { name: 'email', value: 'a@b.example' },
  ])
  for (const filter of [
    'userName eq',
    'userName eq "a" or externalId eq "b"',
    'userName co "a"',
    'not (userName eq "a")',
    'userName eq "a\' or 1=1 --',
    'userName eq "a"; drop table people.person',
    'constructor eq "a"',
    'password eq "a"',
    `userName eq "${'a'.repeat(1_000)}"`,
    Array.from({ length: 9 }, () => 'userName eq "a"').join(' and '),
  ])
    refused('invalidFilter', () => asksOf(filter, known))
})

test('an account is somebody here, a new pupil, or a question for a person', () => {
  const today = '2026-11-24'
  const ada = { id: 'ada', kind: 'staff' as const, leftOn: null, known: false }
  const placed = (said: Partial<Said>, candidates: Parameters<typeof place>[1]['candidates']) =>
    place({ ...wren, ...said }, { brings: 'both', candidates, today })
  assert.deepEqual(placed({}, []), { does: 'joins' })
  assert.deepEqual(placed({ userType: 'Staff' }, []), { does: 'waits', because: 'adult' })
  assert.deepEqual(placed({ userType: null }, []), { does: 'waits', because: 'kind' })
  assert.deepEqual(placed({ familyName: null }, []), { does: 'waits', because: 'name' })
  assert.deepEqual(placed({}, [ada]), { does: 'waits', because: 'otherKind' })
  assert.deepEqual(placed({ userType: 'Staff' }, [ada]), { does: 'isPerson', personId: 'ada' })
  assert.deepEqual(placed({ userType: 'Staff' }, [ada, { ...ada, id: 'other' }]), {
    does: 'waits',
    because: 'several',
  })
  assert.deepEqual(placed({ userType: 'Staff' }, [{ ...ada, leftOn: '2026-07-21' }]), {
    does: 'waits',
    because: 'left',
  })
})
