import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { aSchoolThatImports, oneRosterFiles } from '../../../test/a-roster.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { membershipsOf } from '../people/belonging-store.ts'
import { findPeopleByName, findPerson } from '../people/index.ts'
import { endAccess, leaveSchool } from '../people/leave-school.ts'
import { classesOfSchool } from '../schools/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { closeLogon, declareLogons } from './declare-logons.ts'
import { declarationsOf, leaversOf, transfersOf } from './leaver-store.ts'
import { movesOf } from './move-store.ts'
import { makeDueMoves, planMove, withdrawMove } from './plan-move.ts'
import { leaverRoutes } from './routes-leavers.ts'
import { noteReceipt, transferRights } from './transfer-rights.ts'

const logons = [{ system: 'School e-mail', logon: 't.teacher' }]

test('a leaver declares every logon, and each is closed on record', async (t) => {
  const { context, schoolId, office, teacher, technician, elsewhere, look } = await aSchoolThatImports(t)
  const { personId } = teacher
  const request = { personId, logons, hasNone: false, onBehalfBecause: null }
  await leaveSchool(context, office, { personId, lastDay: '2026-12-18' })
  const kinds = async (who: typeof teacher) => (await look((tx) => tasksOf(tx, who))).map(({ kind }) => kind)
  assert.deepEqual(await kinds(teacher), ['rosters.declareLogons'])
  await assert.rejects(declareLogons(context, elsewhere, request), NotFound)
  await assert.rejects(
    declareLogons(context, technician, { ...request, onBehalfBecause: 'On paper' }),
    NotAllowed,
  )
  await assert.rejects(declareLogons(context, office, request), /Say why/)
  await assert.rejects(declareLogons(context, teacher, { ...request, logons: [] }), /Enter each logon/)
  await declareLogons(context, teacher, request)
  assert.deepEqual(await kinds(teacher), [])
  assert.deepEqual(await kinds(technician), ['rosters.closeLogons'])
  const [leaver] = await look((tx) => leaversOf(tx, schoolId, '2026-01-01'))
  assert.deepEqual([leaver?.declared, leaver?.open], [true, 1])
  const { logons: declared } = await look((tx) => declarationsOf(tx, schoolId, personId))
  const logonId = declared[0]?.id ?? ''
  await assert.rejects(closeLogon(context, elsewhere, logonId), NotFound)
  await assert.rejects(closeLogon(context, teacher, logonId), NotAllowed)
  await closeLogon(context, technician, logonId)
  await assert.rejects(closeLogon(context, technician, logonId), NotFound)
  assert.deepEqual(await kinds(technician), [])
  const trail = await trailAbout(context, schoolId, personId)
  assert.deepEqual(
    trail.filter((did) => did.startsWith('rosters.')),
    ['rosters.logonsDeclared', 'rosters.logonClosed'],
  )
})

test('for somebody who has gone the office is asked, and says why it declares for them', async (t) => {
  const { context, schoolId, office, teacher, look } = await aSchoolThatImports(t)
  const { personId } = teacher
  await leaveSchool(context, office, { personId, lastDay: '2026-11-20' })
  const [task] = await look((tx) => tasksOf(tx, office))
  assert.equal(task?.kind, 'rosters.declareLogons')
  const request = { personId, logons: [], hasNone: true, onBehalfBecause: 'She told us on the telephone' }
  await declareLogons(context, office, request)
  const { declarations } = await look((tx) => declarationsOf(tx, schoolId, personId))
  assert.deepEqual(
    declarations.map(({ by, hasNone, onBehalfBecause }) => [by, hasNone, onBehalfBecause]),
    [['Ofra Office', true, 'She told us on the telephone']],
  )
})

test('whose access has ended is asked nothing: the office is, once, whether it ended at once or in the night', async (t) => {
  const { context, office, teacher, technician, system, look, setTime } = await aSchoolThatImports(t)
  const asked = async () =>
    (await look((tx) => tasksOf(tx, office))).map(({ title, aboutId }) => `${title} ${aboutId}`)
  const line = ({ personId }: { personId: string }) => `Declare the logons of somebody who leaves ${personId}`
  const now = { lastDay: '2026-12-18', accessEnds: 'now' } as const
  await leaveSchool(context, office, { personId: teacher.personId, ...now })
  assert.deepEqual(await look((tx) => tasksOf(tx, teacher)), [])
  assert.deepEqual(await asked(), [line(teacher)])
  await leaveSchool(context, office, { personId: technician.personId, lastDay: '2026-11-24' })
  assert.deepEqual(
    (await look((tx) => tasksOf(tx, technician))).map(({ title }) => title),
    ['Declare every logon that you have'],
  )
  setTime('2026-11-25T00:02:00Z')
  await endAccess(context, system)
  assert.deepEqual((await asked()).sort(), [line(teacher), line(technician)].sort())
})

test('rights go to a new school of the trust on record, and the receipt is noted', async (t) => {
  const { context, schoolId, office, teacher, elsewhere, look } = await aSchoolThatImports(t)
  const { personId } = teacher
  const transfer = {
    personId,
    toSchool: 'Beech Primary',
    onDay: '2026-12-18',
    what: 'The account',
    agreedWith: 'Their head',
  }
  await assert.rejects(transferRights(context, office, transfer), /on which day/)
  await leaveSchool(context, office, { personId, lastDay: '2026-12-18' })
  await assert.rejects(transferRights(context, elsewhere, transfer), NotFound)
  await assert.rejects(transferRights(context, teacher, transfer), NotAllowed)
  await transferRights(context, office, transfer)
  const [kept] = await look((tx) => transfersOf(tx, schoolId, personId))
  const receipt = { transferId: kept?.id ?? '', byWhom: 'Their office, by telephone' }
  await assert.rejects(noteReceipt(context, elsewhere, receipt), NotFound)
  await transferRights(context, office, { ...transfer, toSchool: 'Cedar Primary' })
  const tooLong = { params: { transfer: receipt.transferId }, body: { byWhom: 'Their office, '.repeat(20) } }
  const address = 'POST /rosters/transfers/:transfer/received'
  const shown = await askRoute(context, office, leaverRoutes, address, tooLong)
  assert.match(shown, /value="(?:Their office, ){20}"/)
  assert.equal(shown.match(/name="byWhom"/g)?.length, 1, 'the summary of errors leads to the right one')
  await assert.rejects(askRoute(context, elsewhere, leaverRoutes, address, tooLong), NotFound)
  assert.equal(await noteReceipt(context, office, receipt), personId)
  await assert.rejects(noteReceipt(context, office, receipt), NotFound)
  const now = (await look((tx) => transfersOf(tx, schoolId, personId))).find(
    ({ id }) => id === receipt.transferId,
  )
  assert.equal(now?.receivedByWhom, 'Their office, by telephone')
})

test('a move is made in the night of its day, and one that has become impossible says so', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, schoolId, office, teacher, elsewhere, look, system } = world
  await world.make((await world.read(await world.source(), oneRosterFiles(2))).id)
  const [pupil] = await look((tx) => findPeopleByName(tx, schoolId, 'Pupil Number1'))
  const [other] = await look((tx) => findPeopleByName(tx, schoolId, 'Pupil Number2'))
  const ash = (await look((tx) => classesOfSchool(tx, schoolId))).find(({ name }) => name === '3 Ash')
  const move = {
    personId: pupil?.id ?? '',
    toClassId: ash?.id ?? '',
    toKind: null,
    onDay: '2026-12-01',
    why: 'Sits better there',
  }
  await assert.rejects(planMove(context, elsewhere, move), NotFound)
  await assert.rejects(planMove(context, teacher, move), NotAllowed)
  await assert.rejects(planMove(context, office, { ...move, toKind: 'staff' }), /cannot become/)
  const parent = await aPerson(context, schoolId, { name: 'Una Parent', kind: 'guardian' })
  const ofParent = { ...move, personId: parent.personId, onDay: '2026-11-24' }
  await assert.rejects(planMove(context, office, ofParent), /does not work or volunteer here/)
  await planMove(context, office, move)
  await planMove(context, office, { ...move, personId: teacher.personId, toClassId: null, toKind: 'supply' })
  await planMove(context, office, { ...move, personId: other?.id ?? '' })
  await planMove(context, office, { ...move, onDay: '2027-01-05' })
  await leaveSchool(context, office, { personId: other?.id ?? '', lastDay: '2026-11-27' })
  const late = (await look((tx) => movesOf(tx, schoolId))).find(({ onDay }) => onDay === '2027-01-05')
  await assert.rejects(withdrawMove(context, elsewhere, late?.id ?? ''), NotFound)
  await assert.rejects(withdrawMove(context, teacher, late?.id ?? ''), NotAllowed)
  await withdrawMove(context, office, late?.id ?? '')
  await makeDueMoves(context, system)
  assert.equal(
    (await look((tx) => movesOf(tx, schoolId))).filter(({ state }) => state === 'planned').length,
    3,
  )
  world.setTime('2026-12-01T00:05:00Z')
  await makeDueMoves(context, systemActor(schoolId))
  const states = (await look((tx) => movesOf(tx, schoolId)))
    .map(({ name, state }) => `${name} ${state}`)
    .sort()
  assert.deepEqual(states, [
    'Pupil Number1 done',
    'Pupil Number1 withdrawn',
    'Pupil Number2 impossible',
    'Tom Teacher done',
  ])
  const [now] = await look((tx) => membershipsOf(tx, schoolId, pupil?.id ?? ''))
  assert.deepEqual([now?.className, now?.startsOn], ['3 Ash', '2026-12-01'])
  assert.equal(
    (await lookInto(context, schoolId, (tx) => findPerson(tx, schoolId, teacher.personId))).kind,
    'supply',
  )
})
