import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction } from '#/platform/context.ts'
import { postOffice } from '../../../test/post-office.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { endTask } from './end-task.ts'
import { giveTask } from './give-task.ts'
import { sendNotice } from './send-notice.ts'

async function giveTo({ context, school }: StaffedSchools, name: StaffName) {
  const actor = school.people.teacher
  const id = newId()
  return inTransaction(context, actor, (tx) =>
    giveTask(context, tx, actor, {
      to: { personId: school.people[name].personId },
      kind: 'incidents.readReport',
      title: 'Read a new report about Zebedee Example',
      about: { kind: 'incident', id },
      path: `/incidents/${id}`,
      urgency: 'now',
    }),
  )
}

type NoticeRow = { id: string; sent: boolean; failure: string | null; withdrawn: boolean; about_id: string }

const notices = ({ query }: StaffedSchools) =>
  query<NoticeRow>(
    `select id, sent_at is not null as sent, failure, withdrawn_at is not null as withdrawn, about_id from tasks.notice`,
  )

test('the mail says the school, a new task, how urgent and where, and not one word more', async (t) => {
  const world = await staffedSchools(t)
  const { received, post } = await postOffice(t)
  const { taskId } = await giveTo(world, 'lead')
  const [notice] = await notices(world)
  assert.ok(notice)
  await sendNotice(world.context, systemActor(world.school.id), post, notice.id)
  await sendNotice(world.context, systemActor(world.school.id), post, notice.id)
  assert.deepEqual(received, [
    {
      to: 'lead@alder.example',
      subject: 'alder Primary School: a new task, please open it now',
      text: [
        'You have a new task at alder Primary School. Please open it now:',
        `https://safety.example/s/alder/tasks/${taskId}`,
        'You will be asked to sign in. This message says no more on purpose.',
        '',
      ].join('\n\n'),
    },
  ])
  assert.equal((await notices(world))[0]?.sent, true)
})

test('whoever the record is kept from by now gets no mail, though it was queued', async (t) => {
  const world = await staffedSchools(t)
  const { context, school } = world
  const { received, post } = await postOffice(t)
  await giveTo(world, 'lead')
  const [notice] = await notices(world)
  assert.ok(notice)
  await inTransaction(context, systemActor(school.id), (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId: notice.about_id, at: context.clock() }, [
      { personId: school.people.lead.personId, why: 'relative' },
    ]),
  )
  await sendNotice(context, systemActor(school.id), post, notice.id)
  assert.deepEqual(received, [])
  assert.equal((await notices(world))[0]?.withdrawn, true)
})

test('what was done before the mail went out needs none', async (t) => {
  const world = await staffedSchools(t)
  const { received, post } = await postOffice(t)
  const { taskId } = await giveTo(world, 'lead')
  await endTask(world.context, world.school.people.lead, taskId ?? '', { state: 'done', reason: '' })
  const [notice] = await notices(world)
  await sendNotice(world.context, systemActor(world.school.id), post, notice?.id ?? '')
  assert.deepEqual(received, [])
})

test('a refusal for now is tried again, one for good is not, and both are kept', async (t) => {
  const world = await staffedSchools(t)
  const actor = systemActor(world.school.id)
  await giveTo(world, 'lead')
  const [notice] = await notices(world)
  assert.ok(notice)
  const busy = await postOffice(t, 451)
  await assert.rejects(sendNotice(world.context, actor, busy.post, notice.id), { name: 'MailFailed' })
  assert.match((await notices(world))[0]?.failure ?? '', /answered 451/)
  const closed = await postOffice(t, 550)
  await sendNotice(world.context, actor, closed.post, notice.id)
  assert.match((await notices(world))[0]?.failure ?? '', /answered 550/)
  const wrong = await world.query<{ why: string }>('select why from people.wrong_address')
  assert.deepEqual(wrong, [{ why: 'refused' }], 'their address is on the list of those that are wrong')
  const open = await postOffice(t)
  await sendNotice(world.context, actor, open.post, notice.id)
  assert.deepEqual(
    (await notices(world)).map(({ sent, failure }) => ({ sent, failure })),
    [{ sent: true, failure: null }],
  )
})

test('a notice of another school is not found', async (t) => {
  const world = await staffedSchools(t)
  const { received, post } = await postOffice(t)
  await giveTo(world, 'lead')
  const [notice] = await notices(world)
  await sendNotice(world.context, systemActor(world.otherSchool.id), post, notice?.id ?? '')
  assert.deepEqual(received, [])
})
