import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { insertAccounts } from '../../src/features/accounts/store.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'

const at = '10.9.8.7'

journey('the technician lets the Wi-Fi tell who logged on', async (t) => {
  const stage = await openStage(t)
  await teacherLogsOnAs(stage, 't.alder')
  const technician = await stage.signedIn('technician.alder')
  await technician.open('/s/alder/told-logons')
  assert.match(await technician.reads(), /No system tells who logged on/)
  await technician.press('Make its token')
  assert.match(await technician.reads(), /Give it a name[\s\S]*Choose who will tell it/)
  await technician.fill('Name', 'Wi-Fi')
  await technician.choose('A server of the school')
  await technician.press('Make its token')
  const shown = await technician.reads()
  const [, token = ''] = /(?<![\w/-])([\w-]{43})(?![\w-])/.exec(shown) ?? []
  const [address = ''] = /https?:\S+\/network\/v1/.exec(shown) ?? []
  assert.ok(token && address, shown)
  const tell = async (account: string): Promise<number> => {
    const answer = await fetch(`${address}/logon`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ account, address: at, device: '02:00:00:00:00:07' }),
    })
    return answer.status
  }
  assert.deepEqual([await tell('nobody.here'), await tell('T.Alder')], [409, 204])
  await technician.follow('Done: back to the systems that tell')
  assert.match(
    await technician.reads(),
    /One logon counts now[\s\S]*Wi-Fi[\s\S]*Telling[\s\S]*No logon of this school/,
  )

  const phone = await stage.signedIn('technician.alder', { phone: true })
  await phone.open('/s/alder/told-logons')
  await phone.press(/End now what Wi-Fi tells/)
  assert.match(await phone.reads(), /Over/)
  assert.equal(await tell('t.alder'), 401)
})

async function teacherLogsOnAs({ app: { context } }: Stage, logonName: string): Promise<void> {
  const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    await sql`update schools.school set network_ranges = array_append(network_ranges, ${`${at}/32`}) where id = ${schoolId}`.execute(
      tx,
    )
    const { person_id: personId } = await tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.login')
      .select('person_id')
      .where('school_id', '=', schoolId)
      .where('sign_in_name', '=', 'teacher.alder')
      .executeTakeFirstOrThrow()
    const none = {
      classId: null,
      ownerId: null,
      purpose: null,
      endsOn: null,
      lastUsedAt: null,
      closedAt: null,
    }
    const account = { ...none, id: newId(), kind: 'individual', logonName, personId } as const
    await insertAccounts(
      tx,
      schoolId,
      [{ ...account, startsOn: '2026-09-01', createdAt: context.clock() }],
      null,
    )
  })
}
