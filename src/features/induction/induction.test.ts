import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aGround, aPerson, aSchool, lookInto, trailAbout } from '../../../test/ground.ts'
import { addKind } from '../people/add-kind.ts'
import { kindAdded, peopleJoined } from '../people/happenings.ts'
import { findPerson } from '../people/index.ts'
import { addPerson } from '../people/keep-person.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { tasksOf } from '../tasks/index.ts'
import { stepsFor } from './checklist.ts'
import { chaseOverdue, confirmSteps, doStep, startBesides, startInduction } from './follow-checklist.ts'
import { contractsOf, guestsOf } from './guest-store.ts'
import { type KeepContract, keepContract, noteDeficiency } from './keep-contract.ts'
import { endGuest, endPastGuests, type KeepGuest, keepGuest } from './keep-guest.ts'
import { inductionPermissions } from './permissions.ts'
import { routes } from './routes.ts'
import { itemsOf, startersOf } from './store.ts'

async function aSchoolThatInducts(t: TestContext) {
  const ground = await aGround({
    permissions: [peoplePermissions, inductionPermissions],
    heeds: [heed(peopleJoined, startInduction), heed(kindAdded, startBesides)],
  })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const office = await aPerson(context, schoolId, { name: 'Ofra Office', roles: ['office'] })
  const head = await aPerson(context, schoolId, { name: 'Hedda Head', roles: ['head'] })
  const teacher = await aPerson(context, schoolId, { name: 'Tom Teacher' })
  const elsewhere = await aPerson(context, await aSchool(context), {
    name: 'Sid Stranger',
    roles: ['office', 'head'],
  })
  const look = <T>(work: Parameters<typeof lookInto<T>>[2]) => lookInto(context, schoolId, work)
  const nia = {
    givenName: 'Nia',
    familyName: 'New',
    knownAs: null,
    dateOfBirth: null,
    email: null,
    jobTitle: null,
  }
  const join = (kind: 'staff' | 'guardian' | 'pupil') =>
    addPerson(context, office, { ...nia, kind, joinedOn: '2026-11-24' })
  return { ...ground, schoolId, office, head, teacher, elsewhere, look, join }
}

test('a joiner has the checklist of what they are, does it, and somebody else confirms it', async (t) => {
  const { context, schoolId, office, teacher, elsewhere, look, join } = await aSchoolThatInducts(t)
  const personId = await join('staff')
  const joiner = { ...teacher, personId, name: 'Nia New' }
  const items = await look((tx) => itemsOf(tx, schoolId, personId))
  assert.deepEqual(
    items.map(({ key }) => key).sort(),
    stepsFor('staff')
      .map(({ key }) => key)
      .sort(),
  )
  assert.deepEqual(
    (await look((tx) => tasksOf(tx, joiner))).map(({ kind }) => kind),
    ['induction.followChecklist'],
  )
  await assert.rejects(doStep(context, teacher, 'policy1'), NotFound)
  await assert.rejects(confirmSteps(context, office, { personId, remark: null }), /nothing new/)
  for (const { key } of items) await doStep(context, joiner, key)
  await assert.rejects(doStep(context, joiner, 'policy1'), /already/)
  assert.deepEqual(await look((tx) => tasksOf(tx, joiner)), [])
  await assert.rejects(confirmSteps(context, elsewhere, { personId, remark: null }), NotFound)
  await assert.rejects(confirmSteps(context, teacher, { personId, remark: null }), NotAllowed)
  await assert.rejects(
    confirmSteps(context, { ...office, personId }, { personId, remark: null }),
    /Somebody else/,
  )
  const waiting = { params: { person: personId } }
  const shown = await askRoute(context, office, routes, 'GET /induction/:person', waiting)
  assert.match(shown, /Yes, and waits to be confirmed/)
  await confirmSteps(context, office, { personId, remark: 'Went well' })
  const again = { params: { person: personId }, body: { remark: 'Showed her the alarms too' } }
  const confirmed = await askRoute(context, office, routes, 'POST /induction/:person/confirm', again)
  assert.match(
    confirmed,
    />Showed her the alarms too<\/textarea>/,
    'somebody else was first, and it is still there',
  )
  const [starter] = await look((tx) => startersOf(tx, schoolId, '2026-11-24'))
  assert.deepEqual([starter?.done, starter?.confirmed], [items.length, items.length])
  const trail = await trailAbout(context, schoolId, personId)
  assert.equal(trail.filter((did) => did === 'induction.stepDone').length, items.length)
  assert.ok(trail.includes('induction.confirmed'))
})

test('what is overdue becomes one task of the office, and a pupil has no checklist', async (t) => {
  const { context, schoolId, office, setTime, look, join } = await aSchoolThatInducts(t)
  const personId = await join('staff')
  assert.deepEqual(await look(async (tx) => itemsOf(tx, schoolId, await join('pupil'))), [])
  setTime('2026-12-01T06:15:00Z')
  await chaseOverdue(context, systemActor(schoolId))
  await chaseOverdue(context, systemActor(schoolId))
  const tasks = await look((tx) => tasksOf(tx, office))
  assert.deepEqual(
    tasks.map(({ kind, aboutId }) => [kind, aboutId]),
    [['induction.chase', personId]],
  )
})

test('a parent who becomes a volunteer gets what volunteers get', async (t) => {
  const { context, schoolId, office, look, join } = await aSchoolThatInducts(t)
  const personId = await join('guardian')
  assert.deepEqual(await look((tx) => itemsOf(tx, schoolId, personId)), [])
  await addKind(context, office, {
    personId,
    kind: 'volunteer',
    startsOn: '2026-11-24',
    why: 'Hears readers',
  })
  const items = await look((tx) => itemsOf(tx, schoolId, personId))
  assert.equal(items.length, stepsFor('volunteer').length)
})

test('a guest is told, signs, has a sponsor and an end, and that end ends everything of theirs', async (t) => {
  const { context, schoolId, office, teacher, elsewhere, setTime, look } = await aSchoolThatInducts(t)
  const guest: KeepGuest = {
    kind: 'contractor',
    givenName: 'Cal',
    familyName: 'Cable',
    organisation: 'Cables and Co',
    purpose: 'Lays cables',
    identitySeen: 'Company pass 1234',
    sponsorId: teacher.personId,
    startsOn: '2026-11-24',
    endsOn: '2026-11-27',
    supervised: true,
    told: ['policies', 'filtering', 'restricted', 'reporting'],
    signed: 'yes',
  }
  await assert.rejects(keepGuest(context, teacher, guest), NotAllowed)
  await assert.rejects(keepGuest(context, elsewhere, guest), NotFound)
  await assert.rejects(keepGuest(context, office, { ...guest, told: ['policies'] }), /Tell them first/)
  await assert.rejects(keepGuest(context, office, { ...guest, endsOn: '2027-11-27' }), /90 days at most/)
  await assert.rejects(keepGuest(context, office, { ...guest, endsOn: '2026-11-20' }), /before the first/)
  await keepGuest(context, office, guest)
  const early = await keepGuest(context, office, { ...guest, givenName: 'Early' })
  await assert.rejects(endGuest(context, elsewhere, early), NotFound)
  await assert.rejects(endGuest(context, teacher, early), NotAllowed)
  await endGuest(context, office, early)
  await assert.rejects(endGuest(context, office, early), NotFound)
  await endPastGuests(context, systemActor(schoolId))
  assert.equal(
    (await look((tx) => guestsOf(tx, schoolId))).filter(({ endedAt }) => endedAt === null).length,
    1,
  )
  setTime('2026-11-28T00:01:00Z')
  await endPastGuests(context, systemActor(schoolId))
  const guests = await look((tx) => guestsOf(tx, schoolId))
  assert.ok(guests.every(({ endedAt }) => endedAt !== null))
  const cal = guests.find(({ name }) => name === 'Cal Cable')
  const person = await look((tx) => findPerson(tx, schoolId, cal?.personId ?? ''))
  assert.equal(person.leftOn, '2026-11-27')
  assert.ok((await trailAbout(context, schoolId, person.id)).includes('people.accessEnded'))
})

test('a firm is recorded with how it was chosen, and what it did not do is told to whoever commissioned it', async (t) => {
  const { context, schoolId, office, head, elsewhere, look } = await aSchoolThatInducts(t)
  const contract: KeepContract = {
    firm: 'Shred and Sons',
    service: 'Disposes of computers',
    commissionedBy: 'The governors',
    chosenHow: 'Three offers',
    advice: 'The authority’s technical adviser',
    knowsPolicyOn: '2026-09-01',
    destroysData: true,
    guarantee: null,
    startsOn: '2026-09-01',
    endsOn: null,
  }
  await assert.rejects(keepContract(context, office, contract), NotAllowed)
  await assert.rejects(keepContract(context, head, contract), /guarantees in writing/)
  const guarantee = 'In the safe, signed on 1 September'
  await assert.rejects(
    keepContract(context, head, { ...contract, guarantee, endsOn: '2026-08-01' }),
    /before it begins/,
  )
  const typed = { ...contract, destroysData: 'yes', guarantee: '', knowsPolicyOn: '', endsOn: '' }
  const days = { 'startsOn-day': '1', 'startsOn-month': '9', 'startsOn-year': '2026' }
  const again = await askRoute(context, head, routes, 'POST /contracts/new', { body: { ...typed, ...days } })
  assert.match(again, /id="guarantee-error"[\s\S]*Say where that guarantee is/)
  const contractId = await keepContract(context, head, { ...contract, guarantee })
  const deficiency = { contractId, what: 'One disk came back unwiped', toldWhom: 'The chair of governors' }
  await assert.rejects(noteDeficiency(context, elsewhere, deficiency), NotFound)
  await assert.rejects(noteDeficiency(context, office, deficiency), NotAllowed)
  const half = { params: { contract: contractId }, body: { what: deficiency.what, toldWhom: '' } }
  const address = 'POST /contracts/:contract/deficiencies'
  const shown = await askRoute(context, head, routes, address, half)
  assert.match(shown, /Say who of those who commissioned it was told/)
  assert.match(shown, />One disk came back unwiped<\/textarea>/)
  await assert.rejects(askRoute(context, elsewhere, routes, address, half), NotFound)
  await noteDeficiency(context, head, deficiency)
  const [kept] = await look((tx) => contractsOf(tx, schoolId))
  assert.deepEqual([kept?.guarantee, kept?.deficiencies], [guarantee, 1])
  const listed = await askRoute(context, head, routes, 'GET /contracts')
  assert.match(listed, /Since 1 September 2026[\s\S]*Once, and passed on/)
  assert.deepEqual(await trailAbout(context, schoolId, contractId), [
    'induction.contractKept',
    'induction.deficiencyNoted',
  ])
})
