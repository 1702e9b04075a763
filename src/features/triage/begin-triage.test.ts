import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { anonymous, aPerson, lookInto } from '../../../test/ground.ts'
import { allQuiet, anIncidentOf, answerAll, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { addPerson } from '../incidents/add-person.ts'
import { closeIncident } from '../incidents/close-incident.ts'
import { findIncident } from '../incidents/index.ts'
import { moveIncident } from '../incidents/move-incident.ts'
import { tasksOf } from '../tasks/index.ts'
import { beginTriage } from './begin-triage.ts'
import { readCourse } from './course.ts'
import { keepSteps } from './keep-steps.ts'
import { callLeads } from './protect-child.ts'
import { nextQuestions, progressOf } from './read-steps.ts'
import { flowRolesOf, recipientOf, rolesIn } from './role-holders.ts'
import { stepsOf } from './store.ts'

test('a new incident gives its decider the four questions, by the incident’s own deadline', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id, nextDueAt } = await anIncidentOf(world)
  const { head, lead } = school.people
  const [task] = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.deepEqual(
    [task?.kind, task?.path, task?.dueAt, task?.clock],
    ['triage.answerQuestion', `/incidents/${id}/triage`, nextDueAt, 'hours'],
  )
  assert.deepEqual(await reading(context, lead, (tx) => tasksOf(tx, lead)), [])
})

test('a concern without a name calls the lead and every deputy at once, and the decider without delay', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  await anIncident(world, anonymous(school.id), { kind: 'selfHarm' })
  const { lead, deputy, secondDeputy, head } = school.people
  for (const one of [lead, deputy, secondDeputy]) {
    const tasks = await reading(context, one, (tx) => tasksOf(tx, one))
    assert.ok(tasks.some(({ kind, urgency }) => kind === 'triage.possibleHarm' && urgency === 'now'))
  }
  const tasks = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.deepEqual(
    tasks.map(({ kind, urgency }) => `${kind} ${urgency}`),
    ['triage.answerQuestion now'],
  )
})

test('begun twice, nobody is asked twice', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { head } = school.people
  const { id } = await anIncidentOf(world, { kind: 'selfHarm' })
  const opened = { incidentId: id, safeguarding: true, possibleChildImage: false }
  await lookInto(context, school.id, async (tx) => {
    await beginTriage(context, tx, head, opened)
    const incident = await findIncident(tx, head, id)
    await callLeads(context, tx, head, incident)
    await keepSteps(context, tx, head, { incident, before: null, after: await readCourse(tx, incident) })
  })
  assert.equal((await reading(context, head, (tx) => tasksOf(tx, head))).length, 1)
})

test('where the lead and the deputies may not know, the head stands in and may answer for them', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { lead, deputy, secondDeputy, head, coordinator } = school.people
  const { id } = await anIncidentOf(world, {
    kind: 'selfHarm',
    people: [lead, deputy, secondDeputy].map(({ personId }) => ({ personId, part: 'other' as const })),
  })
  await lookInto(context, school.id, async (tx) => {
    const incident = await findIncident(tx, head, id)
    assert.equal(await recipientOf(tx, incident, ['dsl']), 'dsl')
    const course = await readCourse(tx, incident)
    const node = course.flows[0]?.nodes.find((one) => one.id === 'same-day-referral')
    assert.ok(node)
    const asked = { incident, node, notFor: [], settings: course.facts.settings, at: context.clock() }
    assert.deepEqual(await rolesIn(tx, head, asked), ['head', 'caseManager', 'dsl'])
    assert.deepEqual(await rolesIn(tx, coordinator, asked), flowRolesOf(coordinator.roles))
    const [question] = await nextQuestions(
      tx,
      head,
      { incident, course },
      { at: (path) => path, now: context.clock() },
    )
    assert.deepEqual([question?.title, question?.mine], ['Is anyone in danger now?', true])
    assert.deepEqual(progressOf(course).settled, 0)
  })
})

test('somebody who is added opens the way that is for them, and a reopened incident gives back what is owed', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { head } = school.people
  const { id } = await anIncidentOf(world)
  await answerAll(world, head, id, [
    ...allQuiet,
    ['main.entry', 'log', 'done'],
    ['main.entry', 'people', 'done'],
    ['main.entry', 'complaint', 'no'],
    ['main.entry', 'deliberate', 'no'],
    ['main.illegal', 'illegal', 'no', 'Unkind words'],
  ])
  const namesOf = async () =>
    (await lookInto(context, school.id, (tx) => stepsOf(tx, school.id, id))).map(({ name }) => name)
  assert.equal((await namesOf()).includes('support-victim'), false)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  await addPerson(context, head, id, { part: 'victim', personId: child.personId, described: '' })
  assert.equal((await namesOf()).includes('support-victim'), true)
  const other = await anIncidentOf(world)
  const tasks = async () =>
    (await reading(context, head, (tx) => tasksOf(tx, head))).filter(({ path }) => path.includes(id))
  const owed = (await tasks()).length
  assert.ok(owed > 0)
  const move = (action: 'markDuplicate' | 'reopen') =>
    moveIncident(context, head, id, { action, says: 'As agreed', duplicateOf: other.id })
  await move('markDuplicate')
  assert.equal((await tasks()).length, 0)
  await move('reopen')
  assert.equal((await tasks()).length, owed)
})

test('nothing ends while something is owed that has to be done, and begun again nothing is asked twice', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { head } = school.people
  const { id } = await anIncidentOf(world)
  const stateOf = async () => (await reading(context, head, (tx) => findIncident(tx, head, id))).state
  const does = (action: 'begin' | 'finish' | 'setAside' | 'reopen') =>
    moveIncident(context, head, id, { action, says: 'As agreed', duplicateOf: '' })
  const closes = () =>
    closeIncident(context, head, id, { done: 'x', told: 'x', change: 'x', changeBy: 'nobody' })
  await assert.rejects(does('setAside'), Refused)
  await answerAll(world, head, id, allQuiet)
  const owed = (await reading(context, head, (tx) => tasksOf(tx, head))).length
  await assert.rejects(closes(), /must be settled before this can end/)
  await assert.rejects(does('finish'), /must be settled before this can end/)
  assert.equal(await stateOf(), 'inProgress')
  assert.equal((await reading(context, head, (tx) => tasksOf(tx, head))).length, owed)
  await answerAll(world, head, id, [
    ['main.entry', 'log', 'done'],
    ['main.entry', 'people', 'done'],
    ['main.entry', 'complaint', 'no'],
    ['main.entry', 'deliberate', 'no'],
    ['main.illegal', 'illegal', 'yes', 'A threat to kill'],
  ])
  await assert.rejects(does('setAside'), /must be settled before this can end/)
  await world.query(
    `update incidents.incident set state = 'notOnlineSafety', closed_at = now() where id = $1`,
    [id],
  )
  await does('reopen')
  await does('begin')
  assert.equal(await stateOf(), 'inProgress')
})
