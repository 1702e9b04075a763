import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { Mailer } from '#/platform/mail/mail.ts'
import { aGuardian, aSchoolThatSigns, type SigningSchool } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import type { PeopleTables } from '../people/tables.ts'
import { asksOfSigner } from './ask-store.ts'
import { mailLink } from './mail-link.ts'
import { makeLetter, makeLetters } from './make-link.ts'
import { lettersPage } from './pages-link.ts'
import { routes } from './routes.ts'
import { answerByLink, openByLink, receiptByLink } from './sign-by-link.ts'
import { slowDownLinks } from './slow-down.ts'

const born = '2018-05-04'
const mailing = (askId: string) => ({ askId, queuedAt: null })

async function aLetter(t: Parameters<typeof aSchoolThatSigns>[0]) {
  const world = await aSchoolThatSigns(t)
  await world.publish('parent')
  const ask = await askOf(world, world.ada.mother)
  const { path } = await makeLetter(world.context, world.office, ask.id)
  return { ...world, ask, token: path.replace('/sign/', ''), hash: await world.hashOf('parent') }
}

async function askOf({ context, school }: SigningSchool, { personId }: PersonActor) {
  const [ask] = await reading(context, school.people.head, (tx) => asksOfSigner(tx, school.id, personId))
  if (!ask) throw new Error('Nothing was asked')
  return ask
}

const yes = (readHash: string) =>
  ({ answer: 'signed', readHash, nameWritten: 'Mia Abbot', jobTitle: '', remark: '' }) as const

test('a parent answers once by a link and the right date of birth, and keeps a receipt', async (t) => {
  const world = await aLetter(t)
  const { context, school, token, hash, ask } = world
  const opened = await openByLink(context, school.id, { token, dateOfBirth: born })
  assert.ok('version' in opened)
  assert.equal(opened.pupilName, 'Ada Abbot')
  const answered = await answerByLink(context, school.id, { token, dateOfBirth: born, form: yes(hash) })
  assert.deepEqual(answered, { done: true })
  assert.equal((await askOf(world, world.ada.mother)).state, 'signed')
  const receipt = await receiptByLink(context, school.id, { token, dateOfBirth: born })
  assert.ok('signature' in receipt)
  assert.equal(receipt.signature.way, 'link')
  assert.deepEqual(await trailAbout(context, school.id, ask.id), ['agreements.linkMade', 'agreements.signed'])
})

test('opening a link shows the school and a button: nothing of the child, the agreement or whether it was used', async (t) => {
  const { context, school, token } = await aLetter(t)
  const anybody = { kind: 'anonymous', schoolId: school.id } as const
  const shown = await askRoute(context, anybody, routes, 'GET /sign/:token', { params: { token } })
  assert.match(shown, /Continue/)
  assert.doesNotMatch(shown, /Ada|Abbot|Mia|agreement|3 Elm/)
  const asked = await askRoute(context, anybody, routes, 'POST /sign/:token', { params: { token } })
  assert.match(asked, /When was your child born/)
  assert.doesNotMatch(asked, /Ada|Abbot|Mia|3 Elm/)
  const open = await openByLink(context, school.id, { token, dateOfBirth: born })
  assert.ok('version' in open, 'nothing was used up')
})

test('a used link cannot be replayed, also not twice at once', async (t) => {
  const { context, school, token, hash } = await aLetter(t)
  const send = () => answerByLink(context, school.id, { token, dateOfBirth: born, form: yes(hash) })
  const both = await Promise.all([send(), send()])
  assert.deepEqual(both.filter((one) => 'done' in one).length, 1)
  assert.deepEqual(await send(), { shut: 'used' })
  assert.deepEqual(await openByLink(context, school.id, { token, dateOfBirth: born }), { shut: 'used' })
})

test('a guessed link is not found, a guessed date of birth ends it after five tries, also at once', async (t) => {
  const { context, school, token, hash } = await aLetter(t)
  const guess = (dateOfBirth: string) => openByLink(context, school.id, { token, dateOfBirth })
  await assert.rejects(openByLink(context, school.id, { token: 'guessed', dateOfBirth: born }), NotFound)
  const tries = await Promise.all(Array.from({ length: 8 }, (_, day) => guess(`2018-05-1${day}`)))
  assert.equal(tries.filter((one) => 'shut' in one && one.shut === 'wrong').length, 5)
  assert.deepEqual(await guess(born), { shut: 'over' }, 'the right one comes too late')
  const late = await answerByLink(context, school.id, { token, dateOfBirth: born, form: yes(hash) })
  assert.deepEqual(late, { shut: 'over' })
})

test('whoever knocks very often from one address waits a moment and is answered: parents’ evening is one address', async (t) => {
  const { context, school } = await aLetter(t)
  const anybody = { kind: 'anonymous', schoolId: school.id } as const
  const knock = () => askRoute(context, anybody, routes, 'GET /sign/:token', { params: { token: 'guessed' } })
  for (let time = 0; time < 120; time += 1) await slowDownLinks(context, school.id, '127.0.0.1')
  const began = performance.now()
  await assert.rejects(knock(), NotFound)
  assert.ok(performance.now() - began >= 240, 'it waited')
  await slowDownLinks(context, school.id, '192.0.2.7')
})

test('a link expires, another school knows nothing of it, and a newer letter or a court order ends it', async (t) => {
  const world = await aLetter(t)
  const { context, school, otherSchool, office, ask, token, ada, setTime } = world
  const open = (schoolId: string, one = token) =>
    openByLink(context, schoolId, { token: one, dateOfBirth: born })
  await assert.rejects(open(otherSchool.id), NotFound)
  const newer = (await makeLetter(context, office, ask.id)).path.replace('/sign/', '')
  assert.deepEqual(await open(school.id), { shut: 'over' })
  assert.ok('version' in (await open(school.id, newer)))
  await mayNotSign(world, ada.mother.personId)
  assert.deepEqual(await open(school.id, newer), { shut: 'over' })
  await assert.rejects(makeLetter(context, office, ask.id), /may not sign/)
  const father = await askOf(world, ada.father)
  const his = (await makeLetter(context, office, father.id)).path.replace('/sign/', '')
  setTime('2026-12-08T10:00:01Z')
  assert.deepEqual(await open(school.id, his), { shut: 'over' })
})

test('a class teacher makes letters for the parents of their own class, for nobody else and not for themselves', async (t) => {
  const world = await aLetter(t)
  const { context, school, otherTeacher, ask } = world
  const [own, other] = await Promise.all(
    [school.people.teacher, otherTeacher].map((who) =>
      makeLetter(context, who, ask.id).then(
        () => 'made',
        (error: Error) => error.name,
      ),
    ),
  )
  assert.deepEqual([own, other].sort(), ['NotFound', 'made'], 'one of them teaches the class of the child')
  const self = { ...school.people.head, personId: ask.signerId }
  await assert.rejects(makeLetter(context, self, ask.id), NotAllowed)
})

function mayNotSign({ context, school }: SigningSchool, guardianId: string) {
  return lookInto(context, school.id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .updateTable('people.guardianship')
      .set({ may_sign: false })
      .where('school_id', '=', school.id)
      .where('guardian_id', '=', guardianId)
      .execute(),
  )
}

test('letters for a class go to those who may sign, be written to and have not answered; another class’s teacher makes none', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, ada, classes, publish, hashOf } = world
  const uncle = await aPerson(context, school.id, { name: 'Una Uncle', kind: 'guardian' })
  await aGuardian(world, school.id, uncle.personId, ada.pupil.personId, { may_be_contacted: false })
  await publish('parent')
  const ask = await askOf(world, ada.mother)
  const wanted = { roundId: ask.roundId, classId: classes.elm }
  await assert.rejects(makeLetters(context, world.otherTeacher, wanted), NotFound)
  const letters = await makeLetters(context, office, wanted)
  assert.deepEqual(letters.map(({ guardianName }) => guardianName).sort(), ['Jon Abbot', 'Mia Abbot'])
  const round = await askRoute(context, office, routes, 'GET /agreements/rounds/:id/classes/:classId', {
    params: { id: ask.roundId, classId: classes.elm },
  })
  assert.match(round, /stops the links to this agreement that the same parent got before.*Make letters/s)
  const qrSvg = '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'
  const drawn = letters.map((one) => ({ ...one, address: one.path, qrSvg, until: '2026-12-08' }))
  const sheets = (some: typeof drawn) => String(lettersPage({ school: 'Alder', letters: some }))
  assert.match(
    sheets(drawn),
    /2 letters to print.*each letter begins on a new page.*your child’s date of birth/s,
  )
  assert.match(sheets(drawn.slice(0, 1)), /1 letter to print.*It is shown once.*Print this page\.</s)
  for (const one of letters) {
    const token = one.path.replace('/sign/', '')
    const form = { ...yes(await hashOf('parent')), nameWritten: one.guardianName }
    await answerByLink(context, school.id, { token, dateOfBirth: born, form })
  }
  await assert.rejects(makeLetters(context, office, wanted), Refused)
})

test('a message to a parent holds the school and a link, and a link that was not sent does not work', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, ada, publish, query } = world
  await publish('parent')
  const sent: { to: string; text: string }[] = []
  const mailer: Mailer = {
    send: async (to, { subject, text }) => {
      sent.push({ to, text: `${subject}\n${text}` })
      return 'sent'
    },
    close: () => undefined,
  }
  const publicUrl = new URL('https://safety.example')
  const ask = await askOf(world, ada.mother)
  await mailLink(context, systemActor(school.id), { mailer, publicUrl }, mailing(ask.id))
  await mailLink(
    context,
    systemActor(school.id),
    { mailer, publicUrl },
    mailing((await askOf(world, ada.father)).id),
  )
  assert.deepEqual(
    sent.map(({ to }) => to),
    ['mia.abbot@home.example'],
    'the father has no address',
  )
  assert.match(sent[0]?.text ?? '', /https:\/\/safety\.example\/s\/alder\/sign\/[\w-]{43}/)
  assert.doesNotMatch(sent[0]?.text ?? '', /Ada|Abbot|Mia|agreement/i)
  const failing: Mailer = { ...mailer, send: () => Promise.reject(new Error('gone')) }
  await assert.rejects(
    mailLink(context, systemActor(school.id), { mailer: failing, publicUrl }, mailing(ask.id)),
    /gone/,
  )
  const working = await query('select 1 from agreements.link where withdrawn_at is null')
  assert.equal(working.length, 0)
})
