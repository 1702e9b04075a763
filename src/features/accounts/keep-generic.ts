import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { findPerson } from '../people/index.ts'
import { subjectOf } from './account.ts'
import { holdSubject } from './hold-network.ts'
import { closeAccounts, openAccounts } from './open-accounts.ts'
import { findAccount, findLogonName, saveOwner } from './store.ts'

export const genericForm = z.object({
  logonName: z
    .string('Enter the logon')
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z][a-z0-9.-]{1,19}$/,
      'Use 2 to 20 small letters, digits, points and hyphens, a letter first',
    ),
  purpose: said('Say who uses it, and what for', 300),
  ownerId: z.uuid('Choose who answers for it'),
})
export type AddGeneric = z.infer<typeof genericForm>

/** Adds a logon that several people use and an adult answers for. Refused for a name that was ever given out. */
export function addGeneric(context: Context, actor: Actor, request: AddGeneric): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'accounts.keep')
    const { logonName, purpose, ownerId } = request
    await requireAnswers(tx, schoolId, ownerId)
    if (await findLogonName(tx, schoolId, logonName)) {
      throw new Refused(`The logon ${logonName} was given out before. Choose another name.`)
    }
    const now = context.clock()
    const account = {
      id: newId(),
      kind: 'generic' as const,
      logonName,
      personId: null,
      classId: null,
      ownerId,
      purpose,
      startsOn: londonDate(now),
      endsOn: null,
      lastUsedAt: null,
      createdAt: now,
      closedAt: null,
    }
    await openAccounts(context, tx, actor, [account])
    return account.id
  })
}

export const ownerForm = z.object({ ownerId: z.uuid('Choose who answers for it') })

/** Somebody else answers for a logon that several people use. */
export function changeOwner(context: Context, actor: Actor, id: string, ownerId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const account = await findAccount(tx, actor.schoolId, id)
    allow(context, actor, 'accounts.keep')
    if (account.personId !== null)
      throw new Refused('A logon of one person’s own needs nobody else to answer for it.')
    await requireAnswers(tx, actor.schoolId, ownerId)
    await saveOwner(tx, actor.schoolId, id, ownerId)
    record(tx, { did: 'accounts.ownerChanged', about: { kind: 'account', id } })
  })
}

/** Closes a logon for good. Nothing that it did is lost; its name is never given out again. */
export function closeAccount(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const account = await findAccount(tx, actor.schoolId, id)
    allow(context, actor, 'accounts.keep')
    if (account.closedAt !== null) throw new Refused('This logon is closed already.')
    await holdSubject(context, tx, actor, subjectOf(account), {
      because: { kind: 'over', id },
      sentence: 'The logon was closed.',
    })
    await closeAccounts(context, tx, actor, [account])
  })
}

async function requireAnswers(tx: Tx, schoolId: string, ownerId: string): Promise<void> {
  const { kind, leftOn } = await findPerson(tx, schoolId, ownerId)
  if (kind !== 'staff' || leftOn !== null) throw new NotFound('member of staff')
}
