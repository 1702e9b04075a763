import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { anonymous, lookInto, trailAbout } from '../../../test/ground.ts'
import type { StaffedSchools } from '../../../test/staffed-school.ts'
import { allQuiet, anIncidentOf, answerAll, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { findIncident } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { answerNode } from './answer-node.ts'
import { repliesOf } from './reply-store.ts'
import { stepsOf } from './store.ts'

const danger = { flowKey: 'first-four', nodeId: 'danger', answer: 'no', reason: '' }

async function stateOf({ context, school }: StaffedSchools, id: string) {
  const steps = await lookInto(context, school.id, (tx) => stepsOf(tx, school.id, id))
  return Object.fromEntries(steps.map(({ name, state }) => [name, state]))
}

const kindsOf = async ({ context }: StaffedSchools, actor: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, actor, (tx) => tasksOf(tx, actor))).map(({ kind, urgency }) => `${kind} ${urgency}`)

test('an answer stands with who gave it and when, and the trail says so', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  const { open } = await answerNode(context, school.people.lead, id, danger)
  assert.deepEqual(
    open.map(({ node }) => node.id),
    ['child'],
  )
  const [reply] = await lookInto(context, school.id, (tx) => repliesOf(tx, school.id, id))
  assert.equal(reply?.by, school.people.lead.personId)
  assert.deepEqual(reply?.at, context.clock())
  assert.deepEqual(
    (await trailAbout(context, school.id, id)).filter((did) => did.startsWith('triage.')),
    ['triage.answered'],
  )
})

test('nothing is answered before the four safety questions, in their order', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  const ask = (flowKey: string, nodeId: string, answer: string) =>
    answerNode(context, school.people.head, id, { flowKey, nodeId, answer, reason: 'as told' })
  await assert.rejects(ask('first-four', 'image', 'no'), /First answer: “Is anyone in danger now\?”/)
  await assert.rejects(ask('main.illegal', 'illegal', 'no'), Refused)
  await answerAll(world, school.people.lead, id, allQuiet)
  const after = await lookInto(context, school.id, (tx) => findIncident(tx, school.people.lead, id))
  assert.equal(after.state, 'inProgress')
})

test('an incident of another school, or that one may not see, is not found', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, otherSchool } = world
  const { id } = await anIncidentOf(world)
  await assert.rejects(answerNode(context, otherSchool.people.lead, id, danger), NotFound)
  await assert.rejects(answerNode(context, school.people.teacher, id, danger), NotFound)
  const about = await anIncidentOf(world, {
    people: [{ personId: school.people.coordinator.personId, part: 'allegedInstigator' }],
  })
  await assert.rejects(answerNode(context, school.people.coordinator, about.id, danger), NotFound)
})

test('whoever did not sign in, or for whom a question is not, is refused', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  await assert.rejects(answerNode(context, anonymous(school.id), id, danger), NotFound)
  await answerAll(world, school.people.lead, id, [...allQuiet, ['main.entry', 'log', 'done']])
  const people = { flowKey: 'main.entry', nodeId: 'people', answer: 'done', reason: '' }
  await assert.rejects(answerNode(context, school.people.coordinator, id, people), NotAllowed)
})

test('only the safeguarding lead takes an answer back that protects a child; a seal, nobody', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  const { lead, head } = school.people
  await answerAll(world, lead, id, [
    ...allQuiet.slice(0, 3),
    ['first-four', 'image', 'image'],
    ['first-four', 'seal', 'done'],
  ])
  const again = (answer: string, reason: string) => ({
    flowKey: 'first-four',
    nodeId: 'image',
    answer,
    reason,
  })
  await assert.rejects(answerNode(context, head, id, again('no', 'It was a mistake')), NotAllowed)
  await assert.rejects(answerNode(context, lead, id, again('no', '')), /Say why the answer changes/)
  await answerNode(context, lead, id, again('no', 'The child says that it was a drawing of a horse'))
  const unseal = { flowKey: 'first-four', nodeId: 'seal', answer: 'waiting', reason: 'Look again' }
  await assert.rejects(answerNode(context, lead, id, unseal), Refused)
  const replies = await lookInto(context, school.id, (tx) => repliesOf(tx, school.id, id))
  assert.deepEqual(
    replies.filter(({ nodeId }) => nodeId === 'image').map(({ answer }) => answer),
    ['image', 'no'],
  )
})

test('the questions go on to the decider, and each open step becomes a task with its clock', async (t) => {
  const world = await schoolsWithTriage(t)
  const { school } = world
  const { id } = await anIncidentOf(world)
  await answerAll(world, school.people.coordinator, id, allQuiet)
  const { head } = school.people
  assert.deepEqual(await kindsOf(world, head), ['triage.takeStep normal'])
  await answerAll(world, head, id, [
    ['main.entry', 'log', 'done'],
    ['main.entry', 'people', 'done'],
  ])
  assert.deepEqual(await kindsOf(world, head), ['triage.answerQuestion soon'])
  await answerAll(world, head, id, [
    ['main.entry', 'complaint', 'yes'],
    ['main.entry', 'deliberate', 'no'],
    ['main.illegal', 'illegal', 'yes', 'Threats to kill'],
  ])
  const kinds = await kindsOf(world, head)
  assert.ok(kinds.includes('triage.takeStep now'), 'sealing is due within an hour')
  const states = await stateOf(world, id)
  assert.deepEqual([states['open-complaint'], states.seal, states.log], ['open', 'open', 'done'])
})

test('a step that is not needed says why; one that must happen cannot be left out', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  const { lead } = school.people
  await answerAll(world, lead, id, [
    ['first-four', 'danger', 'no'],
    ['first-four', 'child', 'yes'],
  ])
  const record = (nodeId: string, reason: string) =>
    answerNode(context, lead, id, { flowKey: 'first-four', nodeId, answer: 'not-needed', reason })
  await assert.rejects(record('tell-dsl', 'She knows'), /cannot be left out/)
  await assert.rejects(record('same-day-referral', ''), /Give the reason/)
  await record('same-day-referral', 'Social care are in it already, reference 4471')
  assert.equal((await stateOf(world, id))['refer-child'], 'notNeeded')
})

test('it turns out to be something else: answers stay, what is not asked for is set aside, what protects stays', async (t) => {
  const world = await schoolsWithTriage(t)
  const { school } = world
  const { id } = await anIncidentOf(world)
  const { head } = school.people
  await answerAll(world, head, id, [
    ...allQuiet,
    ['main.entry', 'log', 'done'],
    ['main.entry', 'people', 'done'],
    ['main.entry', 'complaint', 'yes'],
    ['main.entry', 'deliberate', 'no'],
    ['main.illegal', 'illegal', 'yes', 'Threats to kill'],
    ['main.illegal', 'seal-first', 'done'],
  ])
  const before = await stateOf(world, id)
  await answerAll(world, head, id, [['main.entry', 'complaint', 'no', 'It was a question, not a complaint']])
  const states = await stateOf(world, id)
  assert.equal(before['open-complaint'], 'open')
  assert.equal(states['open-complaint'], 'setAside')
  assert.equal(states.seal, 'done')
})

test('a decision without its reason is refused in words', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  const { lead } = school.people
  await answerAll(world, lead, id, [
    ...allQuiet.slice(0, 3),
    ['first-four', 'image', 'not-sure'],
    ['first-four', 'seal', 'done'],
    ['main.entry', 'log', 'done'],
  ])
  await answerAll(world, school.people.head, id, [['main.entry', 'people', 'done']])
  await answerAll(world, lead, id, [
    ['nude-image', 'card', 'done'],
    ['nude-image', 'tell-dsl', 'done'],
    ['nude-image', 'review', 'not-sure'],
    ['nude-image', 'adult-involved', 'no'],
    ['nude-image', 'pressure', 'no'],
    ['nude-image', 'unusual', 'no'],
    ['nude-image', 'under-13', 'no'],
    ['nude-image', 'immediate-risk', 'no'],
    ['nude-image', 'risk', 'done'],
    ['nude-image', 'refer-after-all', 'no', 'Talked through with social care'],
  ])
  const viewing = { flowKey: 'nude-image', nodeId: 'viewing', answer: 'yes' }
  await assert.rejects(answerNode(context, lead, id, { ...viewing, reason: ' ' }), /Give the reason/)
  await answerNode(context, lead, id, { ...viewing, reason: 'The child cannot be found without it' })
  const agree = { flowKey: 'nude-image', nodeId: 'viewing-agreed', answer: 'agreed', reason: 'Agreed' }
  await assert.rejects(answerNode(context, lead, id, agree), NotAllowed)
  await answerNode(context, school.people.head, id, agree)
})
