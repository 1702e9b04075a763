import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { systemActor } from '../access/actor.ts'
import { openTrail, type Trail } from '../audit/trail.ts'
import { type Db, openDatabase, type Tx, withScope } from '../database/database.ts'
import { confirmSealHalf, makeSchoolSealKeys, sealHalvesToConfirm, sealKeyFor } from './seal-keys.ts'

const at = new Date('2026-11-22T09:00:00Z')
let database: TestDatabase
let db: Db
before(async () => {
  database = await freshDatabase()
  db = openDatabase(database.appUrl)
})
after(async () => {
  await db.destroy()
  await database.drop()
})

async function inSchool<T>(schoolId: string, work: (tx: Tx, trail: Trail) => Promise<T>): Promise<T> {
  return withScope(db, { schoolId, personId: null }, 'read write', (tx) =>
    work(tx, openTrail(tx, systemActor(schoolId), at)),
  )
}

test('each holder confirms a half from paper, and the trail says so without a word of the key', async () => {
  const school = newId()
  assert.deepEqual(await inSchool(school, (tx) => sealHalvesToConfirm(tx, school)), ['head', 'chair'])
  await inSchool(school, async (tx, trail) => {
    const { halfForHead, halfForChair } = await makeSchoolSealKeys(tx, school, at)
    await confirmSealHalf(tx, school, 'head', halfForHead.toLowerCase(), at)
    assert.deepEqual(await sealHalvesToConfirm(tx, school), ['chair'])
    await confirmSealHalf(tx, school, 'chair', halfForChair, at)
    assert.deepEqual(await sealHalvesToConfirm(tx, school), [])
    assert.deepEqual(
      trail.deeds.map((deed) => deed.did),
      ['keys.sealKeysMade', 'keys.sealHalfConfirmed', 'keys.sealHalfConfirmed'],
    )
    assert.ok(!JSON.stringify(trail.deeds).includes(halfForHead.slice(0, 5)))
  })
})

test('the other’s half, a slip and the paper of an earlier key are refused in words', async () => {
  const school = newId()
  const earlier = await inSchool(school, (tx) => makeSchoolSealKeys(tx, school, at))
  const newer = await inSchool(school, (tx) => makeSchoolSealKeys(tx, school, at))
  const confirm = (typed: string) => inSchool(school, (tx) => confirmSealHalf(tx, school, 'head', typed, at))
  await assert.rejects(confirm(newer.halfForChair), /This is the chair’s half/)
  await assert.rejects(confirm(newer.halfForHead.slice(0, -1)), /You typed 69/)
  await assert.rejects(confirm(earlier.halfForHead), /belongs to an earlier seal key/)
  await confirm(newer.halfForHead)
})

test('a new key is sealed to only once both its halves are confirmed, but a school with none confirmed can still seal', async () => {
  const school = newId()
  await assert.rejects(
    inSchool(school, (tx) => sealKeyFor(tx, school)),
    /has no seal key yet/,
  )
  const first = await inSchool(school, (tx) => makeSchoolSealKeys(tx, school, at))
  const current = async () => (await inSchool(school, (tx) => sealKeyFor(tx, school))).version
  assert.equal(await current(), 1)
  await inSchool(school, (tx) => confirmSealHalf(tx, school, 'head', first.halfForHead, at))
  await inSchool(school, (tx) => confirmSealHalf(tx, school, 'chair', first.halfForChair, at))
  const second = await inSchool(school, (tx) => makeSchoolSealKeys(tx, school, at))
  await inSchool(school, (tx) => confirmSealHalf(tx, school, 'head', second.halfForHead, at))
  assert.equal(await current(), 1)
  await inSchool(school, (tx) => confirmSealHalf(tx, school, 'chair', second.halfForChair, at))
  assert.equal(await current(), 2)
})
