import assert from 'node:assert/strict'
import { test } from 'node:test'
import { referralRoutes } from './referral-routes.ts'

const route = (id: string) => referralRoutes.routes.find((one) => one.id === id)

test('every route has a name of its own', () => {
  assert.equal(new Set(referralRoutes.routes.map(({ id }) => id)).size, referralRoutes.routes.length)
})

test('the LADO hears within one working day, the Information Commissioner within 72 hours', () => {
  assert.deepEqual(route('lado')?.deadline, { amount: 1, clock: 'workingDays' })
  assert.deepEqual(route('ico')?.deadline, { amount: 72, clock: 'hours' })
})

test('no route for images ever takes the image', () => {
  for (const id of ['police-101', 'social-care', 'ceop', 'iwf'])
    assert.match(route(id)?.neverSend ?? '', /image|content/)
  assert.match(route('report-remove')?.neverSend ?? '', /never the school/)
})
