import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aComplaint, schoolWithDeciders, setForSchool, whoSeesComplaint } from '../../../test/a-complaint.ts'
import { aPerson } from '../../../test/ground.ts'
import { findIncident } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { chooseDeciders } from './choose-deciders.ts'
import { receiveComplaint, receiveComplaintForm } from './receive-complaint.ts'
import { findComplaint } from './store.ts'

test('a complaint goes to those who decide on its kind, as the setting says, and to nobody else', async (t) => {
  const world = await schoolWithDeciders(t)
  for (const kind of ['misuse', 'outOfHours', 'thirdParty', 'whistleblowing'] as const) {
    assert.deepEqual(
      await whoSeesComplaint(world, (await aComplaint(world, kind)).complaintId),
      ['head'],
      kind,
    )
  }
  await setForSchool(world, 'complaints.misuseDecides', 'headOrDeputy')
  assert.deepEqual(await whoSeesComplaint(world, (await aComplaint(world, 'misuse')).complaintId), [
    'deputyHead',
    'head',
  ])
  assert.deepEqual(await whoSeesComplaint(world, (await aComplaint(world, 'thirdParty')).complaintId), [
    'head',
  ])
})

test('about the head, the chair decides, and no deputy; about the chair, nobody at the school', async (t) => {
  const world = await schoolWithDeciders(t)
  await setForSchool(world, 'complaints.misuseDecides', 'headOrDeputy')
  const aboutHead = await aComplaint(world, 'misuse', world.actors.head)
  assert.deepEqual(await whoSeesComplaint(world, aboutHead.complaintId), ['chair'])
  const aboutChair = await aComplaint(world, 'whistleblowing', world.actors.chair)
  assert.equal(aboutChair.outside, true)
  assert.deepEqual(await whoSeesComplaint(world, aboutChair.complaintId), [])
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
  const world = await schoolWithDeciders(t)
  await setForSchool(world, 'complaints.staffMisuseDecides', 'headOrDelegated')
  const { complaintId } = await aComplaint(world, 'misuse', world.actors.subject)
  assert.deepEqual(await whoSeesComplaint(world, complaintId), ['delegated', 'head'])
  const lines = await world.query<{ adult_id: string; case_manager: string }>(
    'select adult_id, case_manager from allegations.allegation',
  )
  assert.deepEqual(lines, [{ adult_id: world.actors.subject?.personId, case_manager: 'head' }])
  const pupil = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  await assert.rejects(aComplaint(world, 'staffMisuse', pupil), Refused)
})

test('a complaint that a child may be harmed is the safeguarding lead’s at once', async (t) => {
  const world = await schoolWithDeciders(t)
  const { complaintId } = await aComplaint(world, 'childProtection')
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
  const world = await schoolWithDeciders(t)
  const { complaintId } = await aComplaint(world, 'childProtection', world.actors.subject)
  const { lead, head } = world.school.people
  assert.deepEqual(await whoSeesComplaint(world, complaintId), ['head'])
  const [task] = await reading(world.context, lead, (tx) => tasksOf(tx, lead))
  assert.ok(task)
  const concern = await reading(world.context, lead, (tx) => findIncident(tx, lead, task.aboutId))
  assert.doesNotMatch(concern.description.reveal(), /Films/)
  const { incidentId } = await reading(world.context, head, (tx) => findComplaint(tx, head, complaintId))
  await assert.rejects(
    reading(world.context, lead, (tx) => findIncident(tx, lead, incidentId ?? '')),
    NotFound,
  )
})

test('a complaint without a kind, a sender or words is refused beside the field', () => {
  const read = receiveComplaintForm.safeParse({ kind: 'other', complainant: ' ', account: '' })
  assert.deepEqual(
    read.error?.issues.map(({ path }) => path[0]),
    ['kind', 'complainant', 'account'],
  )
})

test('nobody at the other school sees it, and a pupil may not write one down', async (t) => {
  const world = await schoolWithDeciders(t)
  const pupil = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  const asked = {
    kind: 'misuse' as const,
    complainant: 'No name',
    account: sensitive('Films.'),
    aboutId: null,
  }
  await assert.rejects(receiveComplaint(world.context, pupil, asked), NotAllowed)
  await assert.rejects(
    receiveComplaint(world.context, world.school.people.teacher, {
      ...asked,
      aboutId: world.otherSchool.people.head.personId,
    }),
    NotFound,
  )
})
