import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Client } from 'ldapts'
import { instantAt } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Ldap, LdapDeclined, openLdap } from '#/platform/ldap/ldap.ts'
import { giveBack, type Joined, joined, planAndWrite, setPassword, stop } from '../../../test/a-directory.ts'
import { lookInto } from '../../../test/ground.ts'
import { base, manager, writer } from '../../../test/slapd.ts'
import { openDrift } from './drift-store.ts'
import { compareAtNight, followDirectory } from './follow-accounts.ts'
import { withDirectory } from './reach-directory.ts'
import { unlockLogon } from './unlock-logon.ts'
import { addWaiting, queueOf } from './waiting-store.ts'
import { writeAccount } from './write-account.ts'

const neverExpires = 0x10000
const staffPlace = `ou=Staff,${base}`
const of = (logonName: string) => `cn=${logonName},${staffPlace}`
const shown = [
  ...['sAMAccountName', 'userPrincipalName', 'userAccountControl', 'pwdLastSet', 'lockoutTime'],
  ...['accountExpires', 'displayName', 'employeeNumber', 'sn'],
]

/** What the directory holds of one logon; null when it holds nothing. */
async function entryOf({ look }: Joined, logonName: string) {
  const [found] = await look((ldap) =>
    ldap.find(base, { objectClass: 'user', sAMAccountName: logonName }, shown),
  )
  return found ? { dn: found.dn, of: (name: string) => found.attributes.get(name.toLowerCase())?.[0] } : null
}

/** Bytes of an attribute as they stand there. */
async function bytesOf({ slapd }: Joined, dn: string, attribute: string): Promise<Buffer | undefined> {
  const client = new Client({ url: `ldap://${slapd.host}:${slapd.port}` })
  await client.bind(manager.name, manager.password)
  const { searchEntries } = await client.search(dn, {
    scope: 'base',
    attributes: [attribute],
    explicitBufferAttributes: [attribute],
  })
  await client.unbind()
  const value = searchEntries[0]?.[attribute]
  return Buffer.isBuffer(value) ? value : undefined
}

const likeActiveDirectory = (t: TestContext) => joined(t, { asActiveDirectory: true })

test('in Active Directory’s words: made disabled, started with its first password, stopped by a flag, moved back, ended', async (t) => {
  const all = await likeActiveDirectory(t)
  const { context, school, follow, look, query } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await setPassword(context, school.id, { ...ada, password: 'Päss-word 1', mustChange: true })
  await planAndWrite(all)
  const made = await entryOf(all, 'a.lovelace')
  assert.equal(made?.dn, of('a.lovelace'))
  assert.deepEqual(
    ['userPrincipalName', 'displayName', 'userAccountControl', 'pwdLastSet', 'lockoutTime'].map(made.of),
    ['a.lovelace@school.example', 'Ada Lovelace', '512', '0', '0'],
  )
  assert.deepEqual(
    await bytesOf(all, of('a.lovelace'), 'unicodePwd'),
    Buffer.from('"Päss-word 1"', 'utf16le'),
  )
  // Somebody sets a flag of their own there: what we do not keep stays.
  await look((ldap) =>
    ldap.modify(of('a.lovelace'), [{ replace: 'userAccountControl', values: [String(512 | neverExpires)] }]),
  )
  await stop(context, ada.personId, school.id)
  await follow()
  const flags = async () => Number((await entryOf(all, 'a.lovelace'))?.of('userAccountControl'))
  assert.equal(await flags(), 512 | neverExpires | 2)
  await giveBack(context, ada.personId, school.id)
  await follow()
  assert.equal(await flags(), 512 | neverExpires)
  await look((ldap) => ldap.move(of('a.lovelace'), base))
  await compareAtNight(context, systemActor(school.id))
  const drifts = await lookInto(context, school.id, (tx) => openDrift(tx, school.id, all.connectionId))
  assert.deepEqual(
    drifts.map(({ what }) => what),
    ['place'],
  )
  await query(`update accounts.account set ends_on = '2026-12-31' where id = $1`, [ada.accountId])
  await compareAtNight(context, systemActor(school.id))
  const ended = await entryOf(all, 'a.lovelace')
  const afterwards = BigInt(instantAt('2027-01-01', '00:00').getTime() + 11_644_473_600_000) * 10_000n
  assert.equal(ended?.of('accountExpires'), String(afterwards))
  assert.equal(ended?.dn, `cn=a.lovelace,${base}`, 'what was moved by hand waits for a person')
  const yesterday = new Date(context.clock().getTime() - 24 * 3_600_000)
  const lastLogon = String(BigInt(yesterday.getTime() + 11_644_473_600_000) * 10_000n)
  await look((ldap) =>
    ldap.modify(`cn=a.lovelace,${base}`, [{ replace: 'lastLogonTimestamp', values: [lastLogon] }]),
  )
  await compareAtNight(context, systemActor(school.id))
  const [used] = await query<{ at: Date }>('select last_used_at as at from accounts.account where id = $1', [
    ada.accountId,
  ])
  assert.deepEqual(used?.at, yesterday)
})

test('in Active Directory’s words: a pupil moves, a lock ends, a new password ends a lock, nothing is left waiting', async (t) => {
  const all = await likeActiveDirectory(t)
  const { context, school, technician, connectionId, follow, look, query } = all
  const [max] = await all.giveLogons(['Max Power'])
  assert.ok(max)
  await setPassword(context, school.id, { ...max, password: 'first-password-1', mustChange: false })
  await planAndWrite(all)
  assert.equal((await entryOf(all, 'm.power'))?.of('pwdLastSet'), '-1')
  const lock = () =>
    look((ldap) => ldap.modify(of('m.power'), [{ replace: 'lockoutTime', values: ['134400000000000000'] }]))
  await lock()
  await unlockLogon(context, technician, connectionId, 'm.power')
  assert.equal((await entryOf(all, 'm.power'))?.of('lockoutTime'), '0')
  await lock()
  await setPassword(context, school.id, { ...max, password: 'second-password-2', mustChange: true })
  await follow()
  const reset = await entryOf(all, 'm.power')
  assert.deepEqual([reset?.of('lockoutTime'), reset?.of('pwdLastSet')], ['0', '0'])
  assert.deepEqual(
    await bytesOf(all, of('m.power'), 'unicodePwd'),
    Buffer.from('"second-password-2"', 'utf16le'),
  )
  await query(`update people.person set kind = 'volunteer' where id = $1`, [max.personId])
  await compareAtNight(context, systemActor(school.id))
  assert.equal((await entryOf(all, 'm.power'))?.dn, `cn=m.power,ou=Others,${base}`)
  const { waiting } = await lookInto(context, school.id, (tx) => queueOf(tx, school.id, connectionId))
  assert.equal(waiting, 0)
})

test('an entry of Active Directory’s own is taken over with its bytes as they were, and a password never goes in clear', async (t) => {
  const all = await likeActiveDirectory(t)
  const { slapd, look } = all
  await all.giveLogons(['Ada Lovelace'])
  const guid = Buffer.from('00ff80c3280d0a5c2a2900ffeeddccbb', 'hex')
  const theirs = `cn=Lovelace\\2c Ada,${base}`
  await look(async (ldap) => {
    const classes = ['top', 'person', 'organizationalPerson', 'user']
    const names = { sn: ['Lovelace'], sAMAccountName: ['A.Lovelace'], userAccountControl: ['512'] }
    await ldap.add(theirs, { objectClass: classes, cn: ['Lovelace, Ada'], ...names })
    await ldap.modify(theirs, [{ replace: 'objectGUID', values: [guid] }])
  })
  await planAndWrite(all)
  const ours = await entryOf(all, 'a.lovelace')
  assert.equal(ours?.dn, `cn=Lovelace\\2C Ada,${staffPlace}`)
  assert.match(ours.of('employeeNumber') ?? '', /^schoolkeeper:/)
  assert.deepEqual(await bytesOf(all, ours.dn, 'objectGUID'), guid)
  const inClear = { host: slapd.host, port: slapd.port, security: 'none' as const, trusted: null }
  const ldap = await openLdap(inClear, writer.name, writer.password)
  const password = { replace: 'unicodePwd', values: [Buffer.from('"in clear"', 'utf16le')] }
  await assert.rejects(ldap.modify(ours.dn, [password]), /declined: insufficient access \(50\)/)
  await ldap.close()
})

/** OpenLDAP starts it all the same, so this rule of Windows is said here in its words. */
const startingNobodyWithoutPassword =
  (all: Joined) =>
  (ldap: Ldap): Ldap => ({
    ...ldap,
    modify: async (dn, changes) => {
      const starts = changes.some(
        ({ replace, values }) => replace === 'userAccountControl' && values[0] === '512',
      )
      if (starts && !(await bytesOf(all, dn, 'unicodePwd')))
        throw new LdapDeclined('unwilling to perform', 53)
      await ldap.modify(dn, changes)
    },
  })

test('Active Directory starts nobody without a password: it says so, and the first password starts it', async (t) => {
  const all = await likeActiveDirectory(t)
  const { context, school, connectionId, query, setTime } = all
  await planAndWrite(all)
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  const system = systemActor(school.id)
  const asWindows = startingNobodyWithoutPassword(all)
  const write = () =>
    withDirectory(context, system, connectionId, (reached) =>
      writeAccount(context, system, { ...reached, ldap: asWindows(reached.ldap) }, ada.accountId),
    )
  await assert.rejects(write(), /has no password there yet. Give it one: that starts it/)
  const works = async () => (await entryOf(all, 'a.lovelace'))?.of('userAccountControl')
  assert.equal(await works(), '514')
  const reach: typeof withDirectory = (of, actor, id, work) =>
    withDirectory(of, actor, id, (reached) => work({ ...reached, ldap: asWindows(reached.ldap) }))
  const follow = () => followDirectory(context, system, connectionId, reach)
  await follow()
  const waiting = () =>
    query<{ hours: number; declined: string }>(
      `select extract(epoch from not_before - $1::timestamptz)::int / 3600 as hours, declined from directories.waiting`,
      [context.clock()],
    )
  assert.deepEqual(
    (await waiting()).map(({ hours }) => hours),
    [24],
    'not each hour: only a password helps',
  )
  const held = () =>
    query<{ state: string }>(
      `select state from tasks.task where kind = 'directories.held' order by created_at`,
    )
  assert.deepEqual(await held(), [{ state: 'open' }])
  setTime('2026-11-25T03:20:00Z')
  await lookInto(context, school.id, (tx) =>
    addWaiting(tx, school.id, connectionId, [ada.accountId], context.clock()),
  )
  await follow()
  await follow()
  assert.deepEqual(await held(), [{ state: 'open' }], 'the same one after another night')
  await setPassword(context, school.id, { ...ada, password: 'first-password-1', mustChange: true })
  await follow()
  assert.equal(await works(), '512')
  assert.deepEqual([await waiting(), await held()], [[], [{ state: 'done' }]])
})
