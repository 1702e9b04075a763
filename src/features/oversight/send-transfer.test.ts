import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '#/app/features.ts'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aReport } from '../../../test/a-report.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { overseenSchools } from '../../../test/oversight-world.ts'
import { findPerson } from '../people/index.ts'
import { receiveReport } from '../reports/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { chronologyOf } from './chronology.ts'
import { noteReceipt } from './note-receipt.ts'
import { chronologyRoutes } from './routes-chronology.ts'
import { sendTransfer } from './send-transfer.ts'
import { transferSummary } from './transfer-summary.ts'

const to = {
  toSchool: 'Oak Secondary School',
  toPerson: 'Their safeguarding lead',
  method: 'byHand',
} as const

async function aPupilWithARecord(t: Parameters<typeof overseenSchools>[0]) {
  const world = await overseenSchools(t)
  const pupil = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Robin Example' })
  const incident = await anIncident(world, world.school.people.teacher, {
    people: [{ personId: pupil.personId, part: 'victim' }],
  })
  return { ...world, pupil, incident }
}

test('a record goes to the next school, and its receipt is asked for and noted', async (t) => {
  const { context, school, pupil } = await aPupilWithARecord(t)
  const { lead } = school.people
  const transfer = await sendTransfer(context, lead, { ...to, pupilId: pupil.personId })
  assert.equal(transfer.records, 1)
  const chase = async () =>
    (await reading(context, lead, (tx) => tasksOf(tx, lead))).filter(
      ({ kind }) => kind === 'oversight.chaseReceipt',
    )
  assert.equal((await chase()).length, 1)
  const empty = { params: { id: transfer.id }, body: { receivedBy: '' } }
  const again = await askRoute(context, lead, chronologyRoutes, 'POST /transfers/:id/receipt', empty)
  assert.match(again, /record of Robin Example\?[\s\S]*Write who signed for the record/)
  assert.ok(
    again.includes(`Sent to ${to.toSchool}`) && again.includes(`/people/${pupil.personId}/chronology`),
  )
  await noteReceipt(context, lead, { transferId: transfer.id, receivedBy: 'Their office' })
  assert.equal((await chase()).length, 0)
  const trail = await trailAbout(context, school.id, pupil.personId)
  assert.ok(trail.includes('oversight.recordSent') && trail.includes('oversight.receiptNoted'))
})

test('only a pupil’s record goes, and a receipt is noted once', async (t) => {
  const { context, school, pupil } = await aPupilWithARecord(t)
  const { lead, teacher } = school.people
  await assert.rejects(sendTransfer(context, lead, { ...to, pupilId: teacher.personId }), Refused)
  const { id: transferId } = await sendTransfer(context, lead, { ...to, pupilId: pupil.personId })
  await noteReceipt(context, lead, { transferId, receivedBy: 'Their office' })
  await assert.rejects(noteReceipt(context, lead, { transferId, receivedBy: 'Their office' }), Refused)
})

test('another school’s pupil and transfer are not found', async (t) => {
  const { context, school, otherSchool, pupil } = await aPupilWithARecord(t)
  const stranger = otherSchool.people.lead
  await assert.rejects(sendTransfer(context, stranger, { ...to, pupilId: pupil.personId }), NotFound)
  const { id: transferId } = await sendTransfer(context, school.people.lead, {
    ...to,
    pupilId: pupil.personId,
  })
  await assert.rejects(noteReceipt(context, stranger, { transferId, receivedBy: 'x' }), NotFound)
  await assert.rejects(
    noteReceipt(context, school.people.lead, { transferId: newId(), receivedBy: 'x' }),
    NotFound,
  )
})

test('the head may not send a child’s record', async (t) => {
  const { context, school, pupil } = await aPupilWithARecord(t)
  await assert.rejects(
    sendTransfer(context, school.people.head, { ...to, pupilId: pupil.personId }),
    NotAllowed,
  )
})

test('a chronology holds what the reader may see, in order', async (t) => {
  const { context, school, pupil, incident } = await aPupilWithARecord(t)
  const read = (actor: typeof school.people.head) =>
    reading(context, actor, (tx) => chronologyOf(context, tx, actor, pupil.personId, 'us'))
  assert.deepEqual(
    (await read(school.people.lead)).map(({ id }) => id),
    [incident.id],
  )
  assert.deepEqual(await read(school.people.teacher), [])
})

test('what the child told us and what was taken from them stay; the rest goes, oldest first', async (t) => {
  const { context, school, pupil, incident } = await aPupilWithARecord(t)
  const { lead } = school.people
  const day = (days: number) => new Date(context.clock().getTime() + days * 24 * 60 * 60 * 1000)
  const tell = (at: Date) =>
    receiveReport({ ...context, clock: () => at }, pupil, aReport({ channel: 'pupil' }))
  const before = await tell(day(-1))
  const after = await tell(day(1))
  const holds = features.flatMap((feature) => feature.holds ?? [])
  const read = (forWhom: 'us' | 'nextSchool') =>
    reading(context, lead, (tx) => chronologyOf({ ...context, holds }, tx, lead, pupil.personId, forWhom))
  const ours = await read('us')
  assert.deepEqual(
    ours.filter(({ kind }) => kind === 'incident' || kind === 'report').map(({ id }) => id),
    [
      ...[before.reportId, before.incidentId].sort(),
      incident.id,
      ...[after.reportId, after.incidentId].sort(),
    ],
  )
  const sent = await read('nextSchool')
  assert.deepEqual(
    sent.map(({ id }) => id),
    [before.incidentId, incident.id, after.incidentId],
  )
  const person = await reading(context, lead, (tx) => findPerson(tx, school.id, pupil.personId))
  const { blocks } = transferSummary('Alder Primary School', person, sent, context.clock())
  assert.deepEqual(
    blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map(([, , entry]) => entry) : [])),
    sent.map(({ summary }) => summary),
  )
  const stays = holds.filter(({ goesWithChild }) => !goesWithChild).map(({ what }) => what)
  for (const what of ['What the person told us', 'Thing taken in', 'Confidential matters'])
    assert.ok(stays.includes(what), what)
})
