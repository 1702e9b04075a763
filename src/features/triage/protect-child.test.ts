import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import type { StaffedSchools } from '../../../test/staffed-school.ts'
import { allQuiet, anIncidentOf, answerAll, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { findIncident } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { answerNode } from './answer-node.ts'
import { stepsOf } from './store.ts'

async function stateOf({ context, school }: StaffedSchools, id: string) {
  const steps = await lookInto(context, school.id, (tx) => stepsOf(tx, school.id, id))
  return Object.fromEntries(steps.map(({ name, state }) => [name, state]))
}

const kindsOf = async ({ context }: StaffedSchools, actor: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, actor, (tx) => tasksOf(tx, actor))).map(({ kind, urgency }) => `${kind} ${urgency}`)

test('a child who may be harmed is the leads’ at once, day and night, with 999 and referral among the steps', async (t) => {
  const world = await schoolsWithTriage(t)
  const { school, setTime } = world
  setTime('2026-12-25T03:00:00Z')
  const { id } = await anIncidentOf(world)
  await answerAll(world, school.people.coordinator, id, [['first-four', 'danger', 'not-sure']])
  for (const lead of [school.people.lead, school.people.deputy, school.people.secondDeputy]) {
    assert.ok((await kindsOf(world, lead)).includes('triage.possibleHarm now'))
  }
  assert.equal((await stateOf(world, id))['first-four call-999'], 'open')
  const { query } = world
  const [row] = await query<{ due_at: Date; clock: string }>(`select due_at, clock from triage.step`)
  assert.deepEqual(row, { due_at: new Date('2026-12-25T03:15:00Z'), clock: 'hours' })
})

test('“not sure” about an image marks the incident and calls the leads, in the same transaction', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  await answerAll(world, school.people.coordinator, id, [
    ...allQuiet.slice(0, 3),
    ['first-four', 'image', 'not-sure'],
  ])
  const { lead } = school.people
  const incident = await reading(context, lead, (tx) => findIncident(tx, lead, id))
  assert.deepEqual([incident.possibleChildImage, incident.safeguarding], [true, true])
  assert.ok((await kindsOf(world, lead)).includes('triage.possibleHarm now'))
  assert.equal((await stateOf(world, id)).seal, 'open')
})

test('what concerns an adult leaves the sight of the lead who answered, and a concern for the child stays', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, query } = world
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { id } = await anIncidentOf(world, { people: [{ personId: child.personId, part: 'victim' }] })
  const { lead, head } = school.people
  await answerAll(world, lead, id, allQuiet.slice(0, 2))
  const { seen } = await answerNode(context, lead, id, {
    flowKey: 'first-four',
    nodeId: 'adult',
    answer: 'not-sure',
    reason: '',
  })
  assert.equal(seen, false)
  await assert.rejects(
    reading(context, lead, (tx) => findIncident(tx, lead, id)),
    NotFound,
  )
  const passed = await reading(context, head, (tx) => findIncident(tx, head, id))
  assert.deepEqual([passed.register, passed.restricted], ['adult', true])
  assert.ok((await kindsOf(world, head)).includes('triage.takeStep normal'))
  assert.equal((await stateOf(world, id))['consult-lado'], 'open')
  const [concern] = await query<{ id: string }>('select id from incidents.incident where id <> $1', [id])
  assert.ok(concern)
  assert.equal((await reading(context, lead, (tx) => findIncident(tx, lead, concern.id))).safeguarding, true)
  await answerNode(context, head, id, { flowKey: 'first-four', nodeId: 'image', answer: 'no', reason: '' })
})
