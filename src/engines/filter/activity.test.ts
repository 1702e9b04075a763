import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActivity, type Visit } from './activity.ts'
import { decision } from './decision.ts'

const aVisit = (name: string, because: 'sealed' | 'otherwise' = 'otherwise'): Visit => ({
  ...{ atMs: 0, snapshotMadeAtMs: 0, school: 'alder', who: null, address: '10.1.0.7' },
  ...{ name, profile: 0, decision: decision(because, because === 'otherwise', 0) },
})

test('visits are handed over in their order, so many at a time; what found no room is told once', () => {
  const activity = createActivity(5)
  const told = () => {
    const batch = activity.takeBatch(2)
    return batch && [batch.visits.map(({ name }) => name).join(' '), batch.dropped]
  }
  assert.equal(told(), undefined)
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) activity.note(aVisit(name))
  assert.equal(activity.waiting(), 7)
  assert.deepEqual([told(), told()], ['a b|2', 'c d|0'].map(asTold))
  activity.note(aVisit('h'))
  assert.deepEqual([told(), told()], [asTold('e h|0'), undefined])
})

test('a flood leaves room for what a sealed list holds, and that goes first', () => {
  const activity = createActivity(2)
  for (const name of ['a', 'b', 'c']) activity.note(aVisit(name))
  activity.note(aVisit('z', 'sealed'))
  const { visits = [], dropped } = activity.takeBatch() ?? {}
  assert.deepEqual([visits.map(({ name }) => name), dropped], [['z', 'a', 'b'], 1])
})

function asTold(text: string): [string, number] {
  const [names = '', dropped] = text.split('|')
  return [names, Number(dropped)]
}
