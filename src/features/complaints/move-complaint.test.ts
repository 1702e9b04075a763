import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aComplaint, schoolWithDeciders, whoSeesComplaint } from '../../../test/a-complaint.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { findIncident } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { askAdvice } from './ask-advice.ts'
import { actionNames, type Complaint, drawReference, move, moves, stateNames } from './complaint.ts'
import { logIncident } from './log-incident.ts'
import { moveComplaint, moveComplaintForm } from './move-complaint.ts'
import { routes } from './routes.ts'

test('acknowledging and answering end the tasks, and the trail says so', async (t) => {
  const world = await schoolWithDeciders(t)
  const { head } = world.school.people
  const { complaintId: id } = await aComplaint(world, 'misuse')
  const open = async () =>
    (await reading(world.context, head, (tx) => tasksOf(tx, head))).map(({ kind, dueAt }) => [
      kind,
      dueAt?.toISOString(),
    ])
  assert.deepEqual(await open(), [
    ['complaints.acknowledge', '2026-11-26T10:00:00.000Z'],
    ['complaints.answer', '2026-12-15T10:00:00.000Z'],
  ])
  await moveComplaint(world.context, head, id, { action: 'acknowledge', outcome: '', says: 'By telephone.' })
  assert.deepEqual(
    (await open()).map(([kind]) => kind),
    ['complaints.answer'],
  )
  await moveComplaint(world.context, head, id, {
    action: 'answer',
    outcome: 'upheld',
    says: 'We said sorry.',
  })
  assert.deepEqual(await open(), [])
  await assert.rejects(
    moveComplaint(world.context, head, id, { action: 'acknowledge', outcome: '', says: 'Again.' }),
    Refused,
  )
  assert.equal(
    (await trailAbout(world.context, world.school.id, id)).filter((did) => did === 'complaints.moved').length,
    2,
  )
  assert.equal(
    moveComplaintForm.safeParse({ action: 'answer', says: 'Done.' }).error?.issues[0]?.path[0],
    'outcome',
  )
})

test('passed on, it is an incident; the work goes on there', async (t) => {
  const world = await schoolWithDeciders(t)
  const { head, coordinator } = world.school.people
  const { complaintId: id } = await aComplaint(world, 'misuse')
  const passed = await moveComplaint(world.context, head, id, {
    action: 'passOn',
    outcome: '',
    says: 'To the log.',
  })
  const found = await reading(world.context, coordinator, (tx) =>
    findIncident(tx, coordinator, passed.incidentId ?? ''),
  )
  assert.equal(found.register, 'pupil')
  const logged = await inTransaction(world.context, head, (tx) =>
    logIncident(world.context, tx, head, { account: sensitive('A second one.'), aboutId: null }, 'pupil'),
  )
  assert.notEqual(logged, found.id)
})

test('whoever is asked for advice reads it and decides nothing; whom it is about is never asked', async (t) => {
  const world = await schoolWithDeciders(t)
  const { head, coordinator } = world.school.people
  const subject = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  const { complaintId: id } = await aComplaint(world, 'misuse', subject)
  await askAdvice(world.context, head, id, { personId: coordinator.personId })
  assert.deepEqual(await whoSeesComplaint(world, id), ['coordinator', 'head'])
  await assert.rejects(
    moveComplaint(world.context, coordinator, id, { action: 'withdraw', outcome: '', says: 'No.' }),
    NotAllowed,
  )
  for (const who of [subject, coordinator]) {
    await assert.rejects(askAdvice(world.context, head, id, { personId: who.personId }), Refused)
  }
  await assert.rejects(
    askAdvice(world.context, world.otherSchool.people.head, id, { personId: coordinator.personId }),
    NotFound,
  )
})

test('the pages say who it is about to those who decide, and ask which person a name means', async (t) => {
  const world = await schoolWithDeciders(t)
  const { head, teacher } = world.school.people
  const asked = await askRoute(world.context, teacher, routes, 'POST /complaints', {
    body: { kind: 'misuse', complainant: 'No name', account: 'Films.', aboutName: 'Sub' },
  })
  assert.match(asked, /Which person is it/)
  assert.match(asked, /Sub Ject/)
  const { complaintId: id } = await aComplaint(world, 'misuse', world.actors.subject)
  assert.match(
    await askRoute(world.context, head, routes, 'GET /complaints/:id', { params: { id } }),
    /Sub Ject/,
  )
  assert.doesNotMatch(await askRoute(world.context, teacher, routes, 'GET /complaints'), /P-[2-9A-Z]{6}/)
  await assert.rejects(
    askRoute(world.context, teacher, routes, 'GET /complaints/:id', { params: { id } }),
    NotFound,
  )
})

test('each move leads where the table says, and is refused everywhere else', () => {
  const complaint = { state: 'received' } as Complaint
  for (const state of stateNames) {
    for (const action of actionNames) {
      const to = moves[state][action]
      if (to === undefined) assert.throws(() => move({ ...complaint, state }, action, new Date()), Refused)
      else assert.equal(move({ ...complaint, state }, action, new Date()).state, to)
    }
  }
  assert.notEqual(drawReference(), drawReference())
})
