import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manager, startSlapd } from '../../../test/slapd.ts'
import { type LdapAddress, openLdap } from './ldap.ts'

test('nothing is said to a directory in clear beyond this machine, nor to one whose certificate nobody vouches for', async (t) => {
  const { host, port, certificate } = await startSlapd(t, { tls: true })
  const open = async (address: Partial<LdapAddress>) => {
    const usual = { host, port, security: 'startTls' as const, trusted: certificate }
    await (await openLdap({ ...usual, ...address }, manager.name, manager.password)).close()
  }
  await open({})
  await assert.rejects(open({ trusted: null }), /certificate .* is not to be trusted/)
  await assert.rejects(open({ host: 'localhost.localdomain', security: 'none' }), /Choose LDAPS or StartTLS/)
  await assert.rejects(open({ host: '10.0.0.1', security: 'none' }), /in clear/)
})

test('a wrong password, a port where nobody listens: a sentence, which repeats no password', async (t) => {
  const { host, port, stop } = await startSlapd(t)
  const address = { host, port, security: 'none' as const, trusted: null }
  await assert.rejects(openLdap(address, manager.name, 'wrong-password'), (error: Error) => {
    assert.match(error.message, /does not take our name and password/)
    assert.doesNotMatch(error.message, /wrong-password/)
    return true
  })
  const ldap = await openLdap(address, manager.name, manager.password)
  await assert.rejects(ldap.find('ou=Nowhere,dc=school,dc=example', { uid: 'x' }, ['uid']), /no such place/)
  await ldap.close()
  await stop()
  await assert.rejects(openLdap(address, manager.name, manager.password), /Nobody answers as a directory/)
})
