import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { aCase, type CaseWorld, setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { decideTelling } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { decideSanction } from './decide-sanction.ts'
import { endOnDate } from './end-on-date.ts'
import { sanctions } from './feature.ts'
import { lifted, suspended } from './happenings.ts'
import { type ProposeSanction, proposeSanction, proposeSanctionForm } from './propose-sanction.ts'
import { routes } from './routes.ts'
import { findSanction, listSanctions } from './store.ts'
import { type TakeStep, takeStep } from './take-step.ts'

const wanted = (world: CaseWorld, parts: Partial<ProposeSanction> = {}): ProposeSanction => ({
  personId: world.pupil.personId,
  level: 'pupil:behaviour-policy',
  why: 'Unkind messages, the second time.',
  stops: 'nothing',
  tool: null,
  endsOn: null,
  needsTalk: false,
  ladoAdvice: null,
  ...parts,
})
const step = (act: TakeStep['act']): TakeStep => ({ act, says: 'Said so.', on: '2026-11-24', time: '09:30' })
const all = { filters: {}, newestFirst: true, offset: 0, most: 25 }

test('a sanction is proposed, approved by somebody else, told and carried out, and the trail says so', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, incident } = world
  const { lead, head } = school.people
  const id = await proposeSanction(context, lead, incident.id, wanted(world))
  await assert.rejects(decideSanction(context, lead, id, { decision: 'approved', says: '' }), NotAllowed)
  const asked = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.ok(asked.some(({ kind }) => kind === 'sanctions.decide'))
  assert.equal(await decideSanction(context, head, id, { decision: 'approved', says: '' }), 'approved')
  await assert.rejects(decideSanction(context, head, id, { decision: 'refused', says: 'No.' }), Refused)
  const left = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.ok(!left.some(({ kind }) => kind === 'sanctions.decide'))
  await takeStep(context, lead, id, step('toldThemselves'))
  await takeStep(context, lead, id, step('carryOut'))
  await assert.rejects(takeStep(context, lead, id, step('carryOut')), Refused)
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'sanctions.proposed',
    'sanctions.approved',
    'sanctions.stepTaken',
    'sanctions.stepTaken',
  ])
})

test('a deputy head does not approve what they proposed; the head, above whom nobody stands, does', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, incident } = world
  const deputyHead = await aPerson(context, school.id, { name: 'Dep Head', roles: ['deputyHead'] })
  const id = await proposeSanction(context, deputyHead, incident.id, wanted(world))
  await assert.rejects(
    decideSanction(context, deputyHead, id, { decision: 'approved', says: '' }),
    /proposed this yourself/,
  )
  const own = await proposeSanction(context, school.people.head, incident.id, wanted(world))
  assert.equal(
    await decideSanction(context, school.people.head, own, { decision: 'approved', says: '' }),
    'approved',
  )
})

test('nobody is sanctioned before the safety questions; the subject and other schools find nothing', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, otherSchool, incident, pupil, adult } = world
  const fresh = await anIncident(world, school.people.lead, {
    people: [{ personId: pupil.personId, part: 'allegedInstigator' }],
  })
  await assert.rejects(
    proposeSanction(context, school.people.lead, fresh.id, wanted(world)),
    /four safety questions/,
  )
  await world.query(`update incidents.incident set state = 'reopened' where id = $1`, [fresh.id])
  await assert.rejects(
    proposeSanction(context, school.people.lead, fresh.id, wanted(world)),
    /four safety questions/,
  )
  await assert.rejects(
    proposeSanction(context, otherSchool.people.lead, incident.id, wanted(world)),
    NotFound,
  )
  await assert.rejects(proposeSanction(context, pupil, incident.id, wanted(world)), NotFound)
  const id = await proposeSanction(context, school.people.lead, incident.id, wanted(world))
  for (const who of [pupil, adult, otherSchool.people.head, school.people.teacher]) {
    await assert.rejects(
      reading(context, who, (tx) => findSanction(tx, who, id)),
      NotFound,
    )
  }
})

test('what concerns an adult is for the head and the chair alone, and dismissal needs both', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, incident, adult } = world
  const { head, lead, chair } = school.people
  await setFor(world, school.id, 'sanctions.staffLadder', 'councilPolicy')
  const dismissal = { personId: adult.personId, level: 'staff:summary-dismissal' }
  await assert.rejects(proposeSanction(context, lead, incident.id, wanted(world, dismissal)), Refused)
  await assert.rejects(proposeSanction(context, head, incident.id, wanted(world, dismissal)), /LADO/)
  const advised = wanted(world, { ...dismissal, ladoAdvice: 'No child is concerned.' })
  const id = await proposeSanction(context, head, incident.id, advised)
  for (const who of [lead, adult]) {
    await assert.rejects(
      reading(context, who, (tx) => findSanction(tx, who, id)),
      NotFound,
    )
  }
  assert.equal((await reading(context, lead, (tx) => listSanctions(tx, lead, all))).total, 0)
  assert.equal((await reading(context, head, (tx) => listSanctions(tx, head, all))).total, 1)
  assert.equal(await decideSanction(context, head, id, { decision: 'approved', says: '' }), 'proposed')
  await assert.rejects(decideSanction(context, head, id, { decision: 'approved', says: '' }), Refused)
  assert.equal(await decideSanction(context, chair, id, { decision: 'approved', says: '' }), 'approved')
  assert.equal((await world.query(`select 1 from incidents.event where path = '/sanctions/${id}'`)).length, 0)
})

test('parents are not told before the safeguarding lead has recorded that it adds no risk', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, incident, pupil } = world
  const { lead } = school.people
  const warning = wanted(world, { level: 'pupil:warning' })
  const id = await proposeSanction(context, lead, incident.id, warning)
  await assert.rejects(takeStep(context, lead, id, step('toldParents')), /adds no risk/)
  const decision = { pupilId: pupil.personId, decision: 'mayBeTold' as const, why: 'No risk seen.' }

  await decideTelling(context, lead, incident.id, decision)
  await takeStep(context, lead, id, step('toldParents'))
})

test('what is stopped is in force until its day, and comes back only after the talk', async (t) => {
  const heard: unknown[] = []
  const heeds = [
    heed(suspended, async (_context, _tx, _actor, { sanctionId, personId, what, until }) => {
      heard.push([sanctionId, personId, what, until])
    }),
    heed(lifted, async (_context, _tx, _actor, { sanctionId, what }) => void heard.push([sanctionId, what])),
  ]
  const world = await aCase(t, sanctions, {}, heeds)
  const { context, school, incident } = world
  const { head } = school.people
  await setFor(world, school.id, 'sanctions.pupilLadder', 'accessStepByStep')
  const stop = { level: 'pupil:suspend-internet', stops: 'internet', endsOn: '2026-12-01' } as const
  const wrong = wanted(world, { ...stop, stops: 'email' })
  await assert.rejects(proposeSanction(context, head, incident.id, wrong), /does not stop that/)
  const byDay = await proposeSanction(context, head, incident.id, wanted(world, stop))
  const byTalk = await proposeSanction(
    context,
    head,
    incident.id,
    wanted(world, { ...stop, needsTalk: true }),
  )
  for (const id of [byDay, byTalk])
    await decideSanction(context, head, id, { decision: 'approved', says: '' })
  const inForce = async () =>
    (await world.query<{ id: string }>(`select id from sanctions.sanction where state = 'inForce'`)).map(
      (r) => r.id,
    )
  assert.deepEqual((await inForce()).sort(), [byDay, byTalk].sort())
  await assert.rejects(takeStep(context, head, byTalk, step('end')), /after a talk/)
  world.setTime('2026-12-01T00:20:00Z')
  await endOnDate(context, systemActor(school.id))
  assert.deepEqual(await inForce(), [byTalk])
  assert.ok(
    (await reading(context, head, (tx) => tasksOf(tx, head))).some(({ kind }) => kind === 'sanctions.talk'),
  )
  await takeStep(context, head, byTalk, step('talk'))
  await takeStep(context, head, byTalk, step('end'))
  assert.deepEqual(await inForce(), [])
  const from = (id: string) => [id, world.pupil.personId, 'internet', '2026-12-01']
  assert.deepEqual(heard, [from(byDay), from(byTalk), [byDay, 'internet'], [byTalk, 'internet']])
})

test('nothing is stopped for good, whatever the form is sent', () => {
  const sent = { personId: '0198c0de-0000-7000-8000-000000000000', level: 'pupil:warning', why: 'So.' }
  assert.equal(proposeSanctionForm.safeParse({ ...sent, stops: 'internet' }).success, false)
  assert.equal(proposeSanctionForm.safeParse({ ...sent, stops: 'internet', needsTalk: 'yes' }).success, true)
})

test('the pages show the ladder to everybody and the register to those who may see it', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, incident, pupil } = world
  const { lead, head } = school.people
  const id = await proposeSanction(context, lead, incident.id, wanted(world))
  const ladders = await askRoute(context, pupil, routes, 'GET /sanctions/ladders')
  assert.match(ladders, /What may follow/)
  assert.match(ladders, /tells the police\. That waits for no level/)
  assert.match(await askRoute(context, lead, routes, 'GET /sanctions'), /Pip Pupil/)
  await assert.rejects(askRoute(context, pupil, routes, 'GET /sanctions'), NotAllowed)
  assert.match(
    await askRoute(context, head, routes, 'GET /sanctions/:id', { params: { id } }),
    /Do you approve it/,
  )
  const form = await askRoute(context, lead, routes, 'GET /incidents/:id/sanctions/new', {
    params: { id: incident.id },
  })
  assert.doesNotMatch(form, /For adults who work here/)
  const figures = sanctions.figures?.[0]
  await decideSanction(context, head, id, { decision: 'approved', says: '' })
  const counted = await lookInto(context, school.id, (tx) =>
    figures
      ? figures.read(tx, systemActor(school.id), new Date('2026-09-01'), new Date('2027-01-01'))
      : Promise.resolve([]),
  )
  assert.equal(counted.find(({ label }) => label === 'Handled under the behaviour policy')?.count, 1)
  const held = await lookInto(context, school.id, async (tx) =>
    Promise.all((sanctions.holds ?? []).map((one) => one.read(tx, lead, pupil.personId))),
  )
  assert.equal(held.flat().length, 1)
  for (const { evidence } of sanctions.controls ?? []) {
    const { sentence } = await lookInto(context, school.id, (tx) => evidence(tx, school.id, context.clock()))
    assert.ok(sentence.length > 10)
  }
})
