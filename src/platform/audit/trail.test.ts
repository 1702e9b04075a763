import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { aGround, aPerson, aSchool, type Ground, lookInto } from '../../../test/ground.ts'
import { keepFrom } from '../access/kept-from.ts'
import { inTransaction, reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { firstHash, hashEntry } from './encoding.ts'
import { chainReads, recordReads } from './reads.ts'
import { record } from './trail.ts'

let ground: Ground
before(async () => {
  ground = await aGround()
})
after(() => ground.close())

const entriesOf = (schoolId: string) =>
  lookInto(ground.context, schoolId, (tx) =>
    tx.selectFrom('audit.entry').selectAll().where('school_id', '=', schoolId).orderBy('number').execute(),
  )

test('fifty changes at once stand in one unbroken chain', async () => {
  const schoolId = await aSchool(ground.context)
  const person = await aPerson(ground.context, schoolId)
  await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      inTransaction(ground.context, person, async (tx) => {
        record(tx, { did: 'test.done', about: { kind: 'thing', id: newId() }, detail: { i } })
      }),
    ),
  )
  const entries = await entriesOf(schoolId)
  assert.equal(entries.length, 50)
  let previousHash: Buffer = firstHash
  for (const [index, entry] of entries.entries()) {
    assert.equal(entry.number, index + 1)
    assert.deepEqual(entry.previous_hash, previousHash)
    previousHash = hashEntry({
      schoolId,
      number: entry.number,
      id: entry.id,
      at: entry.at,
      actorKind: entry.actor_kind,
      actorId: entry.actor_id,
      did: entry.did,
      aboutKind: entry.about_kind,
      aboutId: entry.about_id,
      detailHash: entry.detail_hash,
      previousHash,
    })
    assert.deepEqual(entry.hash, previousHash)
  }
})

test('a change that fails leaves no entry', async () => {
  const schoolId = await aSchool(ground.context)
  const person = await aPerson(ground.context, schoolId)
  await assert.rejects(
    inTransaction(ground.context, person, async (tx) => {
      record(tx, { did: 'test.done' })
      throw new Error('no')
    }),
    /no/,
  )
  assert.deepEqual(await entriesOf(schoolId), [])
})

test('the application cannot change, remove or empty the trail', async () => {
  const schoolId = await aSchool(ground.context)
  const person = await aPerson(ground.context, schoolId)
  await inTransaction(ground.context, person, async (tx) => record(tx, { did: 'test.done' }))
  const attempts: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => tx.updateTable('audit.entry').set({ did: 'test.other' }).execute(),
    (tx) => tx.deleteFrom('audit.entry').execute(),
    (tx) => sql`truncate audit.entry`.execute(tx),
  ]
  for (const attempt of attempts) {
    await assert.rejects(lookInto(ground.context, schoolId, attempt), /permission denied|append-only/)
  }
})

test('what was read waits durably, and is chained with the time of the reading', async () => {
  const schoolId = await aSchool(ground.context)
  const person = await aPerson(ground.context, schoolId)
  const about = { kind: 'thing', id: newId() }
  await recordReads(ground.context, person, [{ did: 'test.read', about }])
  assert.equal((await entriesOf(schoolId)).length, 0)
  assert.equal(await chainReads(ground.context, schoolId), 1)
  assert.equal(await chainReads(ground.context, schoolId), 0)
  const [entry] = await entriesOf(schoolId)
  assert.deepEqual([entry?.did, entry?.actor_id, entry?.about_id], ['test.read', person.personId, about.id])
})

test('entries about a record that is kept from somebody do not exist for them', async () => {
  const schoolId = await aSchool(ground.context)
  const head = await aPerson(ground.context, schoolId, { roles: ['head'] })
  const chair = await aPerson(ground.context, schoolId, { kind: 'governor', roles: ['chairOfGovernors'] })
  const recordId = newId()
  await inTransaction(ground.context, chair, async (tx) => {
    await keepFrom(tx, { schoolId, recordId, at: ground.context.clock() }, [
      { personId: head.personId, why: 'subject' },
    ])
    record(tx, { did: 'test.done', about: { kind: 'thing', id: recordId } })
  })
  const seenBy = (actor: typeof head) =>
    reading(ground.context, actor, (tx) => tx.selectFrom('audit.entry').select('did').execute())
  assert.equal((await seenBy(head)).length, 0)
  assert.equal((await seenBy(chair)).length, 1)
})

test('another school’s trail does not exist', async () => {
  const [one, other] = [await aSchool(ground.context), await aSchool(ground.context)]
  const person = await aPerson(ground.context, one)
  await inTransaction(ground.context, person, async (tx) => record(tx, { did: 'test.done' }))
  const stranger = await aPerson(ground.context, other)
  assert.deepEqual(
    await reading(ground.context, stranger, (tx) => tx.selectFrom('audit.entry').selectAll().execute()),
    [],
  )
})
