import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading } from '#/platform/context.ts'
import { aComplaint, schoolWithDeciders, setForSchool, whoSeesComplaint } from '../../../test/a-complaint.ts'
import { declareRelative } from '../people/declare-relative.ts'
import { tasksOf } from '../tasks/index.ts'
import { moveComplaint } from './move-complaint.ts'

test('whoever turns out to be close to whom a complaint is about neither reads nor decides, and others have what is left', async (t) => {
  const world = await schoolWithDeciders(t)
  const { context, actors } = world
  const { head, chair, delegated, subject } = actors
  assert.ok(head && chair && delegated && subject)
  await setForSchool(world, 'complaints.staffMisuseDecides', 'headOrDelegated')
  const { complaintId } = await aComplaint(world, 'staffMisuse', subject)
  const declare = (one: typeof head) =>
    declareRelative(context, head, {
      personId: one.personId,
      relativeId: subject.personId,
      relation: 'siblings',
    })
  const owed = async (actor: typeof head) =>
    (await reading(context, actor, (tx) => tasksOf(tx, actor)))
      .filter(({ aboutId }) => aboutId === complaintId)
      .map(({ kind }) => kind)
      .sort()
  assert.deepEqual(await whoSeesComplaint(world, complaintId), ['delegated', 'head'])
  await declare(delegated)
  assert.deepEqual(await whoSeesComplaint(world, complaintId), ['head'])
  await moveComplaint(context, head, complaintId, { action: 'acknowledge', outcome: '', says: 'Rang them.' })
  await declare(head)
  assert.deepEqual(await whoSeesComplaint(world, complaintId), ['chair'])
  assert.deepEqual([await owed(head), await owed(delegated)], [[], []])
  assert.deepEqual(await owed(chair), ['complaints.answer'])
  await moveComplaint(context, chair, complaintId, {
    action: 'answer',
    outcome: 'notUpheld',
    says: 'Answered by letter.',
  })
  await declare(chair)
  assert.deepEqual(await whoSeesComplaint(world, complaintId), [])
  const [row] = await world.query<{ state: string }>('select state from complaints.complaint')
  assert.equal(row?.state, 'answered', 'what is answered stays answered')
})
