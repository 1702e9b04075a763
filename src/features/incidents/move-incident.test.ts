import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { trailAbout } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { giveTask, tasksOf } from '../tasks/index.ts'
import { answerSame } from './answer-same.ts'
import { closeIncident, closeIncidentForm } from './close-incident.ts'
import { listClosings } from './closing-store.ts'
import { moveIncident, moveIncidentForm } from './move-incident.ts'
import { shareIncident } from './share-incident.ts'
import { readTimeline } from './timeline-store.ts'

const closing = {
  done: 'Spoke to both children.',
  told: 'Both class teachers.',
  change: 'Nothing.',
  changeBy: 'nobody',
} as const
const say = (action: string, says = '', duplicateOf = '') =>
  moveIncidentForm.parse({ action, says, duplicateOf })

test('an incident goes from new to closed, and the timeline and the trail tell every step', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { coordinator } = school.people
  const { id } = await anIncident(world, school.people.teacher)
  await moveIncident(context, coordinator, id, say('begin'))
  await moveIncident(context, coordinator, id, say('answerFirstQuestions'))
  const closed = await closeIncident(context, coordinator, id, closing)
  assert.equal(closed.state, 'closed')
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'incidents.opened',
    'incidents.begin',
    'incidents.answerFirstQuestions',
    'incidents.close',
  ])
  const [last] = await reading(context, coordinator, (tx) => readTimeline(tx, school.id, id))
  assert.equal(last?.title, 'Closed (was: in progress)')
  const [kept] = await reading(context, coordinator, (tx) => listClosings(tx, school.id, id))
  assert.equal(kept?.told, 'Both class teachers.')
})

test('closing before the safety questions is refused in words, and nothing is recorded', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { id } = await anIncident(world, school.people.teacher)
  await assert.rejects(closeIncident(context, school.people.lead, id, closing), (error: Error) => {
    assert.ok(error instanceof Refused)
    assert.match(error.message, /once the safety questions are answered/)
    return true
  })
  assert.deepEqual(await trailAbout(context, school.id, id), ['incidents.opened'])
})

test('another school’s incident is not found, and a teacher who was let in may neither move nor close it', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, otherSchool } = world
  const { id } = await anIncident(world, school.people.teacher)
  await shareIncident(context, school.people.lead, id, {
    personId: school.people.teacher.personId,
    why: 'Teaches the child.',
  })
  await assert.rejects(moveIncident(context, otherSchool.people.lead, id, say('begin')), NotFound)
  await assert.rejects(closeIncident(context, otherSchool.people.lead, id, closing), NotFound)
  await assert.rejects(moveIncident(context, school.people.teacher, id, say('begin')), NotAllowed)
  await assert.rejects(closeIncident(context, school.people.teacher, id, closing), NotAllowed)
})

test('a duplicate points to where the work goes on, ends its tasks, and never to itself or another duplicate', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead } = school.people
  const first = await anIncident(world, school.people.teacher)
  const second = await anIncident(world, school.people.teacher)
  const third = await anIncident(world, school.people.teacher)
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) =>
    giveTask(context, tx, system, {
      to: { role: 'dsl' },
      kind: 'reports.read',
      title: 'Read a new report',
      about: { kind: 'incident', id: second.id },
      path: `/incidents/${second.id}`,
      urgency: 'soon',
    }),
  )
  const same = 'Same chat, same evening.'
  const moved = await moveIncident(context, lead, second.id, say('markDuplicate', same, first.id))
  assert.equal(moved.duplicateOf, first.id)
  assert.deepEqual(await reading(context, lead, (tx) => tasksOf(tx, lead)), [])
  await assert.rejects(moveIncident(context, lead, third.id, say('markDuplicate', same, third.id)), Refused)
  await assert.rejects(moveIncident(context, lead, third.id, say('markDuplicate', same, second.id)), Refused)
})

test('what concerns an adult of the school never becomes the duplicate of what does not, nor the other way round', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { head, teacher } = school.people
  const door = await openIncidentDoor(world)
  const adult = await anIncident(world, teacher, { aboutAdult: true })
  const alsoAdult = await anIncident(world, teacher, { aboutAdult: true })
  const pupil = await anIncident(world, teacher)
  const same = (id: string, of: string) => moveIncident(context, head, id, say('markDuplicate', 'Same.', of))
  await assert.rejects(same(adult.id, pupil.id), /which nothing leaves/)
  await assert.rejects(same(pupil.id, adult.id), /Change the kind of this one first/)
  for (const [from, not] of [
    [adult, pupil],
    [pupil, adult],
  ] as const) {
    const { body } = await door.get(`/incidents/${from.id}/do/markDuplicate`, 'head')
    assert.doesNotMatch(body, new RegExp(`value="${not.id}"`))
  }
  const { body } = await door.get(`/incidents/${adult.id}/do/markDuplicate`, 'head')
  assert.match(body, new RegExp(`value="${alsoAdult.id}"`))
  assert.equal((await same(adult.id, alsoAdult.id)).state, 'duplicate')
  const alone = await door.get(`/incidents/${alsoAdult.id}/do/markDuplicate`, 'head')
  assert.match(alone.body, /There is no other open incident/)
})

test('nothing becomes the duplicate of an incident that is over, because nobody works on that one', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, teacher } = school.people
  const door = await openIncidentDoor(world)
  const over = await anIncident(world, teacher)
  const open = await anIncident(world, teacher)
  const again = await anIncident(world, teacher)
  await moveIncident(context, lead, over.id, say('answerFirstQuestions'))
  await closeIncident(context, lead, over.id, closing)
  const same = say('markDuplicate', 'Same chat.', over.id)
  await assert.rejects(moveIncident(context, lead, again.id, same), /“Closed”.*Reopen that one first/)
  const answer = { other: again.id, answer: 'same' } as const
  await assert.rejects(answerSame(context, lead, over.id, answer), /Reopen that one first/)
  const { body } = await door.get(`/incidents/${again.id}/do/markDuplicate`, 'lead')
  assert.doesNotMatch(body, new RegExp(`value="${over.id}"`))
  assert.match(body, new RegExp(`value="${open.id}"`))
  await moveIncident(context, lead, over.id, say('reopen', 'It was told again.'))
  assert.equal((await moveIncident(context, lead, again.id, same)).duplicateOf, over.id)
})

test('a reopened incident is worked on again, and what was said at its closing stays', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anIncident(world, school.people.teacher)
  await moveIncident(context, lead, id, say('answerFirstQuestions'))
  await closeIncident(context, lead, id, closing)
  const again = await moveIncident(context, lead, id, say('reopen', 'It went on at the weekend.'))
  assert.equal(again.state, 'reopened')
  assert.equal(again.closedAt, null)
  assert.equal((await reading(context, lead, (tx) => listClosings(tx, school.id, id))).length, 1)
})

test('what the school will change is a task that tells nothing of the incident', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, coordinator } = school.people
  const { id } = await anIncident(world, school.people.teacher)
  await moveIncident(context, lead, id, say('answerFirstQuestions'))
  await closeIncident(context, lead, id, {
    ...closing,
    change: 'Close the class chat.',
    changeBy: 'coordinator',
  })
  const [task] = await reading(context, coordinator, (tx) => tasksOf(tx, coordinator))
  assert.equal(task?.title, 'Make a change that was agreed when an incident was closed')
  assert.match(task?.path ?? '', /^\/lessons\//)
})

test('whatever has to be said is asked for in a sentence', () => {
  const wrong = moveIncidentForm.safeParse({ action: 'reopen' })
  assert.equal(wrong.error?.issues[0]?.message, 'Answer: Why does it have to be looked at again?')
  const empty = closeIncidentForm.safeParse({ done: '', told: '', change: '' })
  assert.equal(empty.error?.issues.length, 4)
  const said = { done: 'Talked to both.', told: 'Nobody.', change: 'A lesson about group chats.' }
  for (const changeBy of ['', undefined, 'somebody']) {
    const [issue, ...more] = closeIncidentForm.safeParse({ ...said, changeBy }).error?.issues ?? []
    assert.deepEqual([issue?.path, more], [['changeBy'], []])
    assert.match(issue?.message ?? '', /Choose who makes the change/)
  }
  for (const changeBy of ['nobody', 'computingLead']) {
    assert.equal(closeIncidentForm.safeParse({ ...said, changeBy }).success, true)
  }
})
