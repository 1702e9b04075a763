import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { addDesignation } from '../people/designation-store.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { ownAccount } from './choose-password.ts'
import { accounts } from './feature.ts'
import { giveAll } from './give-accounts.ts'
import { resetPassword } from './reset-password.ts'

test('whoever opens records gets a password from those who agree to such a role alone, also before it begins', async (t) => {
  const { context, school } = await staffedSchools(t, {
    permissions: [accounts.permissions, peoplePermissions],
  })
  const { teacher, lead, head, deputy } = school.people
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  await giveAll(context, systemActor(school.id))
  const accountOf = async ({ personId }: { personId: string }) => {
    const found = await lookInto(context, school.id, (tx) => ownAccount(tx, school.id, personId))
    return found?.id ?? ''
  }
  for (const powerful of [lead, head, deputy]) {
    await assert.rejects(
      resetPassword(context, technician, await accountOf(powerful)),
      /role that opens records/,
    )
  }
  await assert.rejects(resetPassword(context, teacher, await accountOf(lead)), NotAllowed)
  const { account } = await resetPassword(context, head, await accountOf(lead))
  assert.equal(account.personId, lead.personId)
  await resetPassword(context, technician, await accountOf(teacher))
  await lookInto(context, school.id, (tx) =>
    addDesignation(tx, {
      school_id: school.id,
      id: newId(),
      person_id: teacher.personId,
      role: 'deputyDsl',
      starts_on: '2027-01-04',
      ends_on: null,
      granted_by: lead.personId,
      agreed_by: head.personId,
      why: 'Follows the deputy who leaves.',
      created_at: context.clock(),
    }),
  )
  await assert.rejects(
    resetPassword(context, technician, await accountOf(teacher)),
    /role that opens records/,
  )
})
