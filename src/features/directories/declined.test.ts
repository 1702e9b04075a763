import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joined, planAndWrite } from '../../../test/a-directory.ts'
import { lookInto } from '../../../test/ground.ts'
import { base } from '../../../test/slapd.ts'
import { addWaiting } from './waiting-store.ts'

test('what the directory declines is tried each hour, then each night as a task that ends when it is taken', async (t) => {
  const all = await joined(t)
  const { context, school, connectionId, follow, look, setTime, query } = all
  await planAndWrite(all)
  const theirs = `cn=Ada,ou=Staff,${base}`
  const names = { uid: ['a.lovelace'], cn: ['Ada'], sn: ['Lovelace'] }
  await look((ldap) =>
    ldap.add(`ou=Staff,${base}`, { objectClass: ['top', 'organizationalUnit'], ou: ['Staff'] }),
  )
  await look((ldap) =>
    ldap.add(theirs, { objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'], ...names }),
  )
  const [ada] = await all.giveLogons(['Ada Lovelace'])
  const tasks = () => query<{ state: string }>(`select state from tasks.task where kind = 'directories.held'`)
  const waits = async () =>
    (
      await query<{ hours: number }>(
        `select extract(epoch from not_before - $1::timestamptz)::int / 3600 as hours from directories.waiting`,
        [context.clock()],
      )
    ).map(({ hours }) => hours)
  await follow()
  assert.deepEqual([await waits(), await tasks()], [[1], []])
  setTime('2026-11-24T17:00:00Z')
  await follow()
  assert.deepEqual([await waits(), await tasks()], [[24], [{ state: 'open' }]])
  await look((ldap) => ldap.modify(theirs, [{ replace: 'uid', values: ['ada.another'] }]))
  setTime('2026-11-25T03:20:00Z')
  const ids = ada ? [ada.accountId] : []
  await lookInto(context, school.id, (tx) => addWaiting(tx, school.id, connectionId, ids, context.clock()))
  await follow()
  assert.deepEqual([await waits(), await tasks()], [[], [{ state: 'done' }]])
})
