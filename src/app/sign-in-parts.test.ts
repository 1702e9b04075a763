import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readByCode } from '#/features/reports/answer-report.ts'
import { receiveReport } from '#/features/reports/receive-report.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { readConfig } from '#/platform/config/config.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { openKeyring, rotateKey } from '#/platform/keys/keys.ts'
import { makeRecoveryCodes, recoveryCodeFits } from '#/platform/sign-in/recovery-codes.ts'
import { inviteLogin } from '#/platform/sign-in/sign-in.ts'
import { aReport } from '../../test/a-report.ts'
import { incidentOffers } from '../../test/an-incident.ts'
import { anonymous, lookInto } from '../../test/ground.ts'
import { staffedSchools } from '../../test/staffed-school.ts'
import { signInParts } from './sign-in-parts.ts'

test('after the master key is replaced, recovery codes still open the door and counts go on', async (t) => {
  const { context, school, vault, database } = await staffedSchools(t, incidentOffers)
  const { clock } = context
  const { personId } = school.people.head
  const person = { schoolId: school.id, personId }
  const before = signInParts(readConfig({}), vault.keyring, clock)
  const [code = '', hash] = await lookInto(context, school.id, async (tx) => {
    await inviteLogin(context, tx, systemActor(school.id), { personId, signInName: 'head' })
    const [first] = await makeRecoveryCodes(before, tx, person, clock())
    return [first, await before.keyedHash(tx, school.id, 'signIn.attempt', 'head')] as const
  })
  const ownerDb = openDatabase(database.ownerUrl)
  t.after(() => ownerDb.destroy())
  await rotateKey(ownerDb, vault.keyring.file)
  const after = signInParts(readConfig({}), await openKeyring(vault.keyring.file), clock)
  await lookInto(context, school.id, async (tx) => {
    assert.deepEqual(await after.keyedHash(tx, school.id, 'signIn.attempt', 'head'), hash)
    assert.equal(await recoveryCodeFits(after, tx, person, code, clock()), true)
    assert.equal(await recoveryCodeFits(after, tx, person, code, clock()), false)
  })
})

test('after the master key is replaced, a reply code still leads to its report', async (t) => {
  const { context, school, vault, database } = await staffedSchools(t, incidentOffers)
  const nobody = anonymous(school.id)
  const { replyCode, reportId } = await receiveReport(context, nobody, aReport({ channel: 'anonymous' }))
  const ownerDb = openDatabase(database.ownerUrl)
  t.after(() => ownerDb.destroy())
  await rotateKey(ownerDb, vault.keyring.file)
  const anew = { ...context, vault: { ...vault, keyring: await openKeyring(vault.keyring.file) } }
  assert.equal((await readByCode(anew, nobody, replyCode ?? '')).report.id, reportId)
})
