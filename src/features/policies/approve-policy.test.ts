import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { adoptPolicy, aPolicy, fixedHash, policyWorld, taskKinds } from '../../../test/a-policy.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { changeFacts, giveUpVersion } from './change-facts.ts'
import { addParagraph, changeParagraph, moveParagraph, removeParagraph } from './change-paragraph.ts'
import { answerComment, commentOnPolicy, recordMeeting } from './comment-policy.ts'
import { commentsOn } from './comment-store.ts'
import { decideStep } from './decide-step.ts'
import { closeComments, openComments } from './open-comments.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { publishPolicy } from './publish-policy.ts'
import { sendForApproval } from './send-for-approval.ts'
import { signPolicy } from './sign-policy.ts'
import { startPolicy } from './start-policy.ts'
import { startVersion } from './start-version.ts'
import { findPolicy } from './store.ts'
import { findVersion, publishedVersions, versionsOf } from './version-store.ts'

const meeting = { heldOn: '2026-11-23', minute: 'Full governors, item 7', says: null }

test('a policy goes from a model through head, governors and the chair’s signature to the public page', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { coordinator, head, chair, lead } = school.people
  const { policyId, versionId } = await aPolicy(world)
  await sendForApproval(context, coordinator, versionId)
  assert.ok((await taskKinds(world, head)).includes('policies.decide'))
  const hash = await fixedHash(world, versionId)
  const approved = { decision: 'approved', hash, ...meeting } as const
  await assert.rejects(decideStep(context, lead, versionId, approved), /not yours to record/)
  await assert.rejects(
    decideStep(context, head, versionId, { ...approved, hash: '0'.repeat(64) }),
    /text has changed/,
  )
  await decideStep(context, head, versionId, approved)
  await assert.rejects(
    decideStep(context, chair, versionId, { ...approved, minute: null }),
    /Name the meeting/,
  )
  await decideStep(context, chair, versionId, approved)
  assert.ok((await taskKinds(world, chair)).includes('policies.decide'))
  const unproved: PersonActor = { ...chair, steppedUpAt: null }
  const sign = { decision: 'approved', says: null, hash } as const
  await assert.rejects(signPolicy(context, unproved, versionId, sign), NotAllowed)
  await assert.rejects(signPolicy(context, head, versionId, sign), NotAllowed)
  await assert.rejects(signPolicy(context, chair, versionId, { ...sign, hash: 'f'.repeat(64) }), Refused)
  await signPolicy(context, chair, versionId, sign)
  const [version, policy] = await reading(context, head, async (tx) => [
    await findVersion(tx, head, versionId),
    await findPolicy(tx, school.id, policyId),
  ])
  assert.equal(version.state, 'adopted')
  assert.equal(version.adoptedOn, '2026-11-24')
  assert.equal(policy.reviewDueOn, '2027-11-24')
  await publishPolicy(context, head, versionId)
  assert.deepEqual(
    (await trailAbout(context, school.id, policyId)).filter((did) => did.startsWith('policies.')),
    [
      'policies.started',
      'policies.sentForApproval',
      'policies.approved',
      'policies.approved',
      'policies.signed',
      'policies.adopted',
      'policies.published',
      'policies.roundOpened',
      'policies.lettersQueued',
    ],
  )
})

test('what is adopted is published by whoever may, once, and only then can the public read it', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { head, teacher, coordinator } = school.people
  const { versionId } = await aPolicy(world)
  await assert.rejects(publishPolicy(context, head, versionId), /in force/)
  await adoptPolicy(world, versionId)
  const slugs = async () =>
    (await reading(context, head, (tx) => publishedVersions(tx, school.id))).map(({ slug }) => slug)
  assert.deepEqual(await slugs(), [])
  await assert.rejects(publishPolicy(context, teacher, versionId), NotAllowed)
  assert.ok((await taskKinds(world, coordinator)).includes('policies.publish'))
  await publishPolicy(context, head, versionId)
  await assert.rejects(publishPolicy(context, head, versionId), /already/)
  assert.deepEqual(await slugs(), ['online-safety'])
})

test('what was sent for approval cannot be changed, not even in the database; sent back, all steps begin anew', async (t) => {
  const world = await policyWorld(t)
  const { context, school, query } = world
  const { coordinator, head } = school.people
  const { versionId } = await aPolicy(world)
  await sendForApproval(context, coordinator, versionId)
  const [first] = await reading(context, head, (tx) => paragraphsOf(tx, school.id, versionId))
  assert.ok(first)
  const request = { heading: 'New', text: 'Another text', clauses: [], revision: first.revision }
  const at = { versionId, paragraphId: first.id }
  await assert.rejects(changeParagraph(context, coordinator, at, request), /text of this version is fixed/)
  await assert.rejects(
    query("update policies.paragraph set text = 'x' where id = $1", [first.id]),
    /is fixed/,
  )
  await assert.rejects(query('delete from policies.paragraph where id = $1', [first.id]), /is fixed/)
  const hash = await fixedHash(world, versionId)
  await decideStep(context, head, versionId, {
    decision: 'sentBack',
    hash,
    ...meeting,
    says: 'Shorter, please.',
  })
  assert.ok((await taskKinds(world, coordinator)).includes('policies.rewrite'))
  await changeParagraph(context, coordinator, at, request)
  await sendForApproval(context, coordinator, versionId)
  assert.notEqual(await fixedHash(world, versionId), hash)
  const again = await reading(context, head, (tx) => findVersion(tx, head, versionId))
  assert.equal(again.attempt, 2)
})

test('each group that is asked comments on the draft, and reads what came of it; nobody else sees the draft', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { coordinator, teacher, chair } = school.people
  const { versionId } = await aPolicy(world)
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Nia Okafor' })
  const see = (who: PersonActor) => reading(context, who, (tx) => findVersion(tx, who, versionId))
  await assert.rejects(see(teacher), NotFound)
  await openComments(context, coordinator, versionId)
  assert.equal((await see(teacher)).commentsUntil, '2026-12-08')
  await assert.rejects(see(pupil), NotFound)
  await assert.rejects(
    commentOnPolicy(context, pupil, versionId, { paragraphKey: null, says: 'Hm' }),
    NotFound,
  )
  const [first] = await reading(context, teacher, (tx) => paragraphsOf(tx, school.id, versionId))
  await commentOnPolicy(context, teacher, versionId, { paragraphKey: first?.key ?? null, says: 'Trips too?' })
  await commentOnPolicy(context, chair, versionId, { paragraphKey: null, says: 'Clear.' })
  const mine = await reading(context, teacher, (tx) => commentsOn(tx, teacher, versionId))
  assert.deepEqual(
    mine.map(({ says }) => says),
    ['Trips too?'],
  )
  await closeComments(context, coordinator, versionId)
  await recordMeeting(context, coordinator, versionId, {
    group: 'pupils',
    meeting: 'Pupils’ council, 14 children',
    heldOn: '2026-11-23',
    says: 'They would like a picture beside each rule.',
  })
  await assert.rejects(sendForApproval(context, coordinator, versionId), /2 comments wait/)
  const all = await reading(context, coordinator, (tx) => commentsOn(tx, coordinator, versionId))
  assert.equal(all.length, 3)
  for (const { id, meeting: held } of all.filter((one) => one.meeting === null)) {
    assert.equal(held, null)
    const answer = { answer: 'Section 1 says so now.', changedText: 'yes' } as const
    await answerComment(context, coordinator, { versionId, commentId: id }, answer)
    await assert.rejects(answerComment(context, coordinator, { versionId, commentId: id }, answer), Refused)
  }
  await sendForApproval(context, coordinator, versionId)
})

test('a draft is written paragraph by paragraph, numbered by its order, and two writers do not overwrite each other', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { coordinator, teacher, head } = school.people
  const empty = { from: 'empty', model: '', title: 'Acceptable use of e-mail' } as const
  const policyId = await startPolicy(context, coordinator, empty)
  await assert.rejects(startPolicy(context, coordinator, empty), /There is a policy with this title/)
  await assert.rejects(startPolicy(context, teacher, { ...empty, title: 'Mine' }), NotAllowed)
  const [version] = await reading(context, head, (tx) => versionsOf(tx, head, policyId))
  const versionId = version?.id ?? ''
  const paragraph = (heading: string, text: string) => ({ heading, text, clauses: ['A40'], revision: 0 })
  const add = (heading: string, text: string, after: string | null = null) =>
    addParagraph(context, coordinator, versionId, { ...paragraph(heading, text), after })
  await assert.rejects(sendForApproval(context, coordinator, versionId), /no text/)
  const one = await add('Writing', 'Write as you speak.')
  await add('Keeping', 'Keep what matters.')
  const two = await add('Writing', 'Answer within {setting:policies.reviewMonths}.', one)
  await assert.rejects(add('Writing', 'See {setting:no.such}.'), /nothing that can be filled in/)
  const lines = async () =>
    (await reading(context, head, (tx) => paragraphsOf(tx, school.id, versionId))).map(
      ({ number, text }) => `${number} ${text.slice(0, 6)}`,
    )
  assert.deepEqual(await lines(), ['1.1 Write ', '1.2 Answer', '2.1 Keep w'])
  await moveParagraph(context, coordinator, { versionId, paragraphId: two }, 'up')
  assert.deepEqual(await lines(), ['1.1 Answer', '1.2 Write ', '2.1 Keep w'])
  const found = (await reading(context, head, (tx) => paragraphsOf(tx, school.id, versionId))).find(
    ({ id }) => id === one,
  )
  const change = { ...paragraph('Writing', 'Write kindly.'), revision: found?.revision ?? 0 }
  await changeParagraph(context, coordinator, { versionId, paragraphId: one }, change)
  await assert.rejects(changeParagraph(context, head, { versionId, paragraphId: one }, change), Stale)
  await removeParagraph(context, coordinator, { versionId, paragraphId: one })
  assert.deepEqual(await lines(), ['1.1 Answer', '2.1 Keep w'])
  const facts = {
    title: 'E-mail',
    scope: 'All.',
    owner: 'head',
    appliesFrom: null,
    changeNote: null,
  } as const
  await assert.rejects(changeFacts(context, head, versionId, { ...facts, revision: 99 }), Stale)
  await changeFacts(context, head, versionId, { ...facts, revision: version?.revision ?? 0 })
  await giveUpVersion(context, head, versionId)
  await startVersion(context, head, policyId)
})

test('another school finds nothing of a policy', async (t) => {
  const world = await policyWorld(t)
  const { context, otherSchool } = world
  const { versionId, policyId } = await aPolicy(world)
  const { head } = otherSchool.people
  await assert.rejects(openComments(context, head, versionId), NotFound)
  await assert.rejects(sendForApproval(context, head, versionId), NotFound)
  await assert.rejects(startVersion(context, head, policyId), NotFound)
  await assert.rejects(giveUpVersion(context, head, versionId), NotFound)
})
