import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '#/kernel/id.ts'
import { readAnchors } from '#/platform/audit/anchors.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { aGround, aPerson, aSchool, trailAbout } from '../../test/ground.ts'
import { keepChaining } from './chain-reads.ts'
import { keepAnchors } from './keep-anchors.ts'

test('a read is chained within a second, whatever troubles another school, and is anchored at the stop', async () => {
  const ground = await aGround()
  const folder = await mkdtemp(join(tmpdir(), 'anchors-'))
  const schoolId = await aSchool(ground.context)
  const person = await aPerson(ground.context, schoolId)
  const [chaining, anchoring] = [new AbortController(), new AbortController()]
  const chained = keepChaining(ground.context, async () => ['no school', schoolId], chaining.signal)
  const anchored = keepAnchors(ground.context, folder, async () => [schoolId], anchoring.signal)
  const about = { kind: 'thing', id: newId() }
  await recordReads(ground.context, person, [{ did: 'test.read', about }])
  await wait(1_000)
  chaining.abort()
  await chained
  assert.deepEqual(await trailAbout(ground.context, schoolId, about.id), ['test.read'])
  anchoring.abort()
  await anchored
  const { anchors } = await readAnchors(folder, schoolId)
  assert.equal(anchors.at(-1)?.entries, 1)
  await ground.close()
  await rm(folder, { recursive: true })
})
