import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor } from '../../../test/school-door.ts'
import type { KeyedHash } from '../keys/keys.ts'
import { TooMany } from '../web/refusals.ts'
import { inWords, longestWaitSeconds, throttle, waitAfter } from './attempts.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor()
})
after(() => door.close())

const keyedHash: KeyedHash = async (_tx, _schoolId, purpose, text) =>
  createHmac('sha256', 'k').update(`${purpose} ${text}`).digest()

test('waiting grows from nothing to a quarter of an hour and stays there', () => {
  const waits = [1, 2, 3, 4, 5, 9, 10, 11, 1000].map(waitAfter)
  assert.deepEqual(waits, [0, 0, 5, 10, 20, 320, 640, 900, 900])
  assert.equal(inWords(longestWaitSeconds), '15 minutes')
  assert.equal(inWords(1), '1 second')
})

test('another system is refused after so many times and let through again when the time is over', async () => {
  const send = () =>
    door.inSchool((tx) =>
      throttle(tx, keyedHash, {
        schoolId: door.school.id,
        key: '10.1.2.3',
        times: 3,
        withinMinutes: 10,
        now: door.time.now,
      }),
    )
  for (let i = 0; i < 3; i += 1) await send()
  await assert.rejects(send(), (error) => error instanceof TooMany && error.afterSeconds === 600)
  door.wait(599)
  await assert.rejects(send(), TooMany)
  door.wait(1)
  await send()
})

test('neither an address nor a name is stored, and tomorrow’s key of an address is another', async () => {
  const count = (now: Date) =>
    door.inSchool((tx) =>
      throttle(tx, keyedHash, {
        schoolId: door.school.id,
        key: '10.9.9.9',
        times: 3,
        withinMinutes: 10,
        now,
      }),
    )
  await count(door.time.now)
  await count(new Date(door.time.now.getTime() + 24 * 3_600_000))
  await door.visitor().post('/sign-in', { name: 'typed.name', password: 'typed password' })
  const rows = await door.inSchool(async (tx) => {
    const tables = tx.withTables<{
      'sign_in.count': { key_hash: Buffer }
      'sign_in.attempts': { key_hash: Buffer }
    }>()
    return [
      ...(await tables.selectFrom('sign_in.count').select('key_hash').execute()),
      ...(await tables.selectFrom('sign_in.attempts').select('key_hash').execute()),
    ]
  })
  for (const { key_hash: hash } of rows) {
    assert.equal(hash.length, 32)
    assert.doesNotMatch(String(hash), /10\.9|typed/)
  }
  assert.equal(new Set(rows.map(({ key_hash: hash }) => hash.toString('hex'))).size, rows.length)
  assert.ok(rows.length >= 3)
})
