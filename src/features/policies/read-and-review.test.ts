import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import {
  adoptPolicy,
  aPolicy,
  aPublishedPolicy,
  fixedHash,
  policyWorld,
  taskKinds,
} from '../../../test/a-policy.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { aPerson } from '../../../test/ground.ts'
import { askReview } from './ask-review.ts'
import { addLinked, takeLinkedAway } from './change-facts.ts'
import { confirmReading } from './confirm-reading.ts'
import { endReview } from './end-review.ts'
import { introducePolicy } from './introduce-policy.ts'
import { introductionsOf } from './introduction-store.ts'
import { askToReadAgain, findReviewsDue, remindReaders } from './jobs.ts'
import { askToRead } from './open-round.ts'
import { readBy, readersOf, roundsOf } from './reading-store.ts'
import { reviewsOf } from './review-store.ts'
import { startVersion } from './start-version.ts'
import { findPolicy, linkedTo } from './store.ts'
import { findVersion } from './version-store.ts'

test('publishing asks everybody to read it; each confirms the text they read, and the late are reminded once', async (t) => {
  const world = await policyWorld(t)
  const { context, school, setTime } = world
  const { head, teacher, coordinator, lead } = school.people
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Nia Okafor' })
  const { policyId, versionId } = await aPublishedPolicy(world)
  const [round] = await reading(context, head, (tx) => roundsOf(tx, school.id, policyId))
  assert.ok(round)
  assert.deepEqual([round.people, round.read, round.dueOn], [7, 0, '2026-12-08'])
  assert.ok((await taskKinds(world, teacher)).includes('policies.read'))
  const hash = await fixedHash(world, versionId)
  await assert.rejects(
    confirmReading(context, teacher, round.id, { confirmed: 'yes', hash: '0'.repeat(64) }),
    /text has changed/,
  )
  await assert.rejects(confirmReading(context, pupil, round.id, { confirmed: 'yes', hash }), /not asked/)
  await confirmReading(context, teacher, round.id, { confirmed: 'yes', hash })
  await assert.rejects(confirmReading(context, teacher, round.id, { confirmed: 'yes', hash }), Refused)
  assert.ok(!(await taskKinds(world, teacher)).includes('policies.read'))
  const held = await reading(context, head, (tx) => readBy(tx, school.id, teacher.personId))
  assert.deepEqual(
    held.map(({ title, number }) => [title, number]),
    [['Online safety policy', 1]],
  )
  setTime('2026-12-09T08:00:00Z')
  const system = systemActor(school.id)
  await remindReaders(context, system)
  await remindReaders(context, system)
  assert.ok((await taskKinds(world, coordinator)).includes('policies.lateReaders'))
  const mailed = await world.query<{ count: number }>(
    `select count(*)::int as count from tasks.notice n where n.school_id = $1 and n.person_id = $2
        and n.about_id = $3`,
    [school.id, lead.personId, round.id],
  )
  assert.equal(mailed[0]?.count, 2, 'asked, and reminded once')
})

test('a new version ends the round of the one before, and the yearly round comes by itself', async (t) => {
  const world = await policyWorld(t)
  const { context, school, setTime } = world
  const { head, teacher } = school.people
  const { policyId, versionId } = await aPublishedPolicy(world)
  const system = systemActor(school.id)
  await askToReadAgain(context, system)
  const rounds = () => reading(context, head, (tx) => roundsOf(tx, school.id, policyId))
  assert.equal((await rounds()).length, 1)
  setTime('2027-11-25T08:00:00Z')
  await askToReadAgain(context, system)
  const [yearly, first] = await rounds()
  assert.equal(yearly?.why, 'yearly')
  assert.notEqual(first?.closedAt, null)
  const hash = await fixedHash(world, versionId)
  await assert.rejects(
    confirmReading(context, teacher, first?.id ?? '', { confirmed: 'yes', hash }),
    /newer text/,
  )
  const asked = await askToRead(context, head, versionId)
  const readers = await reading(context, head, (tx) => readersOf(tx, school.id, asked))
  assert.ok(readers.every(({ readAt }) => readAt === null))
  await assert.rejects(askToRead(context, world.otherSchool.people.head, versionId), NotFound)
})

test('a review comes by the calendar and by new guidance; unchanged, the next is a year away', async (t) => {
  const world = await policyWorld(t)
  const { context, school, setTime } = world
  const { coordinator, chair, head } = school.people
  const draft = await aPolicy(world)
  await assert.rejects(
    askReview(context, chair, draft.policyId, { cause: 'guidance', says: 'New guidance' }),
    /not in force/,
  )
  await adoptPolicy(world, draft.versionId)
  const { policyId } = draft
  const asked = await askReview(context, chair, policyId, {
    cause: 'guidance',
    says: 'Paragraph 2 is older.',
  })
  assert.ok((await taskKinds(world, coordinator)).includes('policies.review'))
  const findings = 'In practice everywhere; no finding in the year’s incidents.'
  assert.equal(await endReview(context, coordinator, asked, { findings, outcome: 'unchanged' }), null)
  await assert.rejects(endReview(context, coordinator, asked, { findings, outcome: 'unchanged' }), Refused)
  setTime('2027-10-14T08:00:00Z')
  const system = systemActor(school.id)
  await findReviewsDue(context, system)
  await findReviewsDue(context, system)
  const reviews = await reading(context, head, (tx) => reviewsOf(tx, school.id, policyId))
  assert.deepEqual(
    reviews.map(({ cause }) => cause),
    ['calendar', 'guidance'],
  )
  const next = await endReview(context, coordinator, reviews[0]?.id ?? '', {
    findings,
    outcome: 'newVersion',
  })
  const version = await reading(context, head, (tx) => findVersion(tx, head, next ?? ''))
  assert.deepEqual([version.number, version.state], [2, 'draft'])
  await assert.rejects(startVersion(context, coordinator, policyId), /being worked on/)
  const { reviewDueOn } = await reading(context, head, (tx) => findPolicy(tx, school.id, policyId))
  assert.equal(reviewDueOn, '2027-11-24')
  await adoptPolicy(world, version.id)
  const after = await reading(context, head, (tx) => findPolicy(tx, school.id, policyId))
  assert.equal(after.reviewDueOn, '2028-10-14')
})

test('what was signed stays as it is when a setting changes, and its owner is asked to look', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { head } = school.people
  const { policyId } = await aPublishedPolicy(world)
  const system = systemActor(school.id)
  await findReviewsDue(context, system)
  const reviews = () => reading(context, head, (tx) => reviewsOf(tx, school.id, policyId))
  assert.deepEqual(await reviews(), [])
  await setFor(world, school.id, 'tasks.unopenedMinutes', 5)
  await findReviewsDue(context, system)
  await findReviewsDue(context, system)
  const [only, ...others] = await reviews()
  assert.equal(others.length, 0)
  assert.match(only?.says ?? '', /Paragraph \d+\.\d+ says/)
})

test('how people were told of a policy is kept, and what it is read together with', async (t) => {
  const world = await policyWorld(t)
  const { context, school, otherSchool } = world
  const { coordinator, head } = school.people
  const { policyId, versionId } = await aPublishedPolicy(world)
  const told = { group: 'parents', way: 'newsletter', heldOn: '2026-11-20', says: 'Newsletter 12' } as const
  await introducePolicy(context, coordinator, versionId, told)
  await assert.rejects(
    introducePolicy(context, coordinator, versionId, { ...told, heldOn: '2026-12-24' }),
    /not come yet/,
  )
  await assert.rejects(introducePolicy(context, otherSchool.people.head, versionId, told), NotFound)
  const found = await reading(context, head, (tx) => introductionsOf(tx, school.id, policyId))
  assert.deepEqual(
    found.map(({ says }) => says),
    ['Newsletter 12'],
  )
  await addLinked(context, head, policyId, {
    title: 'Staff handbook',
    keptAt: 'https://school.example/handbook',
  })
  const links = () => reading(context, head, (tx) => linkedTo(tx, school.id, policyId))
  const handbook = (await links()).find(({ title }) => title === 'Staff handbook')
  await takeLinkedAway(context, head, policyId, handbook?.id ?? '')
  await assert.rejects(takeLinkedAway(context, head, policyId, handbook?.id ?? ''), NotFound)
  assert.equal((await links()).length, 8)
})
