import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { decideText, submitText } from './approve-text.ts'
import { asksOfSigner } from './ask-store.ts'
import { fieldsOf } from './draft-fields.ts'
import { changeDraft, draftForm, startDraft } from './draft-text.ts'
import { routes } from './routes.ts'
import { approver } from './settings.ts'
import { signOwn } from './sign-own.ts'
import { findVersion, publishedVersion } from './version-store.ts'

test('a text is drafted from the model, changed, approved by whom the school set, and kept with its fingerprint', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office } = world
  const { head, chair } = school.people
  const id = await startDraft(context, office, 'staff')
  await assert.rejects(startDraft(context, head, 'staff'), /open already/)
  const draft = await reading(context, office, (tx) => findVersion(tx, school.id, id))
  const form = {
    ...fieldsOf(draft),
    'p.0.purpose': 'I use it for work.',
    'p.0.new': 'I lock my screen.',
    'p.0.heading': 'My work',
  }
  await changeDraft(context, office, id, draftForm.parse(form))
  await assert.rejects(changeDraft(context, head, id, draftForm.parse(form)), Stale)
  await submitText(context, office, id)
  await assert.rejects(changeDraft(context, office, id, draftForm.parse(form)), Refused)
  assert.ok(
    (await reading(context, head, (tx) => tasksOf(tx, head))).some(
      ({ kind }) => kind === 'agreements.approve',
    ),
  )
  await assert.rejects(decideText(context, office, id, { decision: 'approve' }), NotAllowed)
  await assert.rejects(
    decideText(context, chair, id, { decision: 'approve' }),
    /Here the head teacher approves/,
  )
  await decideText(context, head, id, { decision: 'approve' })
  const version = await reading(context, office, (tx) => publishedVersion(tx, school.id, 'staff'))
  const words = JSON.stringify(version?.text)
  assert.match(words, /I use it for work\./)
  assert.match(words, /I lock my screen\./)
  assert.equal(version?.text.sections[0]?.heading, 'My work')
  const paper = await askRoute(context, office, routes, 'GET /agreements/versions/:id/paper.pdf', {
    params: { id },
  })
  assert.ok(paper.startsWith('%PDF'))
  assert.notDeepEqual(version?.sha256, draft.sha256)
  const shown = await askRoute(context, office, routes, 'GET /agreements/versions/:id', { params: { id } })
  assert.match(shown.replaceAll(' ', ''), new RegExp(version?.sha256.toString('hex') ?? 'none'))
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'agreements.drafted',
    'agreements.drafted',
    'tasks.given',
    'agreements.submitted',
    'tasks.done',
    'agreements.published',
  ])
})

test('where the policy says so the chair of governors approves, and what is sent back is a draft again', async (t) => {
  const { context, school, set } = await aSchoolThatSigns(t)
  const { head, chair } = school.people
  await set(approver, 'chairOfGovernors')
  const id = await startDraft(context, head, 'parent')
  await submitText(context, head, id)
  await assert.rejects(decideText(context, head, id, { decision: 'approve' }), NotAllowed)
  await decideText(context, chair, id, { decision: 'sendBack' })
  assert.equal((await reading(context, head, (tx) => findVersion(tx, school.id, id))).state, 'draft')
})

test('a minor change lets signatures stand; any other asks everybody again, and the old text is kept', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, publish, hashOf } = world
  const { head, teacher } = school.people
  const first = await publish('staff')
  const mine = () => reading(context, teacher, (tx) => asksOfSigner(tx, school.id, teacher.personId))
  const [asked] = await mine()
  assert.ok(asked)
  const sign = async (askId: string) =>
    signOwn(context, teacher, askId, {
      answer: 'signed',
      readHash: await hashOf('staff'),
      nameWritten: 'teacher alder',
      jobTitle: 'Class teacher',
      remark: '',
    })
  await sign(asked.id)
  const change = async (kind: 'minor' | 'signatures') => {
    const id = await startDraft(context, head, 'staff')
    const draft = await lookInto(context, school.id, (tx) => findVersion(tx, school.id, id))
    await changeDraft(context, head, id, draftForm.parse({ ...fieldsOf(draft), title: kind, change: kind }))
    await submitText(context, head, id)
    await decideText(context, head, id, { decision: 'approve' })
  }
  await change('minor')
  assert.deepEqual(
    (await mine()).map(({ state }) => state),
    ['signed'],
  )
  await change('signatures')
  assert.deepEqual((await mine()).map(({ state }) => state).sort(), ['open', 'signed'])
  const kept = await lookInto(context, school.id, (tx) => findVersion(tx, school.id, first))
  assert.equal(kept.state, 'replaced')
  const shown = await askRoute(context, head, routes, 'GET /agreements/texts/:key', {
    params: { key: 'staff' },
  })
  assert.match(shown, /Version 3[\s\S]*In force[\s\S]*Version 2[\s\S]*Replaced/)
})

test('a text of another school is not found, and nobody but its writers changes one', async (t) => {
  const { context, school, otherSchool, ada } = await aSchoolThatSigns(t)
  const id = await startDraft(context, school.people.head, 'visitor')
  await assert.rejects(submitText(context, otherSchool.people.head, id), NotFound)
  await assert.rejects(decideText(context, otherSchool.people.head, id, { decision: 'approve' }), NotFound)
  await assert.rejects(submitText(context, school.people.teacher, id), NotAllowed)
  await assert.rejects(startDraft(context, ada.mother, 'parent'), NotAllowed)
})
