import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { passwordsMustChange } from './happenings.ts'
import type { MustChange } from './password.ts'
import { saveMustChange } from './password-store.ts'

/**
 * Whoever holds these logons has to choose another password: they read so and why on the page of their logon, and
 * directories ask for it at the next logon. Until then the password works, unless something else stops the logon.
 */
export async function requireChange(
  context: Context,
  tx: Tx,
  actor: Actor,
  accountIds: readonly string[],
  why: MustChange,
): Promise<void> {
  if (accountIds.length === 0) return
  await saveMustChange(tx, actor.schoolId, accountIds, { why, at: context.clock() })
  await announce(context, tx, actor, passwordsMustChange, { accountIds })
}
