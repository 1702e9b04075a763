import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import {
  askForChange,
  canLogOn,
  everything,
  joined,
  planAndWrite,
  setPassword,
  staffDn,
} from '../../../test/a-directory.ts'
import { base } from '../../../test/slapd.ts'
import { compareAtNight } from './follow-accounts.ts'

test('a password that has to be changed is asked for at the directory, though nobody set another', async (t) => {
  const all = await joined(t)
  const { context, school, slapd, follow, look, query } = all
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  assert.ok(ada)
  await setPassword(context, school.id, { ...ada, password: 'first-password-1', mustChange: false })
  await planAndWrite(all)
  const asked = async () => {
    const [entry] = await look((ldap) => ldap.find(base, { uid: 'a.lovelace' }, everything))
    return entry?.attributes.get('pwdreset')?.[0]
  }
  assert.equal(await asked(), undefined)
  await askForChange(context, school.id, ada.accountId)
  await follow()
  assert.equal(await asked(), 'TRUE')
  assert.equal(await canLogOn(slapd, staffDn('a.lovelace'), 'first-password-1'), true)
  assert.deepEqual(await query('select 1 from directories.waiting'), [])
})

test('when a logon was last used, the directory tells each night', async (t) => {
  const all = await joined(t)
  const { context, school, slapd, query } = all
  const [ada] = await all.giveLogons(['Ada Lovelace', 'Max Power'])
  assert.ok(ada)
  await setPassword(context, school.id, { ...ada, password: 'first-password-1', mustChange: false })
  await planAndWrite(all)
  const used = () =>
    query<{ id: string }>(
      'select id from accounts.account where last_used_at is not null and school_id = $1',
      [school.id],
    )
  await compareAtNight(context, systemActor(school.id))
  assert.deepEqual(await used(), [])
  await canLogOn(slapd, staffDn('a.lovelace'), 'first-password-1')
  await compareAtNight(context, systemActor(school.id))
  assert.deepEqual(await used(), [{ id: ada.accountId }])
  const [late] = await query<{ at: Date }>('select max(last_used_at) as at from accounts.account')
  assert.ok(late && late.at <= context.clock(), 'a clock that is ahead there makes no use of tomorrow')
})
