import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { aGround, aPerson, aSchool, lookInto, trailAbout } from '../../../test/ground.ts'
import { controls } from './controls.ts'
import { decideDesignation } from './decide-designation.ts'
import { designatePerson } from './designate-person.ts'
import { allHoldersOn, designationsOf, openRequests } from './designation-store.ts'
import { endDesignation } from './end-designation.ts'
import { designated, designationEnded } from './happenings.ts'
import { vacancyBanner, whoIsWhoPage } from './pages-who-is-who.ts'
import { peoplePermissions } from './permissions.ts'
import { peopleSettings } from './settings.ts'
import { holdersOn } from './store.ts'

const today = '2026-11-24'

async function staffed(t: TestContext) {
  const heard: string[] = []
  const ground = await aGround({
    permissions: [peoplePermissions],
    settings: peopleSettings,
    heeds: [
      heed(designated, async (_context, _tx, _actor, { role }) => void heard.push(`designated ${role}`)),
      heed(designationEnded, async (_context, _tx, _actor, { role }) => void heard.push(`ended ${role}`)),
    ],
  })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const head = await aPerson(context, schoolId, { name: 'Hana Head', roles: ['head'] })
  const lead = await aPerson(context, schoolId, { name: 'Lena Lead', roles: ['dsl'] })
  const teacher = await aPerson(context, schoolId, { name: 'Tom Teacher' })
  const elsewhere = await aSchool(context)
  const stranger = await aPerson(context, elsewhere, { name: 'Sid Stranger', roles: ['head'] })
  return { ...ground, heard, schoolId, head, lead, teacher, stranger }
}

const request = (personId: string, role: 'technician' | 'deputyDsl' | 'dsl') =>
  ({ personId, role, startsOn: today, why: 'New in post' }) as const

test('a role without power is given at once, announced and on record', async (t) => {
  const { context, schoolId, head, teacher, heard } = await staffed(t)
  assert.deepEqual(await designatePerson(context, head, request(teacher.personId, 'technician')), {
    state: 'designated',
  })
  const held = await lookInto(context, schoolId, (tx) => holdersOn(tx, schoolId, 'technician', today))
  assert.deepEqual(
    held.map(({ id }) => id),
    [teacher.personId],
  )
  assert.deepEqual(await trailAbout(context, schoolId, teacher.personId), ['people.designated'])
  assert.deepEqual(heard, ['designated technician'])
})

test('a powerful role is held only after a second person agreed', async (t) => {
  const { context, schoolId, head, lead, teacher, heard } = await staffed(t)
  const asked = await designatePerson(context, head, request(teacher.personId, 'deputyDsl'))
  assert.ok(asked.state === 'asked')
  const { requestId } = asked
  const holders = () => lookInto(context, schoolId, (tx) => holdersOn(tx, schoolId, 'deputyDsl', today))
  assert.deepEqual(await holders(), [])
  const agree = { requestId, decision: 'agreed', why: '' } as const
  await assert.rejects(decideDesignation(context, head, agree), /somebody else must agree/)
  await assert.rejects(decideDesignation(context, { ...teacher, roles: lead.roles }, agree), /for themselves/)
  await assert.rejects(decideDesignation(context, teacher, agree), NotAllowed)
  await assert.rejects(
    designatePerson(context, head, request(teacher.personId, 'deputyDsl')),
    /asked for already/,
  )
  await decideDesignation(context, lead, agree)
  assert.deepEqual(
    (await holders()).map(({ id }) => id),
    [teacher.personId],
  )
  assert.deepEqual(await trailAbout(context, schoolId, teacher.personId), [
    'people.designationAsked',
    'people.designated',
  ])
  assert.deepEqual(heard, ['designated deputyDsl'])
  await assert.rejects(decideDesignation(context, lead, agree), NotFound)
})

test('a request that is refused or has lapsed gives nothing', async (t) => {
  const { context, schoolId, head, lead, teacher, setTime } = await staffed(t)
  const first = await designatePerson(context, head, request(teacher.personId, 'deputyDsl'))
  assert.ok(first.state === 'asked')
  await decideDesignation(context, lead, {
    requestId: first.requestId,
    decision: 'refused',
    why: 'Not yet trained',
  })
  const second = await designatePerson(context, head, request(teacher.personId, 'deputyDsl'))
  assert.ok(second.state === 'asked')
  setTime('2026-12-09T10:00:00Z')
  const late = { requestId: second.requestId, decision: 'agreed', why: '' } as const
  await assert.rejects(decideDesignation(context, lead, late), NotFound)
  const open = await lookInto(context, schoolId, (tx) => openRequests(tx, schoolId, context.clock()))
  assert.deepEqual(open, [])
  const held = await lookInto(context, schoolId, (tx) => designationsOf(tx, schoolId, teacher.personId))
  assert.deepEqual(held, [])
})

test('the next holder of a single role ends the one before, by date', async (t) => {
  const { context, schoolId, head, lead, teacher, heard } = await staffed(t)
  const asked = await designatePerson(context, lead, {
    ...request(teacher.personId, 'dsl'),
    startsOn: '2027-01-04',
  })
  assert.ok(asked.state === 'asked')
  await decideDesignation(context, head, { requestId: asked.requestId, decision: 'agreed', why: '' })
  const on = (day: string) => lookInto(context, schoolId, (tx) => holdersOn(tx, schoolId, 'dsl', day))
  assert.deepEqual(
    (await on('2027-01-03')).map(({ id }) => id),
    [lead.personId],
  )
  assert.deepEqual(
    (await on('2027-01-04')).map(({ id }) => id),
    [teacher.personId],
  )
  assert.deepEqual(heard, ['ended dsl', 'designated dsl'])
})

test('designating is refused in words, to those who may not, and for people of another school', async (t) => {
  const { context, head, teacher, stranger } = await staffed(t)
  await assert.rejects(
    designatePerson(context, head, {
      personId: teacher.personId,
      role: 'siro',
      startsOn: today,
      why: 'x y z',
    }),
    (error: Error) => error instanceof Refused && /senior leader/.test(error.message),
  )
  await assert.rejects(designatePerson(context, teacher, request(teacher.personId, 'technician')), NotAllowed)
  await assert.rejects(designatePerson(context, head, request(stranger.personId, 'technician')), NotFound)
  const system = systemActor(head.schoolId)
  await assert.rejects(designatePerson(context, system, request(teacher.personId, 'technician')), NotAllowed)
})

test('two who give one single role at once do not both get it', async (t) => {
  const { context, schoolId, head, lead, teacher } = await staffed(t)
  const other = await aPerson(context, schoolId, { name: 'Olu Other' })
  const ask = async (personId: string) => {
    const asked = await designatePerson(context, head, {
      ...request(personId, 'dsl'),
      startsOn: '2027-01-04',
    })
    assert.ok(asked.state === 'asked')
    return asked.requestId
  }
  const requests = [await ask(teacher.personId), await ask(other.personId)]
  const decided = await Promise.allSettled(
    requests.map((requestId) => decideDesignation(context, lead, { requestId, decision: 'agreed', why: '' })),
  )
  assert.deepEqual(decided.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const holders = await lookInto(context, schoolId, (tx) => holdersOn(tx, schoolId, 'dsl', '2027-01-04'))
  assert.equal(holders.length, 1)
})

test('a role ends on a day, is announced, and not twice', async (t) => {
  const { context, schoolId, head, lead, teacher, stranger, heard } = await staffed(t)
  const [held] = await lookInto(context, schoolId, (tx) => designationsOf(tx, schoolId, lead.personId))
  assert.ok(held)
  const end = { designationId: held.id, endsOn: '2026-12-31', why: 'Moves on' }
  await assert.rejects(endDesignation(context, teacher, end), NotAllowed)
  await assert.rejects(endDesignation(context, stranger, end), NotFound)
  await assert.rejects(endDesignation(context, head, { ...end, endsOn: '2026-08-01' }), /began on/)
  await endDesignation(context, head, end)
  assert.deepEqual(heard, ['ended dsl'])
  assert.deepEqual(await trailAbout(context, schoolId, lead.personId), ['people.designationEnded'])
  await assert.rejects(endDesignation(context, head, { ...end, endsOn: '2027-03-01' }), /already/)
})

test('the page says who is missing when nobody is safeguarding lead or deputy', async (t) => {
  const { context, schoolId } = await staffed(t)
  const holders = await lookInto(context, schoolId, (tx) => allHoldersOn(tx, schoolId, today))
  const banner = String(vacancyBanner(holders))
  assert.match(banner, /deputy safeguarding lead or chair of governors/)
  assert.doesNotMatch(banner, /designated safeguarding lead/)
  const control = controls.find(({ id }) => id === 'people.safeguardingLeads')
  const evidence = await reading(context, systemActor(schoolId), async (tx) =>
    control?.evidence(tx, schoolId, context.clock()),
  )
  assert.equal(evidence?.inDate, false)
  assert.match(evidence?.sentence ?? '', /Designated safeguarding lead: in post since 1 September 2026/)
})

test('a role has one name everywhere; the title in the school’s policy stands beside it', () => {
  const page = (coordinatorTitle: string) =>
    String(
      whoIsWhoPage({
        holders: [],
        requests: [],
        coordinatorTitle,
        all: false,
        mayAgree: false,
        mayLookUp: false,
        at: (path) => path,
      }),
    )
  assert.match(
    page('E-safety co-ordinator'),
    /Online safety co-ordinator \(in our policy: E-safety co-ordinator\)</,
  )
  assert.match(page('Online safety co-ordinator'), /Online safety co-ordinator</)
})
