import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import type { StaffedSchools } from '../../../test/staffed-school.ts'
import { anIncidentOf, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { findIncident } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { copyFlow } from './copy-flow.ts'
import { readCourse } from './course.ts'
import { decideFlow } from './decide-flow.ts'
import { discardFlow, type EditNode, editNode, replaceFlowText } from './edit-flow.ts'
import type { FlowNode } from './flow.ts'
import { findFlowVersion, flowVersions } from './flow-store.ts'
import { flowActions, moveFlow } from './flow-version.ts'
import { proposeFlow } from './propose-flow.ts'

const plan = { fromDay: '2026-12-01', why: 'Our own words for the log' }
const changed: EditNode = {
  title: 'Write it into our book',
  guidance: 'Plain facts.',
  who: 'anyStaff',
  timer: 'none',
}

/** A draft of the flow with one node changed as a school would. */
async function aDraft({ context, school }: StaffedSchools, actor: PersonActor = school.people.coordinator) {
  const id = await copyFlow(context, actor, 'main.entry')
  await editNode(context, actor, id, 'log', changed)
  return id
}

const nodeOf = async ({ context, school }: StaffedSchools, id: string, nodeId: string) =>
  lookInto(context, school.id, async (tx) =>
    (await findFlowVersion(tx, school.id, id)).flow.nodes.find((node) => node.id === nodeId),
  )

test('a copy is drafted, proposed and confirmed by a second person, and only later incidents use it', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, setTime } = world
  const { coordinator, head } = school.people
  const before = await anIncidentOf(world)
  const id = await aDraft(world)
  await proposeFlow(context, coordinator, id, plan)
  const tasks = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.ok(tasks.some(({ kind }) => kind === 'triage.confirmFlow'))
  await decideFlow(context, head, id, { decision: 'confirm', reason: '' })
  setTime('2026-12-02T09:00:00Z')
  const after = await anIncidentOf(world)
  const titleFor = (incidentId: string) =>
    reading(context, head, async (tx) => {
      const course = await readCourse(tx, await findIncident(tx, head, incidentId))
      return course.flows.find(({ key }) => key === 'main.entry')?.nodes[0]?.title
    })
  assert.equal(await titleFor(before.id), 'Check that the incident is in the log, in plain facts')
  assert.equal(await titleFor(after.id), 'Write it into our book')
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'triage.flowCopied',
    'triage.flowEdited',
    'tasks.given',
    'triage.flowProposed',
    'tasks.done',
    'triage.flowConfirmed',
  ])
})

test('whoever proposes a flow cannot put it in force, not even past the product', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, query } = world
  const { head, chair } = school.people
  const id = await aDraft(world, head)
  await proposeFlow(context, head, id, plan)
  await assert.rejects(decideFlow(context, head, id, { decision: 'confirm', reason: '' }), NotAllowed)
  await assert.rejects(
    query(`update triage.flow_version set state = 'confirmed', decided_by = proposed_by where id = $1`, [id]),
    /violates check constraint/,
  )
  await decideFlow(context, chair, id, { decision: 'refuse', reason: 'The old words are clearer' })
})

test('a copy that weakens what protects a child is refused, naming node and rule', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator } = school.people
  const id = await copyFlow(context, coordinator, 'main.illegal')
  const { flow } = await lookInto(context, school.id, (tx) => findFlowVersion(tx, school.id, id))
  const nodes: FlowNode[] = flow.nodes.map((node) =>
    node.id === 'illegal' && node.kind === 'question'
      ? { ...node, answers: node.answers.map((one) => ({ ...one, next: 'words' })) }
      : node,
  )
  await replaceFlowText(context, coordinator, id, JSON.stringify({ ...flow, nodes }))
  await assert.rejects(proposeFlow(context, coordinator, id, plan), (error) => {
    assert.ok(error instanceof Refused)
    assert.match(error.message, /can never be reached|comes too early|left out/)
    return true
  })
})

test('a fixed flow cannot be copied; what is no flow is refused in words', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator } = school.people
  await assert.rejects(copyFlow(context, coordinator, 'first-four'), /protects children in every school/)
  await assert.rejects(copyFlow(context, coordinator, 'made-up'), NotFound)
  const id = await copyFlow(context, coordinator, 'main.entry')
  await assert.rejects(copyFlow(context, coordinator, 'main.entry'), /being written already/)
  await assert.rejects(replaceFlowText(context, coordinator, id, '{'), /This is not JSON/)
  const broken = JSON.stringify({ nodes: [{ id: 'log', kind: 'dance' }] })
  await assert.rejects(replaceFlowText(context, coordinator, id, broken), /Node “log”/)
})

test('only some may write flows, and another school’s are not found', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, otherSchool } = world
  const { teacher, coordinator } = school.people
  await assert.rejects(copyFlow(context, teacher, 'main.entry'), NotAllowed)
  const id = await aDraft(world)
  await assert.rejects(editNode(context, teacher, id, 'log', changed), NotAllowed)
  await assert.rejects(proposeFlow(context, otherSchool.people.coordinator, id, plan), NotFound)
  await assert.rejects(
    decideFlow(context, otherSchool.people.head, id, { decision: 'confirm', reason: '' }),
    NotFound,
  )
  await assert.rejects(decideFlow(context, coordinator, id, { decision: 'confirm', reason: '' }), NotAllowed)
})

test('a day that has passed is refused, and a proposed flow is not rewritten', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, query } = world
  const { coordinator } = school.people
  const id = await aDraft(world)
  await assert.rejects(
    proposeFlow(context, coordinator, id, { ...plan, fromDay: '2026-11-01' }),
    /has passed/,
  )
  await proposeFlow(context, coordinator, id, plan)
  await assert.rejects(editNode(context, coordinator, id, 'log', changed), /is not possible/)
  await assert.rejects(
    query(`update triage.flow_version set text = '{}' where id = $1`, [id]),
    /is not rewritten/,
  )
})

test('a form changes words, help, who, time and where a line leads; a discarded draft stays on record', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator } = school.people
  const id = await copyFlow(context, coordinator, 'main.entry')
  await editNode(context, coordinator, id, 'open-complaint', {
    title: 'Thank them',
    guidance: 'By letter.\n\nToday.',
    who: 'setting decidesTriage',
    timer: 'reviewSchoolDays schoolDays',
    'next-0': 'to-illegal',
  })
  const node = await nodeOf(world, id, 'open-complaint')
  assert.ok(node?.kind === 'step')
  assert.deepEqual(
    [node.title, node.guidance, node.who, node.timer, node.next],
    [
      'Thank them',
      ['By letter.', 'Today.'],
      { setting: 'decidesTriage' },
      { setting: 'reviewSchoolDays', clock: 'schoolDays' },
      'to-illegal',
    ],
  )
  await discardFlow(context, coordinator, id)
  const kept = await lookInto(context, school.id, (tx) => flowVersions(tx, school.id))
  assert.deepEqual(
    kept.map(({ state }) => state),
    ['discarded'],
  )
})

test('a version moves only as the table says', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const id = await aDraft(world)
  const version = await lookInto(context, school.id, (tx) => findFlowVersion(tx, school.id, id))
  for (const state of ['draft', 'proposed', 'confirmed', 'refused', 'discarded'] as const) {
    for (const [action, row] of Object.entries(flowActions)) {
      const move = () => moveFlow({ ...version, state }, action as keyof typeof flowActions)
      if (row.from === state) assert.equal(move(), row.to)
      else assert.throws(move, Refused)
    }
  }
})
