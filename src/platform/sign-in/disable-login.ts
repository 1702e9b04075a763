import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { announce, happening } from '../happenings/happenings.ts'
import { endClassSessionsOf } from './class-session-store.ts'
import { lockLogin, saveDisabled, savePassword } from './login-store.ts'
import { hashPassword } from './password.ts'
import { presenceChanged } from './presence-store.ts'
import { endSessions, endSessionsOf } from './session-store.ts'

/** People can no longer sign in. If they were the last to hold a duty, whoever stands in must know (decision X7). */
export const loginDisabled = happening<{ personIds: readonly string[] }>('signIn.loginDisabled')

/** Disables a sign-in: every session of it, and every class session it opened, is over with this transaction. */
export async function disableLogin(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: { personId: string; why: string },
): Promise<void> {
  const { personId, why } = request
  const login = await lockLogin(tx, actor.schoolId, personId)
  if (!login) throw new NotFound('sign-in')
  await disableLogins(context, tx, actor, { personIds: [personId], why })
}

/** The same of many people who have a sign-in each, in a few statements. */
export async function disableLogins(
  context: Context,
  tx: Tx,
  actor: Actor,
  { personIds, why }: { personIds: readonly string[]; why: string },
): Promise<void> {
  if (personIds.length === 0) return
  const at = context.clock()
  await saveDisabled(tx, actor.schoolId, personIds, { at, why })
  await endSessionsOf(tx, actor.schoolId, personIds, { why: 'sign-in disabled', at })
  for (const id of personIds) record(tx, { did: 'signIn.disabled', about: { kind: 'person', id } })
  for (const id of await endClassSessionsOf(tx, actor.schoolId, personIds, at))
    record(tx, { did: 'signIn.classSessionEnded', about: { kind: 'classSession', id } })
  await announce(context, tx, actor, presenceChanged, {})
  await announce(context, tx, actor, loginDisabled, { personIds })
}

/** Lets a disabled sign-in be used again, with the password it had. */
export async function enableLogin(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const login = await lockLogin(tx, actor.schoolId, personId)
  if (!login) throw new NotFound('sign-in')
  await saveDisabled(tx, actor.schoolId, [personId], null)
  record(tx, { did: 'signIn.enabled', about: { kind: 'person', id: personId } })
}

/**
 * Gives a password for the next sign-in only, to be told in person; every session of theirs ends. They must choose
 * another before any page opens.
 */
export async function giveTemporaryPassword(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: { personId: string; password: string },
): Promise<void> {
  const login = await lockLogin(tx, actor.schoolId, request.personId)
  if (!login) throw new NotFound('sign-in')
  const at = context.clock()
  const hash = await hashPassword(request.password)
  await savePassword(tx, actor.schoolId, request.personId, { hash, temporary: true, at })
  await endSessions(tx, actor.schoolId, request.personId, { why: 'password reset', at })
  await announce(context, tx, actor, presenceChanged, {})
  record(tx, { did: 'signIn.temporaryPassword', about: { kind: 'person', id: request.personId } })
}
