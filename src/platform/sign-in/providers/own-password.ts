// Whose account at Google or Microsoft is their only way in: connected by an invitation, they never chose a password.

import { Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '../../access/actor.ts'
import type { Tx } from '../../database/database.ts'
import { findLogin } from '../login-store.ts'

/** What is said to whoever would shut themselves out. A passkey or an app is asked for after a password, and opens nothing alone. */
export const passwordFirst =
  'Choose a password first, under “Your sign-in”: your account there is your only way in, and without it you could not come back.'

/** Whether somebody can come in without Google and Microsoft. */
export async function hasPassword(tx: Tx, schoolId: string, personId: string): Promise<boolean> {
  return (await findLogin(tx, schoolId, personId))?.passwordHash != null
}

/** Refuses whoever has no password here: they would shut themselves out, and nobody might be left to open it again. */
export async function requireOwnPassword(tx: Tx, { schoolId, personId }: PersonActor): Promise<void> {
  if (!(await hasPassword(tx, schoolId, personId))) throw new Refused(passwordFirst)
}
