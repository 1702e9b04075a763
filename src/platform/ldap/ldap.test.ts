import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base, manager, startSlapd } from '../../../test/slapd.ts'
import { type LdapAddress, openLdap } from './ldap.ts'

test('nothing is said to a directory in clear beyond this machine, nor to one whose certificate nobody vouches for', async (t) => {
  const { host, port, certificate } = await startSlapd(t, { vouched: 'rightly' })
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

test('a directory is reached over LDAPS and StartTLS when the school’s own authority vouches for its name today, and not otherwise', async (t) => {
  const good = await startSlapd(t, { vouched: 'rightly' })
  const ways = (slapd: typeof good) =>
    [
      { host: slapd.host, port: slapd.ldapsPort, security: 'ldaps', trusted: slapd.certificate },
      { host: slapd.host, port: slapd.port, security: 'startTls', trusted: slapd.certificate },
    ] as const
  for (const way of ways(good)) {
    const ldap = await openLdap(way, manager.name, manager.password)
    assert.equal((await ldap.find(base, { ou: 'People' }, ['ou'])).length, 1, way.security)
    await ldap.close()
    const byNobody = openLdap({ ...way, trusted: null }, manager.name, manager.password)
    await assert.rejects(byNobody, /not to be trusted .* nobody we know vouches for it/, way.security)
  }
  for (const [vouched, code] of [
    ['forAnotherName', /ALTNAME_INVALID\): it is for another name/],
    ['until2001', /CERT_HAS_EXPIRED\): it is out of date/],
  ] as const) {
    const bad = await startSlapd(t, { vouched })
    for (const way of ways(bad)) {
      await assert.rejects(openLdap(way, manager.name, manager.password), code, `${vouched} ${way.security}`)
      const other = { ...way, trusted: good.certificate }
      await assert.rejects(openLdap(other, manager.name, manager.password), /not to be trusted/)
    }
  }
})
