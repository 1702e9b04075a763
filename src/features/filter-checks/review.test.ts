import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { addAction } from './add-action.ts'
import { answerForm, answerReview } from './answer-review.ts'
import { type BeginReview, beginReview } from './begin-review.ts'
import { controls } from './controls.ts'
import { endAction } from './end-action.ts'
import { filterChecks } from './feature.ts'
import { finishReview } from './finish-review.ts'
import { newestEdition, questionsOf } from './questions.ts'
import { nextReviewOn, remindOfChecks } from './remind-of-checks.ts'
import { countedWords } from './review-document.ts'
import { routes } from './routes.ts'
import { signReview } from './sign-review.ts'

const yearly: BeginReview = {
  reason: 'year',
  why: 'A year after the last one.',
  leader: 'Ada Head',
  safeguarding: 'Lea Lead',
  it: 'Tess Tech',
  governor: 'Gus Governor',
}

const answersOf = (standing: 'inOrder' | 'needsAction') =>
  Object.fromEntries(
    questionsOf(newestEdition).flatMap(({ key }) => [
      [key, `We looked at ${key}.`],
      [`${key}-stands`, key === 'checks' ? standing : 'inOrder'],
    ]),
  )

const aWorld = (t: TestContext) => filteredSchools(t, [filterChecks])

const kindsOf = async ({ context }: FilteredSchools, who: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)

/** A review with everything answered and one thing to do, ready to be signed. */
async function aFinishedReview({ context, school }: FilteredSchools) {
  const { lead } = school.people
  const id = await beginReview(context, lead, yearly)
  await answerReview(context, lead, id, answersOf('needsAction'))
  const wanted = { what: 'Test the new tablets', role: 'technician', dueOn: '2026-12-18' } as const
  const action = await addAction(context, lead, id, wanted)
  await finishReview(context, lead, id)
  return { id, action }
}

test('a review is answered, what it asks for is somebody’s task, and it is the school’s word once all have signed', async (t) => {
  const world = await aWorld(t)
  const { context, school, technician } = world
  const { head, lead, chair } = school.people
  const { id, action } = await aFinishedReview(world)
  assert.ok((await kindsOf(world, technician)).includes('filterChecks.act'))
  await signReview(context, head, id)
  await assert.rejects(signReview(context, head, id), NotAllowed)
  await assert.rejects(signReview(context, lead, id), /Nothing of yours is missing/)
  assert.ok((await kindsOf(world, chair)).includes('filterChecks.sign'))
  await signReview(context, chair, id)
  await setFor(world, school.id, 'filterChecks.reviewSignedBy', ['head', 'chairOfGovernors', 'dsl'])
  await assert.rejects(signReview(context, lead, id), /Everybody has signed/)
  assert.ok(!(await kindsOf(world, chair)).includes('filterChecks.sign'))
  assert.equal(await endAction(context, technician, action, { how: 'Tested all thirty.' }), id)
  await assert.rejects(endAction(context, technician, action, { how: 'Again.' }), /said already/)
  const trail = await trailAbout(context, school.id, id)
  for (const did of ['reviewBegun', 'reviewSigned', 'actionDone'])
    assert.ok(trail.includes(`filterChecks.${did}`))
  const control = controls.find((one) => one.id === 'filterChecks.review')
  const seenAt = (at: string) =>
    reading(context, head, async (tx) => control?.evidence(tx, school.id, new Date(at)))
  assert.equal((await seenAt('2026-11-25T09:00:00Z'))?.inDate, true)
  assert.equal((await seenAt('2027-12-25T09:00:00Z'))?.inDate, false)
})

test('governors read a signed review as a page and as a file', async (t) => {
  const world = await aWorld(t)
  const { context, school } = world
  const { chair } = school.people
  const { id } = await aFinishedReview(world)
  const params = { id }
  const shown = await askRoute(context, chair, routes, 'GET /filter-checks/reviews/:id', { params })
  assert.match(shown, /To be signed/)
  assert.match(shown, /Test the new tablets/)
  assert.match(shown, /Sign as chair of governors/)
  const file = await askRoute(context, chair, routes, 'GET /filter-checks/reviews/:id/review.pdf', { params })
  assert.ok(file.startsWith('%PDF'))
})

test('a review is due each year, one at a time, and finished only when all is answered and in somebody’s hands', async (t) => {
  const world = await aWorld(t)
  const { context, school } = world
  const { head, lead, coordinator } = school.people
  await remindOfChecks(context, systemActor(school.id))
  assert.ok((await kindsOf(world, lead)).includes('filterChecks.review'))
  const id = await beginReview(context, lead, yearly)
  assert.ok(!(await kindsOf(world, lead)).includes('filterChecks.review'))
  await remindOfChecks(context, systemActor(school.id))
  assert.ok(!(await kindsOf(world, lead)).includes('filterChecks.review'))
  await assert.rejects(beginReview(context, lead, yearly), /held already/)
  await assert.rejects(finishReview(context, lead, id), /waits for an answer/)
  await answerReview(context, coordinator, id, { pupils: 'We looked.', 'pupils-stands': 'inOrder' })
  await answerReview(context, lead, id, answersOf('needsAction'))
  await assert.rejects(finishReview(context, lead, id), /Add what, by whom/)
  await assert.rejects(signReview(context, head, id), /not finished/)
  await answerReview(context, lead, id, answersOf('inOrder'))
  await finishReview(context, lead, id)
  await assert.rejects(answerReview(context, lead, id, answersOf('inOrder')), /is finished/)
  const more = { what: 'More', role: 'head', dueOn: '2026-12-18' } as const
  await assert.rejects(addAction(context, lead, id, more), /is finished/)
})

test('only those who hold reviews hold them; a day that is over, another’s action and another school are refused', async (t) => {
  const world = await aWorld(t)
  const { context, school, otherSchool, technician } = world
  const { lead, teacher, chair } = school.people
  for (const who of [teacher, chair, technician])
    await assert.rejects(beginReview(context, who, yearly), NotAllowed)
  const id = await beginReview(context, lead, yearly)
  const past = { what: 'Too late', role: 'head', dueOn: '2026-01-01' } as const
  await assert.rejects(addAction(context, lead, id, past), Refused)
  const action = await addAction(context, lead, id, { ...past, dueOn: '2026-12-18' })
  await assert.rejects(endAction(context, technician, action, { how: 'Not mine.' }), NotAllowed)
  const stranger = otherSchool.people.head
  await assert.rejects(answerReview(context, stranger, id, {}), NotFound)
  await assert.rejects(finishReview(context, stranger, id), NotFound)
  await assert.rejects(signReview(context, stranger, id), NotFound)
  await assert.rejects(endAction(context, stranger, action, { how: 'x' }), NotFound)
})

test('an answer without a standing, or a standing without words, is asked for', () => {
  const read = answerForm.safeParse({ pupils: 'Words', 'limits-stands': 'inOrder' })
  assert.deepEqual(read.error?.issues.map(({ path }) => path[0]).sort(), ['limits', 'pupils-stands'])
  assert.equal(nextReviewOn([]), null)
  assert.equal(
    nextReviewOn([{ signedAt: null }, { signedAt: new Date('2026-11-24T10:00:00Z') }]),
    '2027-11-24',
  )
})

test('the year’s checks are counted in sentences that people say', () => {
  const none = { tests: 0, failedTests: 0, trials: 0, wrongTrials: 0 }
  assert.equal(
    countedWords(none),
    'Nothing was tested over the network in the year before. Nobody tried it on a device.',
  )
  assert.equal(
    countedWords({ tests: 190, failedTests: 2, trials: 1, wrongTrials: 0 }),
    'Tested over the network: 190 times, not as agreed twice. Tried by hand on a device: once, always as it should be.',
  )
})
