import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor } from '../../../test/school-door.ts'
import type { KeyedHash } from '../keys/keys.ts'
import { TooMany } from '../web/refusals.ts'
import { holdAfter, slowDown, waitingRoom } from './slow-down.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor()
})
after(() => door.close())

const keyedHash: KeyedHash = async (_tx, _schoolId, purpose, text) =>
  createHmac('sha256', 'k').update(`${purpose} ${text}`).digest()

test('a wait grows by a quarter of a second from nothing to ten seconds and stays there', () => {
  assert.deepEqual([-5, 0, 1, 4, 40, 41, 100_000].map(holdAfter), [0, 0, 250, 1000, 10_000, 10_000, 10_000])
})

test('all who wait are no more than the room holds; who is free goes past it, and it empties by itself', async () => {
  const room = waitingRoom(3)
  const come = (key: string, free = -7) =>
    slowDown(door.context, keyedHash, {
      schoolId: door.school.id,
      places: [{ key, free, mostWaiting: 2 }],
      withinMinutes: 15,
      room,
    })
  const came = await Promise.allSettled([come('a'), come('a'), come('a'), come('b'), come('c'), come('d', 1)])
  const refused = came.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(refused.length, 2)
  for (const error of refused) assert.ok(error instanceof TooMany && error.afterSeconds === 10)
  assert.equal(came[5]?.status, 'fulfilled')
  assert.deepEqual([room.all, room.waiting.size], [0, 0])
  await come('d', 3)
})
