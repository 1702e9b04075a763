import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns, type SigningSchool } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import type { Ask } from './ask.ts'
import { asksOfSigner } from './ask-store.ts'
import { routes } from './routes.ts'
import { answerOnBehalf, recordPaper } from './sign-on-behalf.ts'
import { answerForm, type OwnAnswer, signOwn } from './sign-own.ts'
import { signaturesOf } from './signature-store.ts'

const askOf = async ({ context, school }: SigningSchool, { personId }: PersonActor): Promise<Ask> => {
  const [ask] = await reading(context, school.people.head, (tx) => asksOfSigner(tx, school.id, personId))
  if (!ask) throw new Error('Nothing was asked')
  return ask
}
const yes = (readHash: string, nameWritten: string): OwnAnswer => ({
  answer: 'signed',
  readHash,
  nameWritten,
  jobTitle: '',
  remark: '',
})

test('each parent signs for each child in a row of their own, bound to the text they read', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, ada, publish, hashOf } = world
  await publish('parent')
  const hash = await hashOf('parent')
  const ask = await askOf(world, ada.mother)
  const id = await signOwn(context, ada.mother, ask.id, yes(hash, 'Mia Abbot'))
  assert.equal((await askOf(world, ada.mother)).state, 'signed')
  assert.equal((await askOf(world, ada.father)).state, 'open', 'the father signs for himself')
  const [row] = await reading(context, ada.mother, (tx) => signaturesOf(tx, school.id, ask.id))
  assert.equal(row?.sha256.toString('hex'), hash)
  assert.deepEqual(
    [row?.signerId, row?.aboutId, row?.className, row?.nameWritten],
    [ada.mother.personId, ada.pupil.personId, '3 Elm', 'Mia Abbot'],
  )
  assert.deepEqual(await trailAbout(context, school.id, ask.id), ['agreements.signed'])
  const receipt = await askRoute(context, ada.mother, routes, 'GET /agreements/signatures/:id/receipt', {
    params: { id },
  })
  assert.match(receipt, /We have read the school’s rules with our child/)
  assert.match(receipt.replaceAll(' ', ''), new RegExp(hash))
  const pdf = await askRoute(context, ada.mother, routes, 'GET /agreements/signatures/:id/receipt.pdf', {
    params: { id },
  })
  assert.match(pdf, /^%PDF-/)
})

test('staff sign with full name, job title and date, and their task is done', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, publish, hashOf } = world
  const { teacher } = school.people
  await publish('staff')
  const kinds = async () =>
    (await reading(context, teacher, (tx) => tasksOf(tx, teacher))).map(({ kind }) => kind)
  assert.ok((await kinds()).includes('agreements.sign'))
  const ask = await askOf(world, teacher)
  const form = { ...yes(await hashOf('staff'), 'Teacher Alder'), jobTitle: 'Class teacher' }
  await signOwn(context, teacher, ask.id, form)
  assert.ok(!(await kinds()).includes('agreements.sign'))
  const [row] = await reading(context, teacher, (tx) => signaturesOf(tx, school.id, ask.id))
  assert.deepEqual([row?.nameWritten, row?.jobTitle], ['Teacher Alder', 'Class teacher'])
  assert.equal(row?.at.toISOString(), '2026-11-24T10:00:00.000Z')
})

test('nobody signs for another, under another name, a text they have not seen, or twice', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, ada, ben, publish, hashOf, otherSchool } = world
  await publish('parent')
  const hash = await hashOf('parent')
  const ask = await askOf(world, ada.mother)
  await assert.rejects(signOwn(context, ben.mother, ask.id, yes(hash, 'Mia Abbot')), NotFound)
  await assert.rejects(signOwn(context, otherSchool.people.head, ask.id, yes(hash, 'Mia Abbot')), NotFound)
  await assert.rejects(signOwn(context, ada.mother, ask.id, yes(hash, 'Jon Abbot')), /your own full name/)
  await assert.rejects(signOwn(context, ada.mother, ask.id, yes('0'.repeat(64), 'Mia Abbot')), Stale)
  await signOwn(context, ada.mother, ask.id, yes(hash, 'abbot, mía'))
  await assert.rejects(signOwn(context, ada.mother, ask.id, yes(hash, 'Mia Abbot')), /signed already/)
  assert.equal(answerForm.safeParse({ answer: 'signed', readHash: hash, nameWritten: ' ' }).success, false)
})

test('a refusal and a withdrawal are answers: somebody is asked to talk, and saying yes ends that', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, ada, publish, hashOf } = world
  const { coordinator } = school.people
  await publish('parent')
  const hash = await hashOf('parent')
  const ask = await askOf(world, ada.mother)
  const talks = async () =>
    (await reading(context, coordinator, (tx) => tasksOf(tx, coordinator))).filter(
      ({ kind }) => kind === 'agreements.talk',
    ).length
  const answer = (given: OwnAnswer['answer'], remark = '') =>
    signOwn(context, ada.mother, ask.id, { ...yes(hash, 'Mia Abbot'), answer: given, remark })
  await answer('refused', 'We do not want photographs.')
  assert.equal(await talks(), 1)
  await answer('signed')
  assert.equal(await talks(), 0)
  await answer('withdrawn')
  assert.equal(await talks(), 1)
  assert.equal((await askOf(world, ada.mother)).state, 'withdrawn')
  const said = await reading(context, ada.mother, (tx) => signaturesOf(tx, school.id, ask.id))
  assert.deepEqual(
    said.map((one) => one.answer),
    ['withdrawn', 'signed', 'refused'],
  )
})

test('on behalf of a child or parent only with a remark, by their own teacher or those who answer for all', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, otherTeacher, ada, publish, hashOf } = world
  const { teacher, head } = school.people
  await publish('pupilKeyStage2')
  await publish('staff')
  const readHash = await hashOf('pupilKeyStage2')
  const ask = await askOf(world, ada.pupil)
  const form = {
    answer: 'signed',
    readHash,
    remark: 'She nodded to each line; she cannot hold a pen.',
  } as const
  await assert.rejects(answerOnBehalf(context, otherTeacher, ask.id, form), NotFound)
  await assert.rejects(answerOnBehalf(context, ada.mother, ask.id, form), NotFound)
  await answerOnBehalf(context, teacher, ask.id, form)
  assert.equal((await askOf(world, ada.pupil)).state, 'signed')
  await answerOnBehalf(context, office, ask.id, {
    ...form,
    answer: 'voided',
    remark: 'It was her twin sister.',
  })
  assert.equal((await askOf(world, ada.pupil)).state, 'open')
  const ofTeacher = await askOf(world, teacher)
  const forTeacher = { ...form, readHash: await hashOf('staff') }
  await assert.rejects(
    answerOnBehalf(context, head, ofTeacher.id, forTeacher),
    /An adult signs for themselves/,
  )
  const own = await askOf(world, head)
  await assert.rejects(answerOnBehalf(context, head, own.id, forTeacher), NotAllowed)
})

test('an answer on paper is kept with its scan, which only those who may see the answer can open', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, otherTeacher, ada, publish, hashOf } = world
  await publish('parent')
  const ask = await askOf(world, ada.father)
  const scan = () => ({
    fileName: 'slip.pdf',
    declaredType: 'application/pdf',
    content: Readable.from(Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')),
  })
  const form = { answer: 'signed', printed: await hashOf('parent'), nameWritten: 'J. Abbot' } as const
  await assert.rejects(
    recordPaper(context, office, ask.id, { ...form, printed: '0'.repeat(64) }, scan()),
    /No text of this agreement has that fingerprint/,
  )
  await assert.rejects(recordPaper(context, otherTeacher, ask.id, form, scan()), NotFound)
  const id = await recordPaper(context, office, ask.id, form, scan())
  const [row] = await reading(context, office, (tx) => signaturesOf(tx, school.id, ask.id))
  assert.deepEqual([row?.way, row?.nameWritten, row?.fileId === null], ['paper', 'J. Abbot', false])
  const open = (who: PersonActor) =>
    askRoute(context, who, routes, 'GET /agreements/signatures/:id/scan', { params: { id } })
  await open(office)
  assert.ok((await trailAbout(context, school.id, ask.id)).includes('files.stored'))
  await assert.rejects(open(otherTeacher), NotFound)
  await assert.rejects(recordPaper(context, office, ask.id, form, scan()), Refused)
})
