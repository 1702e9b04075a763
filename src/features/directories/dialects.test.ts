import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LdapEntry } from '#/platform/ldap/ldap.ts'
import { dialects } from './dialects.ts'

const { activeDirectory, openLdap } = dialects
const entry = (attributes: Record<string, string>): LdapEntry => ({
  dn: 'cn=a.lovelace,dc=x',
  attributes: new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), [value]])),
})

test('Active Directory stops by a flag, and every other flag stays', () => {
  const neverExpires = 0x10000
  const found = entry({ userAccountControl: String(neverExpires | 0x200) })
  assert.equal(activeDirectory.read(found).works, 'yes')
  const [stop] = activeDirectory.write([{ what: 'works', from: 'yes', to: 'no' }], found)
  assert.deepEqual(stop, { replace: 'userAccountControl', values: [String(neverExpires | 0x202)] })
  const stopped = entry({ userAccountControl: String(neverExpires | 0x202) })
  assert.equal(activeDirectory.read(stopped).works, 'no')
  const [start] = activeDirectory.write([{ what: 'works', from: 'no', to: 'yes' }], stopped)
  assert.deepEqual(start?.values, [String(neverExpires | 0x200)])
})

test('each kind of directory says the last day its own way, and reads it back as that day', () => {
  for (const [dialect, attribute] of [
    [activeDirectory, 'accountExpires'],
    [openLdap, 'pwdEndTime'],
  ] as const) {
    for (const day of ['2026-03-29', '2026-07-21', '2026-12-31', '']) {
      const [change] = dialect.write([{ what: 'lastDay', from: '', to: day }], null)
      assert.equal(change?.replace, attribute)
      assert.equal(dialect.read(entry({ [attribute]: String(change?.values[0] ?? '') })).lastDay, day)
    }
  }
  assert.equal(activeDirectory.read(entry({ accountExpires: '9223372036854775807' })).lastDay, '')
  // The first moment of 1 January 2027, in hundreds of nanoseconds since 1601.
  const [end] = activeDirectory.write([{ what: 'lastDay', from: '', to: '2026-12-31' }], null)
  assert.deepEqual(end?.values, ['134432352000000000'])
})

test('Active Directory takes a password in quotes and UTF-16, and makes a new entry that does not work yet', () => {
  const change = activeDirectory.passwordChange?.('Päss')
  assert.equal(change?.replace, 'unicodePwd')
  assert.deepEqual(change?.values, [Buffer.from('"Päss"', 'utf16le')])
  const made = activeDirectory.create({
    logonName: 'a.lovelace',
    ownId: 'schoolkeeper:1',
    logonDomain: 'school.example',
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    familyName: 'Lovelace',
    works: 'yes',
    lastDay: '',
  })
  assert.deepEqual(made.userAccountControl, ['514'])
  assert.deepEqual(made.userPrincipalName, ['a.lovelace@school.example'])
})
