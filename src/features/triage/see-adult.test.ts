import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { seesIncident } from '../../../test/a-concern.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import type { StaffedSchools } from '../../../test/staffed-school.ts'
import { allQuiet, anIncidentOf, answerAll, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { addPerson } from '../incidents/add-person.ts'
import { findIncident } from '../incidents/index.ts'
import { moveIncident } from '../incidents/move-incident.ts'
import { tasksOf } from '../tasks/index.ts'
import { answerNode } from './answer-node.ts'
import { readCourse } from './course.ts'
import { repliesOf } from './reply-store.ts'
import { stepsOf } from './store.ts'

const linesOf = ({ query }: StaffedSchools, id: string) =>
  query<{ adult_id: string; case_manager: string; welfare: boolean }>(
    `select adult_id, case_manager, welfare_incident_id is not null as welfare
       from allegations.allegation where incident_id = $1 order by opened_at`,
    [id],
  )

const aboutIncident = async ({ context }: StaffedSchools, actor: PersonActor, id: string) =>
  (await reading(context, actor, (tx) => tasksOf(tx, actor))).filter(({ aboutId }) => aboutId === id)

const name = ({ context }: StaffedSchools, by: PersonActor, id: string, who: PersonActor) =>
  addPerson(context, by, id, { part: 'allegedInstigator', personId: who.personId, described: '' })

async function aChildsIncident(world: StaffedSchools) {
  const child = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Tia Brook' })
  return anIncidentOf(world, { people: [{ personId: child.personId, part: 'victim' }] })
}

const rows = [
  { about: 'teacher', manager: 'head' },
  { about: 'head', manager: 'chair' },
] as const
for (const { about, manager } of rows) {
  test(`the ${about}, named after four quiet answers, makes it the ${manager}’s alone: a line, the child’s concern, the LADO`, async (t) => {
    const world = await schoolsWithTriage(t)
    const { context, school } = world
    const { coordinator, [about]: adult, [manager]: caseManager } = school.people
    const { id } = await aChildsIncident(world)
    await answerAll(world, coordinator, id, allQuiet)
    await name(world, coordinator, id, adult)
    assert.deepEqual(await seesIncident(world, id), [manager])
    const passed = await reading(context, caseManager, (tx) => findIncident(tx, caseManager, id))
    assert.equal(passed.register, 'adult')
    assert.deepEqual(await linesOf(world, id), [
      {
        adult_id: adult.personId,
        case_manager: manager === 'head' ? 'head' : 'chairOfGovernors',
        welfare: true,
      },
    ])
    const { found, steps, third } = await lookInto(context, school.id, async (tx) => ({
      found: (await readCourse(tx, passed)).found,
      steps: await stepsOf(tx, school.id, id),
      third: (await repliesOf(tx, school.id, id)).findLast(({ nodeId }) => nodeId === 'adult'),
    }))
    assert.ok(found.has('adultOfTheSchool'))
    assert.equal(third?.answer, 'yes')
    assert.equal(steps.find((step) => step.name === 'consult-lado')?.state, 'open')
    const tasks = await aboutIncident(world, caseManager, id)
    assert.ok(tasks.some(({ kind }) => kind === 'triage.takeStep'))
    for (const other of Object.values(school.people).filter((one) => one !== caseManager)) {
      assert.deepEqual(await aboutIncident(world, other, id), [])
    }
  })
}

test('named before the questions are answered, the third is answered when it is reached, and the LADO’s step opens then', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator, head, teacher } = school.people
  const { id } = await aChildsIncident(world)
  await name(world, coordinator, id, teacher)
  assert.equal((await linesOf(world, id)).length, 1)
  await answerAll(world, head, id, allQuiet.slice(0, 2))
  const steps = await lookInto(context, school.id, (tx) => stepsOf(tx, school.id, id))
  assert.equal(steps.find((step) => step.name === 'consult-lado')?.state, 'open')
  await answerNode(context, head, id, { flowKey: 'first-four', nodeId: 'image', answer: 'no', reason: '' })
})

test('a parent as alleged instigator, and an adult of the school in another part, leave it where it is', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator, teacher } = school.people
  const parent = await aPerson(context, school.id, { kind: 'guardian', name: 'Mara Mother' })
  const { id } = await aChildsIncident(world)
  await answerAll(world, coordinator, id, allQuiet)
  await name(world, coordinator, id, parent)
  await addPerson(context, coordinator, id, { part: 'witness', personId: teacher.personId, described: '' })
  const incident = await reading(context, coordinator, (tx) => findIncident(tx, coordinator, id))
  assert.equal(incident.register, 'pupil')
  assert.deepEqual(await linesOf(world, id), [])
})

test('an adult who comes in with a duplicate makes the one that stays their case manager’s', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator, teacher } = school.people
  const original = await aChildsIncident(world)
  await answerAll(world, coordinator, original.id, allQuiet)
  const second = await anIncidentOf(world, {
    people: [{ personId: teacher.personId, part: 'allegedInstigator' }],
  })
  await moveIncident(context, coordinator, second.id, {
    action: 'markDuplicate',
    says: 'Told twice.',
    duplicateOf: original.id,
  })
  assert.deepEqual(await seesIncident(world, original.id), ['head'])
  assert.deepEqual(await seesIncident(world, second.id), ['head'])
  assert.deepEqual(
    (await linesOf(world, original.id)).map(({ adult_id }) => adult_id),
    [teacher.personId],
  )
  assert.deepEqual(await linesOf(world, second.id), [])
})

test('what was told before of the same matter passes on with it, and gets no line beside it', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { coordinator, teacher } = school.people
  const original = await aChildsIncident(world)
  await answerAll(world, coordinator, original.id, allQuiet)
  const [second, third] = [await aChildsIncident(world), await aChildsIncident(world)]
  for (const { id } of [second, third]) {
    const request = { action: 'markDuplicate', says: 'Told twice.', duplicateOf: original.id } as const
    await moveIncident(context, coordinator, id, request)
  }
  await assert.rejects(
    name(world, coordinator, second.id, teacher),
    /goes on in the incident that it repeats/,
  )
  await name(world, coordinator, original.id, teacher)
  for (const { id } of [original, second, third]) assert.deepEqual(await seesIncident(world, id), ['head'])
  const lines = [original, second, third].map(async ({ id }) => (await linesOf(world, id)).length)
  assert.deepEqual(await Promise.all(lines), [1, 0, 0])
})

test('named after it was closed, it is the case manager’s too, and the LADO’s step waits for whoever opens it again', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, query } = world
  const { coordinator, head, teacher } = school.people
  const { id } = await aChildsIncident(world)
  await answerAll(world, coordinator, id, allQuiet)
  await query(`update incidents.incident set state = 'closed', closed_at = now() where id = $1`, [id])
  await name(world, coordinator, id, teacher)
  assert.equal((await linesOf(world, id)).length, 1)
  assert.deepEqual(await aboutIncident(world, head, id), [])
  await moveIncident(context, head, id, { action: 'reopen', says: 'An adult was named.', duplicateOf: '' })
  const tasks = await aboutIncident(world, head, id)
  assert.ok(tasks.some(({ kind }) => kind === 'triage.takeStep'))
})
