import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { aGround } from '../../test/ground.ts'
import { requireMark } from './mark.ts'

test('a school’s start refuses the demonstration’s database, and the demonstration a school’s', async (t) => {
  for (const [first, other] of [
    ['demo', 'start'],
    ['start', 'demo'],
  ] as const) {
    const ground = await aGround()
    t.after(() => ground.close())
    await requireMark(ground.context.db, first)
    await requireMark(ground.context.db, first)
    await assert.rejects(requireMark(ground.context.db, other), Refused)
    await requireMark(ground.context.db, first)
  }
})
