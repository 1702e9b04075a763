import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aPublishedPolicy, policyWorld, taskKinds } from '../../../test/a-policy.ts'
import { trailAbout } from '../../../test/ground.ts'
import { addPrompt, promptByLesson } from './add-prompt.ts'
import { endReview } from './end-review.ts'
import { openPromptedReviews } from './open-prompted-reviews.ts'
import { promptsOf } from './prompt-store.ts'
import { reviewsOf } from './review-store.ts'

const guidance = {
  cause: 'guidance',
  title: 'Keeping children safe in education 2027',
  keptAt: 'https://guidance.example/kcsie',
  appliesFrom: '2027-09-01',
} as const

test('guidance, technology and the lesson of an incident become reviews and tasks by the morning’s job, once each, in time', async (t) => {
  const world = await policyWorld(t)
  const { context, school, setTime } = world
  const { coordinator, teacher, chair, head } = school.people
  const system = systemActor(school.id)
  const known = await addPrompt(context, chair, {
    ...guidance,
    title: 'Known before',
    appliesFrom: '2026-11-01',
  })
  setTime('2026-11-24T11:00:00Z')
  const { policyId } = await aPublishedPolicy(world)
  await assert.rejects(addPrompt(context, teacher, guidance), NotAllowed)
  setTime('2026-11-25T11:00:00Z')
  const id = await addPrompt(context, chair, guidance)
  assert.deepEqual(await trailAbout(context, school.id, id), ['policies.promptAdded'])
  const causes = async () =>
    (await reading(context, head, (tx) => reviewsOf(tx, school.id, policyId))).map(({ cause }) => cause)
  await openPromptedReviews(context, system)
  assert.deepEqual(await causes(), [], 'what was known when it was published is in it; September is far')
  const prompts = await reading(context, head, (tx) => promptsOf(tx, school.id, 10))
  assert.notEqual(prompts.find((one) => one.id === known)?.reviewsAskedAt, null)
  await addPrompt(context, coordinator, {
    cause: 'technology',
    title: 'Tablets for Year 2',
    keptAt: '',
    appliesFrom: '2026-12-01',
  })
  const lesson = () => inTransaction(context, head, (tx) => promptByLesson(context, tx, head))
  await lesson()
  await lesson()
  await openPromptedReviews(context, system)
  await openPromptedReviews(context, system)
  assert.deepEqual((await causes()).sort(), ['incident', 'technology'], 'two lessons are one review')
  assert.ok((await taskKinds(world, coordinator)).includes('policies.review'))
  assert.deepEqual(
    await reading(context, world.otherSchool.people.head, (tx) => promptsOf(tx, world.otherSchool.id, 10)),
    [],
  )
})

test('a review comes six weeks before the guidance applies, and the next lesson after an answered one asks anew', async (t) => {
  const world = await policyWorld(t)
  const { context, school, setTime } = world
  const { coordinator, chair, head } = school.people
  const system = systemActor(school.id)
  const { policyId } = await aPublishedPolicy(world)
  setTime('2026-11-25T11:00:00Z')
  await addPrompt(context, chair, guidance)
  const lesson = () => inTransaction(context, head, (tx) => promptByLesson(context, tx, head))
  await lesson()
  await openPromptedReviews(context, system)
  setTime('2027-07-22T06:10:00Z')
  await openPromptedReviews(context, system)
  const reviews = await reading(context, head, (tx) => reviewsOf(tx, school.id, policyId))
  assert.equal(reviews[0]?.cause, 'guidance')
  assert.equal(
    reviews[0]?.says,
    'Keeping children safe in education 2027, from 1 September 2027. https://guidance.example/kcsie',
  )
  const open = reviews.find(({ cause }) => cause === 'incident')
  await endReview(context, coordinator, open?.id ?? '', { findings: 'It says so.', outcome: 'unchanged' })
  await lesson()
  await openPromptedReviews(context, system)
  assert.equal(
    (await reading(context, head, (tx) => reviewsOf(tx, school.id, policyId))).filter(
      ({ cause }) => cause === 'incident',
    ).length,
    2,
    'the next lesson asks anew',
  )
})
