import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { accounts } from './feature.ts'
import { routes } from './routes.ts'
import { networkStateOf } from './settle-network.ts'
import { giveBack, stopByHand } from './stop-by-hand.ts'

const offers = { permissions: [accounts.permissions], heeds: accounts.heeds ?? [] }

test('somebody who looks after logons stops a person’s network by hand and gives it back', async (t) => {
  const { context, school, otherSchool } = await staffedSchools(t, offers)
  const { teacher, head } = school.people
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  const request = { personId: teacher.personId, why: 'Laptop stolen.' }
  await assert.rejects(stopByHand(context, teacher, request), NotAllowed)
  await assert.rejects(stopByHand(context, otherSchool.people.head, request), NotFound)
  await assert.rejects(stopByHand(context, head, { ...request, personId: head.personId }), /your own/)
  await stopByHand(context, technician, request)
  const works = () =>
    lookInto(context, school.id, async (tx) => {
      const state = await networkStateOf(tx, school.id, teacher.personId, context.clock())
      return state.works
    })
  assert.equal(await works(), false)
  const shown = await askRoute(context, technician, routes, 'GET /people/:person/network', {
    params: { person: teacher.personId },
  })
  assert.match(shown, /Laptop stolen/)
  await giveBack(context, technician, teacher.personId)
  await assert.rejects(giveBack(context, technician, teacher.personId), NotFound)
  assert.equal(await works(), true)
  assert.deepEqual(await trailAbout(context, school.id, teacher.personId), [
    'accounts.held',
    'accounts.released',
  ])
})

test('the head makes an exception on the page, and what was wrong stays typed', async (t) => {
  const { context, school } = await staffedSchools(t, offers)
  const { teacher, head } = school.people
  const address = { params: { person: teacher.personId } }
  const wrong = await askRoute(context, head, routes, 'POST /people/:person/network/exception', {
    ...address,
    body: { why: 'New today', 'lastDay-day': '31', 'lastDay-month': '2', 'lastDay-year': '2026' },
  })
  assert.match(wrong, /Network/)
  const right = { why: 'New today', 'lastDay-day': '1', 'lastDay-month': '12', 'lastDay-year': '2026' }
  const to = await askRoute(context, head, routes, 'POST /people/:person/network/exception', {
    ...address,
    body: right,
  })
  assert.equal(to, `/s/alder/people/${teacher.personId}/network`)
  assert.match(await askRoute(context, head, routes, 'GET /people/:person/network', address), /New today/)
})
