import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { assessed, good, harmless, kindsOf, paint, toolSchools, yes } from '../../../test/an-assessed-tool.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { anonymous, aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { askForSite } from '../site-requests/index.ts'
import { assessForm, assessTool } from './assess-tool.ts'
import { controls } from './controls.ts'
import { decideTool, withdrawTool } from './decide-tool.ts'
import { proposeTool } from './propose-tool.ts'
import { remindOfTools } from './remind-of-tools.ts'
import { routes } from './routes.ts'
import { findTool } from './store.ts'

test('a tool is assessed, somebody else approves it until a day, and everybody reads it in the list', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { teacher, head } = school.people
  const id = await assessed(world)
  assert.ok((await kindsOf(world, head)).includes('tools.decide'))
  assert.match(
    await askRoute(context, anonymous(school.id), routes, 'GET /approved-tools'),
    /No tool is approved/,
  )
  await assert.rejects(decideTool(context, teacher, id, yes), NotAllowed)
  await assert.rejects(
    decideTool(context, head, id, { ...yes, until: '2028-01-01' }),
    /not after 24 November 2027/,
  )
  const unseen = { ...yes, seen: newId() }
  await assert.rejects(decideTool(context, head, id, unseen), /assessed anew while you read/)
  await decideTool(context, head, id, yes)
  assert.ok(!(await kindsOf(world, head)).includes('tools.decide'))
  await assert.rejects(decideTool(context, head, id, yes), /Nothing waits/)
  const list = await askRoute(context, anonymous(school.id), routes, 'GET /approved-tools')
  assert.match(list, /Paintbox[\s\S]*Year 3 to Year 6[\s\S]*24 November 2027/)
  assert.match(await askRoute(context, world.pupil, routes, 'GET /our-tools'), /You can paint here/)
  const about = { params: { id } }
  assert.match(await askRoute(context, teacher, routes, 'GET /tools/:id', about), /They undo a stroke/)
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'tools.proposed',
    'tasks.given',
    'tools.assessed',
    'tasks.done',
    'tools.approved',
  ])
  await setFor(world, school.id, 'tools.listIsPublic', false)
  await assert.rejects(askRoute(context, anonymous(school.id), routes, 'GET /approved-tools'), NotAllowed)
})

test('a tool for Year 8 with a limit of 13 is refused, or needs the exception that the school names', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { head, teacher } = school.people
  const thirteen = { fromYear: 8, toYear: 8, minAge: 13 } as const
  const id = await assessed(world, {}, { ...thirteen, accounts: 'school' })
  await assert.rejects(decideTool(context, head, id, yes), /may be 12, and its makers say 13 .*no exception/)
  await setFor(world, school.id, 'tools.underAge', 'schoolAccounts')
  await assert.rejects(decideTool(context, head, id, yes), /parents have agreed in writing/)
  await assessTool(context, teacher, id, { ...good, ...thirteen, accounts: 'school', parents: 'agree' })
  await assert.rejects(decideTool(context, head, id, yes), /on what conditions/)
  await decideTool(context, head, id, { ...yes, conditions: 'Only with the teacher.' })
  const older = await assessed(world, { name: 'For Year 9' }, { fromYear: 9, toYear: 11, minAge: 13 })
  await decideTool(context, head, older, yes)
  const asks = await assessed(
    world,
    { name: 'Asks for consent' },
    { answers: { ...harmless, consent: 'yes' }, risks: 'It asks.' },
  )
  await assert.rejects(
    decideTool(context, head, asks, { ...yes, conditions: 'With care.' }),
    /under 13 cannot give it/,
  )
})

test('a game that is rated for older pupils is refused, and one that fits is approved', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { head, teacher } = school.people
  const rated = (rating: string) => ({ answers: { ...harmless, rating } })
  const id = await assessed(world, { kind: 'game' }, rated('older'))
  await assert.rejects(decideTool(context, head, id, yes), /Which age does its rating say/)
  await decideTool(context, head, id, { ...yes, result: 'refused' })
  await assert.rejects(
    assessTool(context, teacher, id, { ...good, ...rated('unrated') }),
    /what could go wrong/,
  )
  await assessTool(context, teacher, id, { ...good, ...rated('fits') })
  await decideTool(context, head, id, yes)
  const form = {
    ...Object.fromEntries(Object.entries(harmless).map(([key, value]) => [`answer-${key}`, value])),
  }
  const typed = {
    ...form,
    benefit: 'Sums',
    accounts: 'none',
    parents: 'told',
    places: 'clubs',
    fromYear: '1',
  }
  assert.equal(assessForm('game').safeParse(typed).success, false)
  assert.deepEqual(assessForm('app').parse(typed), {
    ...good,
    benefit: 'Sums',
    places: ['clubs'],
    fromYear: 1,
    toYear: 1,
  })
})

test('what could only harm pupils does not stop a tool of the staff, and asks for conditions', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { head, teacher } = school.people
  const answers = { ...harmless, answers: 'nothing', learns: 'no' }
  const staffOnly = {
    fromYear: null,
    toYear: null,
    answers,
    risks: 'It makes things up: we check each fact.',
  }
  const id = await assessed(world, { kind: 'ai' }, staffOnly)
  await assert.rejects(decideTool(context, head, id, yes), /on what conditions/)
  await assert.rejects(
    assessTool(context, teacher, id, { ...good, ...staffOnly, risks: null }),
    /what could go wrong/,
  )
  await assessTool(context, teacher, id, { ...good, ...staffOnly, answers: { ...answers, learns: 'yes' } })
  await assert.rejects(decideTool(context, head, id, yes), /Does it learn from what is typed/)
  await assessTool(context, teacher, id, { ...good, ...staffOnly, fromYear: 5, toYear: 6 })
  await assert.rejects(decideTool(context, head, id, yes), /What keeps its answers suitable/)
  await assessTool(context, teacher, id, { ...good, ...staffOnly })
  await decideTool(context, head, id, { ...yes, conditions: 'Nothing about a child is typed there.' })
})

test('a blogging system is for whom the school names to decide, and for nobody else', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { coordinator } = school.people
  const leader = await aPerson(context, school.id, { roles: ['seniorLeader'] })
  await setFor(world, school.id, 'tools.blogApprover', 'seniorLeader')
  const posts = { answers: { ...harmless, posts: 'before' } }
  const id = await assessed(world, { kind: 'blog' }, posts)
  assert.ok((await kindsOf(world, leader)).includes('tools.decide'))
  await assert.rejects(decideTool(context, coordinator, id, yes), /the senior leader decides about this/)
  await decideTool(context, leader, id, yes)
  await assert.rejects(withdrawTool(context, coordinator, id, { why: 'No' }), NotAllowed)
  await withdrawTool(context, leader, id, { why: 'Strangers wrote there.' })
  await assert.rejects(withdrawTool(context, leader, id, { why: 'Again' }), /nothing to withdraw/)
  assert.match(await askRoute(context, leader, routes, 'GET /approved-tools'), /No tool is approved/)
  await assessTool(context, leader, id, { ...good, ...posts })
  await assert.rejects(decideTool(context, leader, id, yes), /You assessed this yourself/)
})

test('where the school makes the accounts, a service that pupils sign up to themselves is refused', async (t) => {
  const world = await toolSchools(t)
  const { context, school } = world
  const { head, teacher } = school.people
  await setFor(world, school.id, 'tools.childAccounts', 'never')
  const id = await assessed(world, { kind: 'online' }, { accounts: 'own' })
  await assert.rejects(decideTool(context, head, id, yes), /Pupils do not sign up anywhere themselves/)
  await assessTool(context, teacher, id, { ...good, accounts: 'school' })
  await decideTool(context, head, id, yes)
})

test('an approval ends by itself, and whoever proposed the tool is asked to assess it again before', async (t) => {
  const world = await toolSchools(t)
  const { context, school, setTime } = world
  const { head, teacher } = school.people
  const id = await assessed(world)
  await decideTool(context, head, id, { ...yes, until: '2027-01-15' })
  await remindOfTools(context, systemActor(school.id))
  assert.ok(!(await kindsOf(world, teacher)).includes('tools.assess'))
  setTime('2026-12-17T10:00:00Z')
  await remindOfTools(context, systemActor(school.id))
  await remindOfTools(context, systemActor(school.id))
  assert.equal((await kindsOf(world, teacher)).filter((kind) => kind === 'tools.assess').length, 1)
  setTime('2027-01-18T10:00:00Z')
  assert.match(await askRoute(context, head, routes, 'GET /approved-tools'), /No tool is approved/)
  assert.match(await askRoute(context, head, routes, 'GET /tools', { query: { state: 'over' } }), /Paintbox/)
  const evidence = await lookInto(context, school.id, (tx) =>
    (controls[0] as (typeof controls)[number]).evidence(tx, school.id, context.clock()),
  )
  assert.equal(evidence.inDate, false)
  await assessTool(context, teacher, id, good)
  assert.ok(!(await kindsOf(world, teacher)).includes('tools.assess'))
})

test('a tool of another school is not found, a name is in the list once, and only staff propose', async (t) => {
  const world = await toolSchools(t)
  const { context, school, otherSchool, pupil } = world
  const { teacher } = school.people
  const id = await assessed(world)
  const theirs = otherSchool.people.teacher
  await assert.rejects(assessTool(context, theirs, id, good), NotFound)
  await assert.rejects(decideTool(context, otherSchool.people.head, id, yes), NotFound)
  await assert.rejects(withdrawTool(context, otherSchool.people.head, id, { why: 'No' }), NotFound)
  await assert.rejects(proposeTool(context, teacher, { ...paint, name: 'PAINTBOX' }), Refused)
  await proposeTool(context, theirs, paint)
  await assert.rejects(proposeTool(context, pupil, { ...paint, name: 'Other' }), NotAllowed)
  await assert.rejects(
    assessTool(context, teacher, id, { ...good, fromYear: 6, toYear: 3 }),
    /younger year group first/,
  )
  const kept = await lookInto(context, school.id, (tx) => findTool(tx, school.id, id))
  assert.equal(kept.site, 'paintbox.example')
})

test('when the site of an approved tool is reported, whoever decides about such tools looks again', async (t) => {
  const world = await toolSchools(t)
  const { context, school, pupil } = world
  const { head } = school.people
  const report = (site: string) => askForSite(context, pupil, { wants: 'block', site, why: null })
  const id = await assessed(world)
  await report('paintbox.example')
  assert.ok(!(await kindsOf(world, head)).includes('tools.lookAgain'))
  await decideTool(context, head, id, yes)
  await report('elsewhere.example')
  assert.ok(!(await kindsOf(world, head)).includes('tools.lookAgain'))
  await report('https://www.paintbox.example/gallery')
  assert.ok((await kindsOf(world, head)).includes('tools.lookAgain'))
  await withdrawTool(context, head, id, { why: 'Strangers show pictures there.' })
  assert.ok(!(await kindsOf(world, head)).includes('tools.lookAgain'))
})
