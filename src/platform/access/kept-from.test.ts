import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { aGround, aPerson, aSchool } from '../../../test/ground.ts'
import { record } from '../audit/trail.ts'
import { inTransaction, reading } from '../context.ts'
import type { PersonActor } from './actor.ts'
import { keepFrom, keepNoLonger, keptFromOf, makePartOf } from './kept-from.ts'

test('a part is kept from whomever its record is kept from, also when that is found out later', async (t) => {
  const { context, close } = await aGround()
  t.after(close)
  const schoolId = await aSchool(context)
  const head = await aPerson(context, schoolId, { roles: ['head'] })
  const dsl = await aPerson(context, schoolId, { roles: ['dsl'] })
  const [recordId, partId] = [newId(), newId()]
  const entriesSeenBy = (actor: PersonActor) =>
    reading(context, actor, (tx) =>
      tx.selectFrom('audit.entry').select('did').where('about_id', '=', partId).execute(),
    )

  await inTransaction(context, dsl, async (tx) => {
    await makePartOf(tx, { schoolId, partId, recordId })
    record(tx, { did: 'test.done', about: { kind: 'part', id: partId } })
  })
  assert.equal((await entriesSeenBy(head)).length, 1)

  const keptFromHead = await inTransaction(context, dsl, async (tx) => {
    const about = { schoolId, recordId, at: context.clock() }
    await keepFrom(tx, about, [{ personId: head.personId, why: 'subject' }])
    return keptFromOf(tx, schoolId, partId)
  })
  assert.deepEqual([...keptFromHead], [head.personId])
  assert.deepEqual(await entriesSeenBy(head), [])
  assert.equal((await entriesSeenBy(dsl)).length, 1)

  await inTransaction(context, dsl, (tx) => keepNoLonger(tx, schoolId, recordId, head.personId))
  assert.equal((await entriesSeenBy(head)).length, 1)
})
