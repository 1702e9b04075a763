import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import { calendarProblems } from '#/kernel/school-calendar.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { readForm } from '#/platform/web/read-form.ts'
import { aGround, aPerson, aSchool, lookInto, trailAbout } from '../../../test/ground.ts'
import { changeContact, contactForm } from './change-contact.ts'
import { changeSchool, schoolForm } from './change-school.ts'
import { allContactRoles, contactRow, missingContacts } from './contact.ts'
import { contactHistory, contactOf, contactsOf } from './contact-store.ts'
import { controls } from './controls.ts'
import { closeDay, keepTerms, openDay, termsForm } from './keep-calendar.ts'
import { addSchoolClass, endSchoolClass } from './keep-class.ts'
import { nationalContact, nationalContacts } from './national-contacts.ts'
import { readRange, readRanges } from './network-range.ts'
import { missingWarning } from './pages-contacts.ts'
import { schoolPermissions } from './permissions.ts'
import { addPhase } from './place-store.ts'
import { classesOfSchool, findSchool, readCalendar } from './store.ts'
import { usualTerms } from './usual-terms.ts'

async function aPlace(t: TestContext) {
  const ground = await aGround({ permissions: [schoolPermissions] })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const head = await aPerson(context, schoolId, { roles: ['head'] })
  const teacher = await aPerson(context, schoolId)
  const otherHead = await aPerson(context, await aSchool(context), { roles: ['head'] })
  const look = <T>(work: Parameters<typeof lookInto<T>>[2]) => lookInto(context, schoolId, work)
  return { ...ground, context, schoolId, head, teacher, otherHead, look }
}

const lado = {
  role: 'lado',
  name: 'Duty desk',
  organisation: null,
  phone: '0121 496 0000',
  outOfHoursPhone: null,
  email: null,
  webAddress: null,
  notes: null,
  seenId: null,
} as const

test('an entry of the directory is changed, the earlier one is kept with its dates', async (t) => {
  const { context, schoolId, head, look, setTime } = await aPlace(t)
  await changeContact(context, head, lado)
  const first = await look((tx) => contactOf(tx, schoolId, 'lado'))
  setTime('2026-11-25T10:00:00Z')
  await changeContact(context, head, { ...lado, phone: '0121 496 0001', seenId: first?.id ?? null })
  const history = await look((tx) => contactHistory(tx, schoolId, 'lado'))
  assert.deepEqual(
    history.map(({ phone, inForceTo }) => [phone, inForceTo?.toISOString() ?? null]),
    [
      ['0121 496 0001', null],
      ['0121 496 0000', '2026-11-25T10:00:00.000Z'],
    ],
  )
  assert.deepEqual(await trailAbout(context, schoolId, schoolId), [
    'schools.contactChanged',
    'schools.contactChanged',
  ])
})

test('an entry is stale when somebody changed it since, refused when nobody could be reached by it', async (t) => {
  const { context, schoolId, head, teacher, otherHead, look } = await aPlace(t)
  await changeContact(context, head, lado)
  const again = changeContact(context, head, { ...lado, phone: '101' })
  await assert.rejects(
    again,
    (error: unknown) => error instanceof Stale && error.theirs.phone === '0121 496 0000',
  )
  await assert.rejects(changeContact(context, head, { ...lado, role: 'hr', phone: null }), Refused)
  await assert.rejects(changeContact(context, teacher, { ...lado, role: 'hr' }), NotAllowed)
  await changeContact(context, otherHead, { ...lado, phone: '999' })
  assert.equal((await look((tx) => contactOf(tx, schoolId, 'lado')))?.phone, '0121 496 0000')
})

test('the directory says which numbers are missing, and says nothing when they are there', async (t) => {
  const { context, schoolId, head, look } = await aPlace(t)
  const required = ['lado', 'socialCare', 'outOfHoursSocialCare', 'filterProvider'] as const
  assert.deepEqual(missingContacts(await look((tx) => contactsOf(tx, schoolId))), required)
  const control = controls.find(({ id }) => id === 'schools.contacts')
  const evidence = () =>
    reading(context, systemActor(schoolId), async (tx) => control?.evidence(tx, schoolId, context.clock()))
  assert.equal((await evidence())?.inDate, false)
  for (const role of required) await changeContact(context, head, { ...lado, role })
  assert.equal(missingWarning(await look((tx) => contactsOf(tx, schoolId))), null)
  assert.equal((await evidence())?.inDate, true)
})

test('what is shipped for everybody has a way to reach it and a source', () => {
  for (const role of allContactRoles) {
    const shipped = nationalContact(role)
    if (shipped) assert.ok(shipped.phone ?? shipped.webAddress, role)
    assert.ok(contactRow(role).when.length > 10)
  }
  for (const { source } of Object.values(nationalContacts.entries)) assert.match(source, /\./)
  assert.equal(nationalContact('childline')?.phone, '0800 1111')
  assert.equal(nationalContact('lado'), undefined)
})

test('hostile entries get a sentence beside the field', () => {
  const typed = { name: 'x', phone: 'ring me', email: 'nobody', webAddress: 'javascript:alert(1)' }
  const read = readForm(contactForm, typed)
  assert.deepEqual(read.ok ? [] : Object.keys(read.errors), ['phone', 'email', 'webAddress'])
})

test('the school’s details are changed on record; a day that ends before it starts is refused', async (t) => {
  const { context, schoolId, head, teacher, look } = await aPlace(t)
  const change = {
    name: 'Oak Lane',
    email: null,
    dayStartsAt: '08:30',
    dayEndsAt: '15:00',
    networkRanges: ['10.4.0.0/16'],
  }
  await changeSchool(context, head, change)
  const school = await look((tx) => findSchool(tx, schoolId))
  assert.deepEqual([school.name, school.networkRanges], ['Oak Lane', ['10.4.0.0/16']])
  await assert.rejects(changeSchool(context, head, { ...change, dayEndsAt: '08:00' }), /must end after/)
  await assert.rejects(changeSchool(context, teacher, change), NotAllowed)
  const read = readForm(schoolForm, {
    name: 'Oak',
    dayStartsAt: 'early',
    dayEndsAt: '3pm',
    networkRanges: 'home',
  })
  assert.deepEqual(read.ok ? [] : Object.keys(read.errors).sort(), ['dayStartsAt', 'networkRanges'])
})

test('address ranges: whole, of one protocol, of one school', () => {
  const good = ['10.4.0.0/16', '192.168.1.7', '2001:db8:4::/48', '::1', 'fd00::/32']
  for (const typed of good) assert.ok('range' in readRange(typed), typed)
  const bad = [
    '10.4.0.1/16',
    '0.0.0.0/0',
    '10.0.0.0/33',
    '::/0',
    '::ffff:10.0.0.1',
    'fe80::1%eth0',
    'oak',
    '10.4/16',
    '2001:db8::1/48',
    '1.2.3.4/x',
    '/8',
    '',
  ]
  for (const typed of bad) assert.ok('problem' in readRange(typed), typed)
  assert.deepEqual(readRanges('10.4.0.0/16\n\n 10.5.0.0/16 '), { ranges: ['10.4.0.0/16', '10.5.0.0/16'] })
})

test('terms replace those of this year, and crossing dates are refused in words', async (t) => {
  const { context, schoolId, head, teacher, look } = await aPlace(t)
  const terms = usualTerms('2026-11-24')
  await keepTerms(context, head, terms)
  await keepTerms(context, head, terms)
  assert.deepEqual((await look((tx) => readCalendar(tx, schoolId))).terms, terms)
  const [first, second] = terms
  assert.ok(first && second)
  await assert.rejects(keepTerms(context, head, [first, { ...second, from: first.to }]), /begins before/)
  await assert.rejects(
    keepTerms(context, head, [{ ...first, from: '2025-09-02', to: '2025-10-01' }]),
    /Past years/,
  )
  await assert.rejects(keepTerms(context, teacher, terms), NotAllowed)
  const read = readForm(termsForm, { name0: 'Autumn', from0: '2026-09-02', name1: '', from2: '2026-01-01' })
  assert.deepEqual(read.ok ? {} : read.errors, { to0: 'Enter the last day of Autumn, like 2 9 2026' })
  const crossing = readForm(termsForm, {
    ...{ name0: 'Autumn', from0: '2026-09-02', to0: '2026-12-18' },
    ...{ name1: 'Spring', from1: '2026-12-18', to1: '2026-12-01' },
  })
  assert.deepEqual(crossing.ok ? {} : crossing.errors, {
    from1: 'Spring begins before Autumn has ended',
    to1: 'Spring ends before it begins: change one of its days',
  })
})

test('England’s usual terms fit together in every year of the bank holidays that we know', () => {
  for (let year = 2023; year < 2031; year += 1) {
    const terms = usualTerms(`${year}-10-01`)
    assert.equal(terms.length, 6)
    assert.deepEqual(
      calendarProblems({ terms, closedDays: [], dayStartsAt: '08:40', dayEndsAt: '15:30' }),
      [],
      String(year),
    )
    assert.ok(
      terms.every(({ from, to }) => from < to),
      String(year),
    )
  }
  assert.deepEqual(
    usualTerms('2026-11-24').map(({ from, to }) => [from, to]),
    [
      ['2026-09-02', '2026-10-23'],
      ['2026-11-02', '2026-12-18'],
      ['2027-01-04', '2027-02-12'],
      ['2027-02-22', '2027-03-25'],
      ['2027-04-12', '2027-05-28'],
      ['2027-06-07', '2027-07-20'],
    ],
  )
})

test('a day in term is marked as closed and opened again; a day in the holidays is refused', async (t) => {
  const { context, schoolId, head, teacher, look } = await aPlace(t)
  await keepTerms(context, head, usualTerms('2026-11-24'))
  const inset = { day: '2027-01-04', why: 'Inset day' }
  await closeDay(context, head, inset)
  assert.deepEqual((await look((tx) => readCalendar(tx, schoolId))).closedDays, ['2027-01-04'])
  await assert.rejects(closeDay(context, head, inset), /already/)
  await assert.rejects(closeDay(context, head, { ...inset, day: '2026-12-25' }), /in no term/)
  await assert.rejects(closeDay(context, teacher, inset), NotAllowed)
  await openDay(context, head, inset)
  await assert.rejects(openDay(context, head, inset), Refused)
  await assert.rejects(openDay(context, teacher, inset), NotAllowed)
})

test('a class is added once, of its phase, and ended; another school’s is not found', async (t) => {
  const { context, schoolId, head, teacher, otherHead, look } = await aPlace(t)
  const phaseId = newId()
  await look((tx) =>
    addPhase(tx, { school_id: schoolId, id: phaseId, key: 'keyStage1', name: 'Key stage 1' }),
  )
  const oak = { name: '1 Oak', phaseId, yearGroup: 1, startsOn: '2026-09-01' }
  const classId = await addSchoolClass(context, head, oak)
  await assert.rejects(addSchoolClass(context, head, { ...oak, name: '1 OAK' }), /already/)
  await assert.rejects(addSchoolClass(context, head, { ...oak, name: 'x', yearGroup: 7 }), /does not belong/)
  await assert.rejects(addSchoolClass(context, teacher, oak), NotAllowed)
  await assert.rejects(addSchoolClass(context, otherHead, oak), NotFound)
  const end = { classId, lastDay: '2027-07-20' }
  await assert.rejects(endSchoolClass(context, otherHead, end), NotFound)
  await assert.rejects(endSchoolClass(context, teacher, end), NotAllowed)
  await endSchoolClass(context, head, end)
  assert.equal((await look((tx) => classesOfSchool(tx, schoolId)))[0]?.endsOn, '2027-07-20')
  await assert.rejects(endSchoolClass(context, head, end), /ended already/)
})
