import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import {
  canLogOn,
  everything,
  giveBack,
  joined,
  people,
  planAndWrite,
  setPassword,
  staffDn,
  stop,
} from '../../../test/a-directory.ts'
import { lookInto } from '../../../test/ground.ts'
import { base } from '../../../test/slapd.ts'
import { closed, opened } from '../accounts/index.ts'
import { openDrift } from './drift-store.ts'
import { compareAtNight } from './follow-accounts.ts'
import { agreeToPlan, makePlan } from './make-plan.ts'
import { countLines, newestPlan } from './plan-store.ts'
import { settleDifference } from './settle-drift.ts'
import { unlockLogon } from './unlock-logon.ts'
import { queueOf } from './waiting-store.ts'

test('a plan is shown before anything is written, and what it says is what the directory holds afterwards', async (t) => {
  const all = await joined(t)
  const { context, school, technician, connectionId, look, follow } = all
  await all.giveLogons(['Ada Lovelace', 'Zoë O’Brien,+"x', 'Max Power'])
  await look((ldap) =>
    ldap.add(`uid=m.power,${base}`, {
      objectClass: ['inetOrgPerson'],
      uid: ['m.power'],
      cn: ['Max'],
      sn: ['Power'],
    }),
  )
  await follow()
  await makePlan(context, technician, connectionId)
  const before = await look((ldap) => ldap.find(base, people, everything))
  assert.equal(before.length, 1)
  const plan = await lookInto(context, school.id, (tx) => newestPlan(tx, school.id, connectionId))
  assert.ok(plan)
  const counts = await lookInto(context, school.id, (tx) => countLines(tx, school.id, plan.id))
  assert.deepEqual(Object.fromEntries(counts.map(({ does, count }) => [does, count])), {
    create: 2,
    takeOver: 1,
  })
  await agreeToPlan(context, technician, connectionId, plan.id)
  await assert.rejects(agreeToPlan(context, technician, connectionId, plan.id), /agreed to already/)
  await follow()
  const after = await look((ldap) => ldap.find(base, people, everything))
  assert.deepEqual(after.map(({ dn }) => dn).sort(), ['a.lovelace', 'm.power', 'z.obrienx'].map(staffDn))
  assert.ok(
    after.every(({ attributes }) => attributes.get('employeenumber')?.[0]?.startsWith('schoolkeeper:')),
  )
  assert.ok(after.some(({ attributes }) => attributes.get('displayname')?.[0] === 'Zoë O’Brien,+"x'))
  await planAndWrite(all)
  assert.deepEqual(await look((ldap) => ldap.find(base, people, everything)), after)
})

test('a logon that is stopped cannot be used at the directory, and works again when it is given back', async (t) => {
  const all = await joined(t)
  const { context, school, slapd, follow } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await setPassword(context, school.id, { ...ada, password: 'first-password-1', mustChange: false })
  await planAndWrite(all)
  const dn = staffDn('a.lovelace')
  assert.equal(await canLogOn(slapd, dn, 'first-password-1'), true)
  await stop(context, ada.personId, school.id)
  await follow()
  assert.equal(await canLogOn(slapd, dn, 'first-password-1'), false)
  await giveBack(context, ada.personId, school.id)
  await follow()
  assert.equal(await canLogOn(slapd, dn, 'first-password-1'), true)
})

test('a new password works at the directory, has to be changed at once and ends a lock', async (t) => {
  const all = await joined(t)
  const { context, school, slapd, follow, look, query, technician, connectionId } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await planAndWrite(all)
  const dn = staffDn('a.lovelace')
  await setPassword(context, school.id, { ...ada, password: 'first-password-1', mustChange: false })
  const [kept] = await query<{ text: string }>('select new_password::text as text from directories.waiting')
  assert.ok(kept && !kept.text.includes(Buffer.from('first-password-1').toString('hex')))
  await follow()
  const lockOut = async () => {
    for (let tries = 0; tries < 4; tries += 1) await canLogOn(slapd, dn, 'wrong')
    assert.equal(await canLogOn(slapd, dn, 'first-password-1'), false)
  }
  await lockOut()
  await assert.rejects(
    unlockLogon(context, technician, connectionId, 'nobody'),
    /No logon of this name works/,
  )
  await unlockLogon(context, technician, connectionId, 'A.Lovelace')
  assert.equal(await canLogOn(slapd, dn, 'first-password-1'), true)
  await lockOut()
  await setPassword(context, school.id, { ...ada, password: 'second-password-2', mustChange: true })
  await follow()
  assert.equal(await canLogOn(slapd, dn, 'second-password-2'), true)
  const [entry] = await look((ldap) => ldap.find(base, { uid: 'a.lovelace' }, everything))
  assert.equal(entry?.attributes.get('pwdreset')?.[0], 'TRUE')
  assert.deepEqual(await query('select 1 from directories.waiting'), [])
})

test('a logon’s last day stands in the directory, which lets nobody in afterwards, and goes when it is lifted', async (t) => {
  const all = await joined(t)
  const { context, school, slapd, look, query } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await setPassword(context, school.id, { ...ada, password: 'first-password-1', mustChange: false })
  await planAndWrite(all)
  const night = () => compareAtNight(context, systemActor(school.id))
  const end = async () => {
    const [entry] = await look((ldap) => ldap.find(base, { uid: 'a.lovelace' }, ['pwdEndTime']))
    return entry?.attributes.get('pwdendtime')?.[0]
  }
  const endsOn = (day: string | null) =>
    query('update accounts.account set ends_on = $1 where id = $2', [day, ada.accountId])
  await endsOn('2026-12-31')
  await night()
  assert.equal(await end(), '20270101000000Z')
  const over = { replace: 'pwdEndTime', values: ['20200101000000Z'] }
  await look((ldap) => ldap.modify(staffDn('a.lovelace'), [over]))
  assert.equal(await canLogOn(slapd, staffDn('a.lovelace'), 'first-password-1'), false)
  await look((ldap) => ldap.modify(staffDn('a.lovelace'), [{ ...over, values: ['20270101000000Z'] }]))
  await endsOn(null)
  await night()
  assert.equal(await end(), undefined)
  assert.equal(await canLogOn(slapd, staffDn('a.lovelace'), 'first-password-1'), true)
})

test('a directory that is down is said, caught up with afterwards, and nothing is doubled', async (t) => {
  const all = await joined(t)
  const { context, school, connectionId, slapd, follow, look, setTime, query } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await planAndWrite(all)
  await slapd.stop()
  const [max] = await all.giveLogons(['Max Power'])
  await stop(context, ada.personId, school.id)
  await follow()
  setTime('2026-11-24T11:01:00Z')
  await follow()
  const queue = () => lookInto(context, school.id, (tx) => queueOf(tx, school.id, connectionId))
  assert.equal((await queue()).waiting, 2)
  const tasks = () => query<{ state: string }>(`select state from tasks.task where kind = 'directories.away'`)
  assert.deepEqual(await tasks(), [{ state: 'open' }])
  await slapd.start()
  await follow()
  await follow()
  assert.equal((await queue()).waiting, 0)
  assert.deepEqual(await tasks(), [{ state: 'done' }])
  const entries = await look((ldap) => ldap.find(base, people, everything))
  assert.deepEqual(entries.map(({ dn }) => dn).sort(), [staffDn('a.lovelace'), staffDn('m.power')])
  // Written, and then the note of it lost: the next time finds its own entry again.
  await query('delete from directories.entry where account_id = $1', [max?.accountId])
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) =>
    announce(context, tx, system, opened, { accounts: max ? [max] : [] }),
  )
  await follow()
  assert.equal((await look((ldap) => ldap.find(base, people, everything))).length, 2)
})

test('what was changed by hand is listed and left, until somebody writes ours or lets theirs stand', async (t) => {
  const all = await joined(t)
  const { context, school, technician, connectionId, look, follow } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await planAndWrite(all)
  const dn = staffDn('a.lovelace')
  const rename = (name: string) =>
    look((ldap) => ldap.modify(dn, [{ replace: 'displayName', values: [name] }]))
  const shown = async () => {
    const [entry] = await look((ldap) => ldap.find(base, { uid: 'a.lovelace' }, everything))
    return entry?.attributes.get('displayname')?.[0]
  }
  const night = () => compareAtNight(context, systemActor(school.id))
  const drifts = () => lookInto(context, school.id, (tx) => openDrift(tx, school.id, connectionId))
  await rename('Countess')
  await night()
  const [first] = await drifts()
  assert.deepEqual([first?.what, first?.ours, first?.theirs], ['displayName', 'Ada Lovelace', 'Countess'])
  assert.equal(await shown(), 'Countess')
  const settle = (driftId: string, as: 'ours' | 'theirs') =>
    settleDifference(context, technician, { connectionId, driftId, as })
  await settle(first?.id ?? '', 'ours')
  await follow()
  assert.equal(await shown(), 'Ada Lovelace')
  await rename('Countess')
  await night()
  const [second] = await drifts()
  await settle(second?.id ?? '', 'theirs')
  await night()
  assert.deepEqual(await drifts(), [])
  assert.equal(await shown(), 'Countess')
  // A stop is written whatever was changed by hand.
  await look((ldap) => ldap.move(dn, base))
  await stop(context, ada.personId, school.id)
  await follow()
  const [moved] = await look((ldap) => ldap.find(base, { uid: 'a.lovelace' }, ['pwdAccountLockedTime']))
  assert.equal(moved?.dn, `uid=a.lovelace,${base}`)
  assert.equal(moved?.attributes.get('pwdaccountlockedtime')?.[0], '000001010000Z')
})

test('a plan that stops many is agreed to by somebody else, and many changes at once wait for a plan', async (t) => {
  const all = await joined(t)
  const { context, school, otherSchool, technician, connectionId, follow, look } = all
  const names = Array.from(
    { length: 66 },
    (_, index) => `Pat Person${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}`,
  )
  const given = await all.giveLogons(names)
  await planAndWrite(all)
  assert.equal((await look((ldap) => ldap.find(base, people, everything))).length, 66)
  const system = systemActor(school.id)
  await all.query('update accounts.account set closed_at = now()')
  await inTransaction(context, system, (tx) => announce(context, tx, system, closed, { accounts: given }))
  await follow()
  const locked = () => look((ldap) => ldap.find(base, { pwdAccountLockedTime: '000001010000Z' }, everything))
  assert.equal((await locked()).length, 0)
  await makePlan(context, technician, connectionId)
  const plan = await lookInto(context, school.id, (tx) => newestPlan(tx, school.id, connectionId))
  assert.ok(plan?.needsSecond)
  await assert.rejects(agreeToPlan(context, technician, connectionId, plan.id), /Somebody else/)
  await assert.rejects(agreeToPlan(context, otherSchool.people.head, connectionId, plan.id), /directory/)
  await agreeToPlan(context, school.people.head, connectionId, plan.id)
  await follow()
  assert.equal((await locked()).length, 66)
})
