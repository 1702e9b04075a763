import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { allegationOffers } from '../../../test/a-concern.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { findIncident } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { askAdvice } from './ask-advice.ts'
import { chooseDeciders } from './choose-deciders.ts'
import {
  actionNames,
  type Complaint,
  drawReference,
  type Kind,
  move,
  moves,
  stateNames,
} from './complaint.ts'
import { complaints } from './feature.ts'
import { logIncident } from './log-incident.ts'
import { moveComplaint, moveComplaintForm } from './move-complaint.ts'
import { receiveComplaint } from './receive-complaint.ts'
import { routes } from './routes.ts'
import { findComplaint, listComplaints } from './store.ts'

const offers = {
  permissions: [...allegationOffers.permissions, complaints.permissions],
  settings: [...allegationOffers.settings, ...(complaints.settings ?? [])],
  heeds: allegationOffers.heeds,
}

async function theSchool(t: TestContext) {
  const world = await staffedSchools(t, offers)
  const { context, school } = world
  const actors: Record<string, PersonActor> = {
    ...school.people,
    deputyHead: await aPerson(context, school.id, { name: 'Dep Head', roles: ['deputyHead'] }),
    delegated: await aPerson(context, school.id, { name: 'Del Gated', roles: ['delegatedSeniorLeader'] }),
    it: await aPerson(context, school.id, { name: 'Ida Tech', roles: ['networkManager'] }),
    subject: await aPerson(context, school.id, { name: 'Sub Ject' }),
    otherHead: world.otherSchool.people.head,
  }
  return { ...world, actors }
}

type World = Awaited<ReturnType<typeof theSchool>>

const receive = ({ context, actors }: World, kind: Kind, about?: PersonActor, by = 'teacher') =>
  receiveComplaint(context, actors[by] as PersonActor, {
    kind,
    complainant: 'Mr Okafor, 01632 960111',
    account: 'Films were shown that were not for children.',
    aboutId: about?.personId ?? null,
  })

async function whoSees({ context, actors }: World, id: string): Promise<string[]> {
  const names: string[] = []
  for (const [name, actor] of Object.entries(actors)) {
    const found = await reading(context, actor, (tx) => findComplaint(tx, actor, id)).catch((error) => {
      assert.ok(error instanceof NotFound)
      return null
    })
    const { rows, total } = await reading(context, actor, (tx) =>
      listComplaints(tx, actor, {
        state: null,
        sort: 'received',
        direction: 'descending',
        offset: 0,
        most: 25,
      }),
    )
    assert.equal(
      rows.some((row) => row.id === id),
      found !== null,
      name,
    )
    assert.equal(total, rows.length)
    if (found) names.push(name)
  }
  return names.sort()
}

const set = ({ context, school }: StaffedSchools, key: string, value: unknown) =>
  lookInto(context, school.id, (tx) =>
    tx
      .insertInto('settings.value')
      .values({
        school_id: school.id,
        key,
        version: 1,
        value: JSON.stringify(value),
        why: 'Our policy says so',
        changed_by: null,
        changed_at: context.clock(),
      })
      .execute(),
  )

test('a complaint goes to those who decide on its kind, as the setting says, and to nobody else', async (t) => {
  const world = await theSchool(t)
  for (const kind of ['misuse', 'outOfHours', 'thirdParty', 'whistleblowing'] as const) {
    assert.deepEqual(await whoSees(world, (await receive(world, kind)).complaintId), ['head'], kind)
  }
  await set(world, 'complaints.misuseDecides', 'headOrDeputy')
  assert.deepEqual(await whoSees(world, (await receive(world, 'misuse')).complaintId), ['deputyHead', 'head'])
  assert.deepEqual(await whoSees(world, (await receive(world, 'thirdParty')).complaintId), ['head'])
})

test('about the head, the chair decides, and no deputy; about the chair, nobody at the school', async (t) => {
  const world = await theSchool(t)
  await set(world, 'complaints.misuseDecides', 'headOrDeputy')
  const aboutHead = await receive(world, 'misuse', world.actors.head)
  assert.deepEqual(await whoSees(world, aboutHead.complaintId), ['chair'])
  const aboutChair = await receive(world, 'whistleblowing', world.actors.chair)
  assert.equal(aboutChair.outside, true)
  assert.deepEqual(await whoSees(world, aboutChair.complaintId), [])
  await inTransaction(world.context, world.school.people.lead, async (tx) => {
    const about = {
      schoolId: world.school.id,
      kind: 'misuse' as const,
      aboutId: null,
      at: world.context.clock(),
    }
    assert.deepEqual(await chooseDeciders(tx, about, new Set()), ['head', 'deputyHead'])
  })
})

test('a complaint about an adult of the school takes the adults’ route, whatever was chosen, and gets its line in the register', async (t) => {
  const world = await theSchool(t)
  await set(world, 'complaints.staffMisuseDecides', 'headOrDelegated')
  const { complaintId } = await receive(world, 'misuse', world.actors.subject)
  assert.deepEqual(await whoSees(world, complaintId), ['delegated', 'head'])
  const lines = await world.query<{ adult_id: string; case_manager: string }>(
    'select adult_id, case_manager from allegations.allegation',
  )
  assert.deepEqual(lines, [{ adult_id: world.actors.subject?.personId, case_manager: 'head' }])
  const pupil = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  await assert.rejects(receive(world, 'staffMisuse', pupil), Refused)
})

test('a complaint that a child may be harmed is the safeguarding lead’s at once', async (t) => {
  const world = await theSchool(t)
  const { complaintId } = await receive(world, 'childProtection')
  const { lead, head } = world.school.people
  const { incidentId } = await reading(world.context, head, (tx) => findComplaint(tx, head, complaintId))
  assert.ok(incidentId)
  const tasks = await reading(world.context, lead, (tx) => tasksOf(tx, lead))
  assert.deepEqual(
    tasks.map(({ aboutId, urgency }) => [aboutId, urgency]),
    [[incidentId, 'now']],
  )
})

test('where a child may be harmed by an adult, the lead has the child’s concern and not the adult’s case', async (t) => {
  const world = await theSchool(t)
  const { complaintId } = await receive(world, 'childProtection', world.actors.subject)
  const { lead, head } = world.school.people
  assert.deepEqual(await whoSees(world, complaintId), ['head'])
  const [task] = await reading(world.context, lead, (tx) => tasksOf(tx, lead))
  assert.ok(task)
  const concern = await reading(world.context, lead, (tx) => findIncident(tx, lead, task.aboutId))
  assert.doesNotMatch(concern.description, /Films/)
  const { incidentId } = await reading(world.context, head, (tx) => findComplaint(tx, head, complaintId))
  await assert.rejects(
    reading(world.context, lead, (tx) => findIncident(tx, lead, incidentId ?? '')),
    NotFound,
  )
})

test('acknowledging and answering end the tasks, and the trail says so', async (t) => {
  const world = await theSchool(t)
  const { head } = world.school.people
  const { complaintId: id } = await receive(world, 'misuse')
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
  const world = await theSchool(t)
  const { head, coordinator } = world.school.people
  const { complaintId: id } = await receive(world, 'misuse')
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
    logIncident(world.context, tx, head, { account: 'A second one.', aboutId: null }, 'pupil'),
  )
  assert.notEqual(logged, found.id)
})

test('whoever is asked for advice reads it and decides nothing; whom it is about is never asked', async (t) => {
  const world = await theSchool(t)
  const { head, coordinator } = world.school.people
  const subject = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  const { complaintId: id } = await receive(world, 'misuse', subject)
  await askAdvice(world.context, head, id, { personId: coordinator.personId })
  assert.deepEqual(await whoSees(world, id), ['coordinator', 'head'])
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
  const world = await theSchool(t)
  const { head, teacher } = world.school.people
  const asked = await askRoute(world.context, teacher, routes, 'POST /complaints', {
    body: { kind: 'misuse', complainant: 'No name', account: 'Films.', aboutName: 'Sub' },
  })
  assert.match(asked, /Which person is it/)
  assert.match(asked, /Sub Ject/)
  const { complaintId: id } = await receive(world, 'misuse', world.actors.subject)
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
