import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { disableLogins } from '#/platform/sign-in/sign-in.ts'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { asksOfSigner } from './ask-store.ts'
import { childrenOnKiosk, closeKiosk, openKiosk, signAtKiosk, textOnKiosk } from './kiosk.ts'
import { routes } from './routes.ts'
import { signaturesOf } from './signature-store.ts'

const address = '10.1.2.3'

async function aKiosk(t: Parameters<typeof aSchoolThatSigns>[0]) {
  const world = await aSchoolThatSigns(t)
  const { context, school, ada, classes, publish, hashOf } = world
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .updateTable('schools.school')
      .set({ network_ranges: ['10.1.0.0/16'] })
      .where('id', '=', school.id)
      .execute(),
  )
  await publish('pupilKeyStage2')
  const [ask] = await reading(context, ada.pupil, (tx) => asksOfSigner(tx, school.id, ada.pupil.personId))
  assert.ok(ask)
  const request = { roundId: ask.roundId, classId: classes.elm, address }
  const opened = await openKiosk(context, school.people.teacher, request)
  const asked = { schoolId: school.id, token: opened.path.replace('/kiosk/', ''), address }
  const form = {
    askId: ask.id,
    readHash: await hashOf('pupilKeyStage2'),
    answer: 'signed',
    nameWritten: 'Ada',
  } as const
  return { ...world, ask, request, opened, asked, form }
}

test('a child finds their name, hears the rules and signs; the tablet then knows only who is left', async (t) => {
  const { context, school, asked, form, ask } = await aKiosk(t)
  const before = await childrenOnKiosk(context, asked)
  assert.deepEqual(
    before.children.map(({ name }) => name),
    ['Ada A'],
  )
  const { version } = await textOnKiosk(context, { ...asked, askId: ask.id })
  assert.equal(version.agreement, 'pupilKeyStage2')
  const wrong = { ...form, nameWritten: 'Ben' }
  await assert.rejects(signAtKiosk(context, { ...asked, form: wrong, writesName: true }), /first name/)
  await signAtKiosk(context, { ...asked, form, writesName: true })
  assert.deepEqual((await childrenOnKiosk(context, asked)).children, [])
  const [row] = await lookInto(context, school.id, (tx) => signaturesOf(tx, school.id, ask.id))
  assert.deepEqual([row?.way, row?.recordedByKind, row?.nameWritten], ['kiosk', 'kiosk', 'Ada'])
  await assert.rejects(textOnKiosk(context, { ...asked, askId: ask.id }), NotFound)
})

test('“not sure” leaves it open and blames nobody', async (t) => {
  const { context, asked, form } = await aKiosk(t)
  await signAtKiosk(context, { ...asked, form: { ...form, answer: 'later' }, writesName: true })
  assert.equal((await childrenOnKiosk(context, asked)).children.length, 1)
})

test('a tablet opens for one’s own class in a lesson on the school’s network, and its address opens nothing else', async (t) => {
  const { context, school, otherSchool, otherTeacher, request, opened, asked, ben, publish, setTime } =
    await aKiosk(t)
  const { teacher } = school.people
  await assert.rejects(openKiosk(context, otherTeacher, request), NotFound)
  await assert.rejects(openKiosk(context, ben.mother, request), NotAllowed)
  await assert.rejects(openKiosk(context, teacher, { ...request, address: '192.0.2.1' }), /own network/)
  await assert.rejects(childrenOnKiosk(context, { ...asked, address: '192.0.2.1' }), NotAllowed)
  await assert.rejects(childrenOnKiosk(context, { ...asked, schoolId: otherSchool.id }), NotFound)
  await assert.rejects(childrenOnKiosk(context, { ...asked, token: 'guessed' }), NotFound)
  await publish('pupilEarly')
  const [bens] = await reading(context, ben.pupil, (tx) => asksOfSigner(tx, school.id, ben.pupil.personId))
  await assert.rejects(textOnKiosk(context, { ...asked, askId: bens?.id ?? '' }), NotFound)
  await assert.rejects(closeKiosk(context, otherTeacher, opened.id), NotFound)
  await closeKiosk(context, teacher, opened.id)
  await assert.rejects(childrenOnKiosk(context, asked), NotFound)
  const another = await openKiosk(context, teacher, request)
  const on = { ...asked, token: another.path.replace('/kiosk/', '') }
  assert.equal((await childrenOnKiosk(context, on)).children.length, 1)
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) =>
    disableLogins(context, tx, system, { personIds: [teacher.personId], why: 'Left the school.' }),
  )
  await assert.rejects(childrenOnKiosk(context, on), NotFound, 'who is out shows no child’s name any more')
  setTime('2026-11-24T16:00:00Z')
  await assert.rejects(openKiosk(context, teacher, request), Refused)
})

test('while an adult is signed in on a tablet, no child gets further than handing it back', async (t) => {
  const { context, school, asked } = await aKiosk(t)
  const { teacher } = school.people
  const params = { token: asked.token }
  const body = { askId: 'any' }
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .updateTable('schools.school')
      .set({ network_ranges: ['127.0.0.0/8'] })
      .where('id', '=', school.id)
      .execute(),
  )
  const shown = await askRoute(context, teacher, routes, 'GET /kiosk/:token', { params })
  assert.match(shown, /A grown-up is signed in here/)
  assert.doesNotMatch(shown, /Ada/)
  await assert.rejects(askRoute(context, teacher, routes, 'POST /kiosk/:token', { params, body }), NotAllowed)
  const child = { kind: 'anonymous', schoolId: school.id } as const
  assert.match(await askRoute(context, child, routes, 'GET /kiosk/:token', { params }), /Ada A/)
})
