import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findLogin } from '#/platform/sign-in/login-store.ts'
import { passwordFits } from '#/platform/sign-in/password.ts'
import { bindAccount } from '#/platform/sign-in/providers/account-store.ts'
import { saveProvider } from '#/platform/sign-in/providers/provider-store.ts'
import { accountsOf, inviteLogin, signInStandings } from '#/platform/sign-in/sign-in.ts'
import { aGround, aPerson, aSchool, lookInto, trailAbout } from '../../../test/ground.ts'
import {
  disableSignIn,
  enableSignIn,
  forgetAccount,
  inviteToSignIn,
  looksAfterSignIns,
  makeTemporaryPassword,
} from './keep-sign-in.ts'
import { leaveSchool } from './leave-school.ts'
import { howConnected } from './pages-sign-ins.ts'
import { peoplePermissions } from './permissions.ts'
import { peopleSettings } from './settings.ts'

async function aSchoolWithSignIns(t: TestContext) {
  const ground = await aGround({ permissions: [peoplePermissions], settings: peopleSettings })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const technician = await aPerson(context, schoolId, {
    name: 'Tess Technician',
    kind: 'contractor',
    roles: ['technician'],
  })
  const business = await aPerson(context, schoolId, { name: 'Bo Business', roles: ['businessManager'] })
  const lead = await aPerson(context, schoolId, { name: 'Lena Lead', roles: ['dsl'] })
  const head = await aPerson(context, schoolId, { name: 'Hana Head', roles: ['head'] })
  const teacher = await aPerson(context, schoolId, { name: 'Tom Teacher' })
  const pupil = await aPerson(context, schoolId, { name: 'Pia Pupil', kind: 'pupil' })
  const elsewhere = await aPerson(context, await aSchool(context), { roles: ['head'] })
  const system = { kind: 'system', schoolId } as const
  await inTransaction(context, system, async (tx) => {
    for (const { personId } of [lead, teacher, technician]) {
      const signInName = `name.${personId.slice(-12)}`
      await inviteLogin(context, tx, system, { personId, signInName })
    }
  })
  const standing = async (personId: string) =>
    (await lookInto(context, schoolId, (tx) => signInStandings(tx, schoolId, personId)))[0]
  return { context, schoolId, technician, business, lead, head, teacher, pupil, elsewhere, standing }
}

const why = 'Her laptop was stolen.'

test('the technician closes any sign-in but their own, opens a colleague’s, and not that of the safeguarding lead', async (t) => {
  const { context, schoolId, technician, lead, head, teacher, standing } = await aSchoolWithSignIns(t)
  for (const { personId } of [lead, teacher]) {
    await disableSignIn(context, technician, { personId, why })
    assert.equal((await standing(personId))?.disabledWhy, why)
  }
  await assert.rejects(disableSignIn(context, technician, { personId: technician.personId, why }), Refused)
  await enableSignIn(context, technician, teacher.personId)
  assert.equal((await standing(teacher.personId))?.disabledAt, null)
  await assert.rejects(enableSignIn(context, technician, lead.personId), NotAllowed)
  await enableSignIn(context, head, lead.personId)
  assert.deepEqual((await trailAbout(context, schoolId, lead.personId)).slice(-2), [
    'signIn.disabled',
    'signIn.enabled',
  ])
})

test('a temporary password fits once, and nobody makes one for a role that opens records without being able to grant it', async (t) => {
  const { context, schoolId, technician, lead, head, teacher, standing } = await aSchoolWithSignIns(t)
  const password = await makeTemporaryPassword(context, technician, teacher.personId)
  assert.match(password, /^([b-z]{4}-){3}[b-z]{4}$/)
  const login = await lookInto(context, schoolId, (tx) => findLogin(tx, schoolId, teacher.personId))
  assert.equal(await passwordFits(password, login?.passwordHash ?? null), true)
  assert.equal((await standing(teacher.personId))?.mustChangePassword, true)
  await assert.rejects(makeTemporaryPassword(context, technician, lead.personId), NotAllowed)
  await assert.rejects(makeTemporaryPassword(context, lead, lead.personId), Refused)
  assert.notEqual(await makeTemporaryPassword(context, head, lead.personId), password)
})

test('who may is a setting, and people without a place in it or from elsewhere change nothing', async (t) => {
  const world = await aSchoolWithSignIns(t)
  const { context, schoolId, technician, business, lead, teacher, pupil, head, elsewhere } = world
  const request = { personId: teacher.personId, why }
  await assert.rejects(disableSignIn(context, business, request), NotAllowed)
  await assert.rejects(disableSignIn(context, teacher, { ...request, personId: lead.personId }), NotAllowed)
  await assert.rejects(disableSignIn(context, elsewhere, request), NotFound)
  const keeps = (actor: typeof lead) =>
    lookInto(context, schoolId, (tx) => looksAfterSignIns(context, tx, actor))
  assert.deepEqual(await Promise.all([technician, business, lead, teacher].map(keeps)), [
    true,
    false,
    true,
    false,
  ])
  // A child whom a technician may not look up is not found, and so is the sign-in that the child has not got.
  const invite = { personId: pupil.personId, signInName: 'pia' }
  await assert.rejects(inviteToSignIn(context, technician, invite), NotFound)
  assert.match(await inviteToSignIn(context, head, invite), /^\/new-password\//)
})

test('nobody lets in somebody who has left', async (t) => {
  const { context, technician, head, teacher } = await aSchoolWithSignIns(t)
  await leaveSchool(context, head, { personId: teacher.personId, lastDay: '2026-11-23' })
  await assert.rejects(makeTemporaryPassword(context, technician, teacher.personId), Refused)
})

test('whoever looks after sign-ins disconnects anybody’s account but their own, and nobody else does', async (t) => {
  const { context, schoolId, technician, business, lead, elsewhere } = await aSchoolWithSignIns(t)
  const { personId } = lead
  await connectGoogle(context, schoolId, technician.personId, personId)
  const request = { personId, kind: 'google' } as const
  await assert.rejects(forgetAccount(context, business, request), NotAllowed)
  await assert.rejects(forgetAccount(context, elsewhere, request), NotFound)
  await assert.rejects(forgetAccount(context, lead, request), Refused)
  await forgetAccount(context, technician, request)
  assert.deepEqual(await lookInto(context, schoolId, (tx) => accountsOf(tx, schoolId, personId)), [])
  assert.equal((await trailAbout(context, schoolId, personId)).at(-1), 'signIn.accountDisconnected')
  await assert.rejects(forgetAccount(context, technician, request), NotFound)
})

test('an account that was connected by its address is told from one that an invitation or its owner connected', async (t) => {
  const { context, schoolId, technician, teacher } = await aSchoolWithSignIns(t)
  const { personId } = teacher
  await connectGoogle(context, schoolId, technician.personId, personId)
  const [own] = await lookInto(context, schoolId, (tx) => accountsOf(tx, schoolId, personId))
  assert.ok(own)
  assert.doesNotMatch(howConnected(own), /address/)
  assert.match(
    howConnected({ ...own, boundBy: 'address' }),
    /by its address, as was possible before November 2026/,
  )
})

async function connectGoogle(context: Context, schoolId: string, changedBy: string, personId: string) {
  const at = context.clock()
  const id = newId()
  await inTransaction(context, { kind: 'system', schoolId }, async (tx) => {
    await saveProvider(tx, schoolId, {
      id,
      kind: 'google',
      issuer: 'https://accounts.google.com',
      clientId: 'a-client',
      belongsTo: 'school.example',
      kinds: ['staff'],
      state: 'on',
      triedAt: at,
      sealedSecret: Buffer.from('sealed'),
      changedAt: at,
      changedBy,
    })
    const account = { issuer: 'https://accounts.google.com', subject: 'a-subject' }
    await bindAccount(tx, schoolId, { ...account, providerId: id, personId, by: 'owner', at })
  })
}
