import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tx } from '../database/database.ts'
import { askedOnce } from './asked-once.ts'

test('a reading is asked once in a transaction, and anew for another school, day or transaction', async () => {
  const asked: string[] = []
  const read = askedOnce(async (_, schoolId, today) => asked.push(`${schoolId} ${today}`))
  const [one, other] = [{} as Tx, {} as Tx]
  const [morning, evening] = [new Date('2026-11-20T08:00:00Z'), new Date('2026-11-20T18:00:00Z')]
  assert.equal(await read(one, 'beech', morning), 1)
  assert.equal(await read(one, 'beech', evening), 1)
  assert.equal(await read(one, 'thorn', evening), 2)
  assert.equal(await read(one, 'beech', new Date('2026-11-21T08:00:00Z')), 3)
  assert.equal(await read(other, 'beech', morning), 4)
  assert.deepEqual(asked, ['beech 2026-11-20', 'thorn 2026-11-20', 'beech 2026-11-21', 'beech 2026-11-20'])
})
