// Connects to a school's directory with the password that only this file decrypts.

import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { decrypt, encrypt } from '#/platform/keys/keys.ts'
import { type Ldap, openLdap } from '#/platform/ldap/ldap.ts'
import { isReachable, type Reachable } from './connection.ts'
import { findConnection, sealedPasswordOf } from './connection-store.ts'

/** `places`: those that are known to be there already. */
export type Reached = { connection: Reachable; ldap: Ldap; places: Set<string> }

const bound = (schoolId: string, about: string, purpose: 'bind password' | 'new password') => ({
  schoolId,
  about,
  purpose,
})

/** Encrypts the password with which we sign in to a directory. It opens for that connection alone. */
export function sealBindPassword(context: Context, tx: Tx, schoolId: string, id: string, password: string) {
  const about = bound(schoolId, id, 'bind password')
  return encrypt(tx, context.vault.keyring, 'directories', Buffer.from(password), about)
}

/** Encrypts a new password until it is written to the directory. It opens for that logon alone. */
export function sealNewPassword(context: Context, tx: Tx, schoolId: string, id: string, password: string) {
  const about = bound(schoolId, id, 'new password')
  return encrypt(tx, context.vault.keyring, 'directories', Buffer.from(password), about)
}

/** The new password of a logon, to be written. */
export async function openNewPassword(
  context: Context,
  tx: Tx,
  schoolId: string,
  id: string,
  sealed: Buffer,
): Promise<string> {
  const about = bound(schoolId, id, 'new password')
  return String(await decrypt(tx, context.vault.keyring, 'directories', sealed, about))
}

/** Connects, runs the work outside any transaction, and closes. Refuses, in words, what cannot be reached. */
export async function withDirectory<T>(
  context: Context,
  actor: Actor,
  connectionId: string,
  work: (reached: Reached) => Promise<T>,
): Promise<T> {
  const { connection, password } = await inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const found = await findConnection(tx, schoolId, connectionId)
    const sealed = await sealedPasswordOf(tx, schoolId, connectionId)
    if (!isReachable(found) || sealed === null) {
      throw new Refused('This directory is not set up yet. Take the steps that are missing.')
    }
    const about = bound(schoolId, connectionId, 'bind password')
    const opened = await decrypt(tx, context.vault.keyring, 'directories', sealed, about)
    return { connection: found, password: String(opened) }
  })
  const ldap = await openLdap(connection, connection.bindName, password)
  try {
    return await work({ connection, ldap, places: new Set() })
  } finally {
    await ldap.close()
  }
}
