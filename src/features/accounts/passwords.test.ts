import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { tasksOf } from '../tasks/index.ts'
import type { Account } from './account.ts'
import { agePasswords } from './age-passwords.ts'
import { choosePassword, ownAccount } from './choose-password.ts'
import { accounts } from './feature.ts'
import { giveAll } from './give-accounts.ts'
import { passwordSet, passwordsMustChange } from './happenings.ts'
import { childWords, makeUp, ruleSentences } from './password.ts'
import { passwordOf } from './password-store.ts'
import { passwordAsksOf, ruleOfGroup } from './read-rule.ts'
import { recordDisclosure, reportCompromise } from './report-compromise.ts'
import { resetPassword } from './reset-password.ts'
import { routes } from './routes.ts'
import { networkStateOf } from './settle-network.ts'

/** A school whose staff have their logons, a technician among them; `told` and `askedToChange` are what directories heard. */
async function aSchoolWithLogons(t: TestContext) {
  const told: { accountId: string; password: string; mustChange: boolean }[] = []
  const askedToChange: string[] = []
  const world = await staffedSchools(t, {
    permissions: [accounts.permissions],
    heeds: [
      ...(accounts.heeds ?? []),
      heed(passwordSet, async (_context, _tx, _actor, { accountId, password, mustChange }) => {
        told.push({ accountId, password: password.reveal(), mustChange })
      }),
      heed(passwordsMustChange, async (_context, _tx, _actor, { accountIds }) => {
        askedToChange.push(...accountIds)
      }),
    ],
  })
  const { context, school, otherSchool } = world
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  const system = systemActor(school.id)
  await giveAll(context, system)
  await giveAll(context, systemActor(otherSchool.id))
  const accountOf = async (personId: string): Promise<Account> => {
    const found = await lookInto(context, school.id, (tx) => ownAccount(tx, school.id, personId))
    assert.ok(found)
    return found
  }
  const password = (accountId: string) =>
    lookInto(context, school.id, (tx) => passwordOf(tx, school.id, accountId))
  const works = (personId: string) =>
    lookInto(context, school.id, async (tx) => {
      const state = await networkStateOf(tx, school.id, personId, context.clock())
      return state.works
    })
  return { ...world, technician, system, accountOf, password, works, told, askedToChange }
}

const typed = (password: string) => ({ password, again: password })

test('a new password is given on a slip once, is kept as a hash alone, and has to be changed', async (t) => {
  const { context, school, otherSchool, technician, accountOf, password, told, query } =
    await aSchoolWithLogons(t)
  const { teacher, chair } = school.people
  const account = await accountOf(teacher.personId)
  await assert.rejects(resetPassword(context, chair, account.id), NotAllowed)
  await assert.rejects(
    resetPassword(context, school.people.head, account.id),
    NotAllowed,
    'not a role that may',
  )
  await assert.rejects(resetPassword(context, otherSchool.people.head, account.id), NotFound)
  await assert.rejects(resetPassword(context, teacher, account.id), /your own/)
  const { madeUp } = await resetPassword(context, technician, account.id)
  const slip = madeUp.reveal().password
  assert.equal(String(madeUp), '[withheld]')
  assert.deepEqual(told, [{ accountId: account.id, password: slip, mustChange: true }])
  const kept = await password(account.id)
  assert.equal(kept?.mustChange, 'given')
  assert.equal(kept?.setBy, technician.personId)
  assert.match(kept?.hash ?? '', /^\$argon2id\$/)
  const everything = await query<{ row: string }>(
    `select w::text as row from accounts.password w union all select d::text from audit.detail d
     union all select j::text from graphile_worker._private_jobs j`,
  )
  assert.ok(
    everything.every(({ row }) => !row.includes(slip)),
    'it stands nowhere',
  )
  await choosePassword(context, teacher, typed('marmalade bicycle tuesday'))
  assert.equal((await password(account.id))?.mustChange, null)
  assert.deepEqual((await trailAbout(context, school.id, account.id)).slice(-2), [
    'accounts.passwordGiven',
    'accounts.passwordChosen',
  ])
})

test('the holder’s new password follows the school’s rule, and is not the one they have', async (t) => {
  const world = await aSchoolWithLogons(t)
  const { context, school, password, accountOf } = world
  const { teacher } = school.people
  await assert.rejects(choosePassword(context, teacher, typed('Liverpool2026')), /tried first/)
  await assert.rejects(choosePassword(context, teacher, typed('short')), /at least 12/)
  await assert.rejects(
    choosePassword(context, teacher, { password: 'marmalade bicycle tuesday', again: 'marmalade' }),
    /not the same/,
  )
  await choosePassword(context, teacher, typed('marmalade bicycle tuesday'))
  await assert.rejects(
    choosePassword(context, teacher, typed('marmalade bicycle tuesday')),
    /password you have/,
  )
  for (const [key, value] of [
    ['accounts.adultPasswordLength', 9],
    ['accounts.passwordClasses', 4],
  ] as const)
    await setFor(world, school.id, key, value)
  await assert.rejects(choosePassword(context, teacher, typed('teapot giraffe')), /one of each/)
  await choosePassword(context, teacher, typed('Teapot-47'))
  const guest = await aPerson(context, school.id, { kind: 'visitor', name: 'Vi Visitor' })
  await assert.rejects(choosePassword(context, guest, typed('teapot giraffe moss')), NotFound)
  assert.ok(await password((await accountOf(teacher.personId)).id))
})

test('sign-in’s own form asks what the school’s password policy asks', async (t) => {
  const world = await aSchoolWithLogons(t)
  await setFor(world, world.school.id, 'accounts.passwordClasses', 4)
  const asks = await lookInto(world.context, world.school.id, (tx) =>
    passwordAsksOf(tx, world.school.id, world.school.people.teacher.personId),
  )
  assert.deepEqual(asks, { minLength: 12, classes: 4 })
})

test('a password that others may know stops the logon at once, tells the head and ICT support, and a new one gives it back', async (t) => {
  const { context, school, otherSchool, technician, accountOf, works, askedToChange } =
    await aSchoolWithLogons(t)
  const { teacher, head, coordinator } = school.people
  const account = await accountOf(teacher.personId)
  await assert.rejects(reportCompromise(context, otherSchool.people.head, account.id), NotFound)
  await assert.rejects(reportCompromise(context, coordinator, account.id), NotAllowed)
  await reportCompromise(context, teacher, account.id)
  assert.equal(await works(teacher.personId), false)
  assert.deepEqual(askedToChange, [account.id])
  for (const who of [head, technician]) {
    const tasks = await reading(context, who, (tx) => tasksOf(tx, who))
    assert.ok(tasks.some(({ kind, urgency }) => kind === 'accounts.compromised' && urgency === 'now'))
  }
  await choosePassword(context, teacher, typed('marmalade bicycle tuesday'))
  assert.equal(await works(teacher.personId), true)
})

test('telling ICT support is refused unless the policy allows it, is on record, and forces a change', async (t) => {
  const world = await aSchoolWithLogons(t)
  const { context, school, accountOf, technician, password, askedToChange } = world
  const { teacher } = school.people
  const account = await accountOf(teacher.personId)
  const request = { toldTo: 'The trust’s technician', why: 'Moving to a new laptop' }
  await assert.rejects(recordDisclosure(context, teacher, request), /told to nobody/)
  await setFor(world, school.id, 'accounts.mayTellSupport', true)
  await resetPassword(context, technician, account.id)
  await choosePassword(context, teacher, typed('marmalade bicycle tuesday'))
  await recordDisclosure(context, teacher, request)
  assert.equal((await password(account.id))?.mustChange, 'disclosed')
  assert.deepEqual(askedToChange, [account.id])
  const own = () => reading(context, teacher, (tx) => tasksOf(tx, teacher))
  assert.ok((await own()).some(({ kind }) => kind === 'accounts.changePassword'))
  await choosePassword(context, teacher, typed('walnut ladder november'))
  assert.ok(!(await own()).some(({ kind }) => kind === 'accounts.changePassword'))
})

test('passwords expire where the policy says so, and those of many are changed by the timetable', async (t) => {
  const world = await aSchoolWithLogons(t)
  const { context, school, system, accountOf, technician, password, setTime, query, askedToChange } = world
  const { teacher } = school.people
  const account = await accountOf(teacher.personId)
  await choosePassword(context, teacher, typed('marmalade bicycle tuesday'))
  await query(
    `insert into accounts.account (school_id, id, kind, logon_name, owner_id, purpose, starts_on, created_at)
     values ($1, gen_random_uuid(), 'generic', 'library', $2, 'Library', '2026-09-01', '2026-09-01')`,
    [school.id, teacher.personId],
  )
  setTime('2027-05-27T08:00:00Z')
  await agePasswords(context, system)
  assert.equal((await password(account.id))?.mustChange, null, 'never by the calendar alone unless set')
  await setFor(world, school.id, 'accounts.passwordExpiresAfterDays', 182)
  await agePasswords(context, system)
  assert.equal((await password(account.id))?.mustChange, 'expired')
  assert.deepEqual(askedToChange, [account.id])
  const rotate = async () =>
    (await reading(context, technician, (tx) => tasksOf(tx, technician))).filter(
      ({ kind }) => kind === 'accounts.rotate',
    )
  const [task, ...others] = await rotate()
  assert.ok(task)
  assert.deepEqual(others, [], 'asked once')
  await resetPassword(context, technician, task.aboutId)
  assert.deepEqual(await rotate(), [])
})

test('children get words or pictures, each of its own, and no sign or capital', async (t) => {
  const { context, school } = await aSchoolWithLogons(t)
  const words = await lookInto(context, school.id, (tx) => ruleOfGroup(tx, school.id, 'youngest'))
  assert.equal(words.form, 'words')
  assert.equal(words.changeAtFirstLogon, false)
  const { password, parts } = makeUp(words, [])
  assert.equal(parts.length, 3)
  assert.equal(new Set(parts.map(({ word }) => word)).size, 3)
  assert.match(password, /^[a-z]+$/)
  assert.equal(new Set(childWords.map(([, picture]) => picture)).size, childWords.length, 'no two look alike')
  const adult = await lookInto(context, school.id, (tx) => ruleOfGroup(tx, school.id, 'adult'))
  assert.match(ruleSentences(adult).join(' '), /At least 12 characters/)
})

test('the pages show one’s own logon, the slip, and how to keep a password', async (t) => {
  const { context, school, technician, accountOf } = await aSchoolWithLogons(t)
  const { teacher } = school.people
  const account = await accountOf(teacher.personId)
  const own = await askRoute(context, teacher, routes, 'GET /my-logon')
  assert.match(own, /href="\/s\/alder\/password-advice"/)
  assert.match(own, new RegExp(account.logonName))
  const slip = await askRoute(context, technician, routes, 'POST /accounts/:id/password', {
    params: { id: account.id },
  })
  assert.match(slip, /shown once/)
  const tired = await askRoute(context, teacher, routes, 'POST /my-logon/password', {
    body: typed('summer2026'),
  })
  assert.match(tired, /Choose a new password/)
  assert.match(await askRoute(context, teacher, routes, 'GET /password-advice'), /Tell nobody/)
})
