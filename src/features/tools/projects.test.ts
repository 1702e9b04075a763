import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import type { FilteredSchools } from '../../../test/a-filtered-school.ts'
import { assessed, kindsOf, toolSchools, yes } from '../../../test/an-assessed-tool.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { decideTool, withdrawTool } from './decide-tool.ts'
import { decideProject, type PlanProject, planProject } from './plan-project.ts'
import { routes } from './routes.ts'

async function holly({ context, school }: FilteredSchools): Promise<string> {
  const [found] = await lookInto(context, school.id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .selectFrom('schools.class')
      .select('id')
      .where('name', '=', 'Holly')
      .execute(),
  )
  return found?.id ?? ''
}

async function aPlan(world: FilteredSchools, parts: Partial<PlanProject>): Promise<PlanProject> {
  return {
    title: 'Letters to Lisbon',
    needs: ['signUp'],
    toolId: null,
    classId: await holly(world),
    plan: 'They write to a class in Lisbon.',
    adultId: world.school.people.teacher.personId,
    parentsKnow: true,
    startsOn: '2026-11-30',
    endsOn: '2026-12-11',
    ...parts,
  }
}

test('pupils sign up in a project alone, with a tool that is approved for their class', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { head, teacher, coordinator } = school.people
  const toolId = await assessed(world, { kind: 'online' }, { accounts: 'own' })
  await assert.rejects(planProject(context, teacher, await aPlan(world, {})), /which tool they sign up to/)
  await assert.rejects(planProject(context, teacher, await aPlan(world, { toolId })), /not approved/)
  await decideTool(context, head, toolId, { ...yes, until: '2026-12-09' })
  await assert.rejects(
    planProject(context, teacher, await aPlan(world, { toolId })),
    /approved until 9 December/,
  )
  const id = await planProject(context, teacher, await aPlan(world, { toolId, endsOn: '2026-12-08' }))
  assert.ok((await kindsOf(world, head)).includes('tools.decideProject'))
  await assert.rejects(
    decideProject(context, coordinator, id, { result: 'agreed', why: 'Yes' }),
    /the head teacher decides/,
  )
  await decideProject(context, head, id, { result: 'agreed', why: 'Parents know.' })
  await assert.rejects(
    decideProject(context, head, id, { result: 'agreed', why: 'Again' }),
    /decided already/,
  )
  assert.match(await askRoute(context, teacher, routes, 'GET /projects'), /Letters to Lisbon[\s\S]*Agreed/)
  const late = await planProject(context, teacher, await aPlan(world, { toolId, endsOn: '2026-12-08' }))
  await withdrawTool(context, head, toolId, { why: 'Its makers sell what children write.' })
  await assert.rejects(decideProject(context, head, late, { result: 'agreed', why: 'Yes' }), /not approved/)
  const young = await assessed(
    world,
    { name: 'For the youngest', kind: 'online' },
    { fromYear: 1, toYear: 2 },
  )
  await decideTool(context, head, young, yes)
  await assert.rejects(
    planProject(context, teacher, await aPlan(world, { toolId: young })),
    /this class is Year 4/,
  )
})

test('a project in which pupils send pictures names the adult who is there, and waits for whom the school names', async (t) => {
  const world = await toolSchools(t)
  const { context, school, otherSchool } = world
  const { teacher } = school.people
  const images = await aPlan(world, { needs: ['images', 'meeting'] })
  await assert.rejects(
    planProject(context, teacher, { ...images, adultId: world.pupil.personId }),
    /an adult who works here/,
  )
  await assert.rejects(planProject(context, world.pupil, images), NotAllowed)
  await assert.rejects(planProject(context, teacher, { ...images, classId: newId() }), NotFound)
  const waiting = await planProject(context, teacher, images)
  await assert.rejects(
    decideProject(context, otherSchool.people.head, waiting, { result: 'agreed', why: 'Yes' }),
    NotFound,
  )
  const shown = { params: { id: waiting } }
  assert.match(
    await askRoute(context, teacher, routes, 'GET /projects/:id', shown),
    /waits for whoever decides/,
  )
  await setFor(world, school.id, 'tools.projectApprover', 'staff')
  const agreed = await planProject(context, teacher, images)
  assert.match(
    await askRoute(context, teacher, routes, 'GET /projects/:id', { params: { id: agreed } }),
    /Agreed/,
  )
})
