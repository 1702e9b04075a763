// What a person had typed when their sign-in ran out (decision M5): kept for an hour, sealed with a key that only the
// cookie of their browser holds, and given back to that person alone. Never for pupils, nor for forms without a sign-in.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { isId, newId } from '#/kernel/id.ts'
import type { Context } from '../context.ts'
import { type Tx, withScope } from '../database/database.ts'
import type { Sent } from '../web/route.ts'
import type { Parts } from './parts.ts'
import { hashToken } from './session.ts'
import type { SignInTables } from './tables.ts'

export const keptForSeconds = 3600
const largestBytes = 190_000

/** Never kept, whatever form it comes from. */
const secretFields = new Set([
  'csrf',
  'once',
  'next',
  'password',
  'again',
  'code',
  'recoveryCode',
  'response',
  'words',
])

/**
 * Keeps what was sent, for the person whose sign-in this browser had. Returns the cookie's value, or null when there
 * is nothing to keep or nobody to keep it for.
 */
export async function keepTyped(
  parts: Parts,
  context: Context,
  typed: { schoolId: string; sessionToken: string | null; page: string; sent: Sent },
): Promise<string | null> {
  const { schoolId, sessionToken, page } = typed
  const fields = Object.entries(typed.sent).filter(([name]) => !secretFields.has(name))
  const text = Buffer.from(JSON.stringify(Object.fromEntries(fields)))
  if (sessionToken === null || fields.length === 0 || text.length > largestBytes) return null
  const now = context.clock()
  return withScope(context.db, { schoolId, personId: null }, 'read write', async (tx) => {
    const personId = await holderOf(tx, schoolId, sessionToken)
    if (personId === null || (await hasSimpleRolesOnly(parts, tx, schoolId, personId))) return null
    const id = newId()
    const key = randomBytes(32)
    await tx
      .withTables<SignInTables>()
      .insertInto('sign_in.kept_typed')
      .values({
        school_id: schoolId,
        id,
        person_id: personId,
        page,
        sealed: seal(key, id, text),
        kept_until: new Date(now.getTime() + keptForSeconds * 1000),
      })
      .execute()
    return `${id}.${key.toString('base64url')}`
  })
}

/** What was typed on this page before, if the browser has the key and the same person is signed in now. */
export async function typedOn(
  context: Context,
  asked: { schoolId: string; sessionToken: string | null; cookie: string | null; page: string },
): Promise<Sent | null> {
  const { schoolId, sessionToken, cookie, page } = asked
  const [id, key] = cookie?.split('.') ?? []
  if (sessionToken === null || !isId(id) || key === undefined) return null
  const now = context.clock()
  return withScope(context.db, { schoolId, personId: null }, 'read only', async (tx) => {
    const { rows } = await sql<{ sealed: Buffer }>`
      select k.sealed from sign_in.kept_typed k
        join sign_in.session s on s.school_id = k.school_id and s.person_id = k.person_id
       where k.school_id = ${schoolId} and k.id = ${id} and k.page = ${page} and k.kept_until > ${now}
         and s.token_hash = ${hashToken(sessionToken)} and s.ended_at is null`.execute(tx)
    const sealed = rows[0]?.sealed
    return sealed ? unseal(Buffer.from(key, 'base64url'), id, sealed) : null
  })
}

/** Forgets it once the form is sent again: what was saved must not stand in an empty form. */
export async function forgetTyped(
  context: Context,
  sent: { schoolId: string; cookie: string | null; page: string },
): Promise<void> {
  const { schoolId, page } = sent
  const [id] = sent.cookie?.split('.') ?? []
  if (!isId(id)) return
  await withScope(context.db, { schoolId, personId: null }, 'read write', (tx) =>
    tx
      .withTables<SignInTables>()
      .deleteFrom('sign_in.kept_typed')
      .where('school_id', '=', schoolId)
      .where('id', '=', id)
      .where('page', '=', page)
      .execute(),
  )
}

/** Whose sign-in a token is or was, however long ago it ran out; nobody's once it was ended on purpose. */
async function holderOf(tx: Tx, schoolId: string, sessionToken: string): Promise<string | null> {
  const row = await tx
    .withTables<SignInTables>()
    .selectFrom('sign_in.session')
    .select('person_id as personId')
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', hashToken(sessionToken))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.personId ?? null
}

async function hasSimpleRolesOnly(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  personId: string,
): Promise<boolean> {
  const roles = await parts.rolesOf(tx, schoolId, personId)
  return [...roles].every((role) => parts.roles.simple.includes(role))
}

function seal(key: Buffer, id: string, text: Buffer): Buffer {
  // The key is used once, so the nonce need not differ.
  const sealing = createCipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(Buffer.from(id))
  return Buffer.concat([sealing.update(text), sealing.final(), sealing.getAuthTag()])
}

function unseal(key: Buffer, id: string, sealed: Buffer): Sent | null {
  if (key.length !== 32 || sealed.length < 16) return null
  try {
    const opening = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(Buffer.from(id))
    opening.setAuthTag(sealed.subarray(-16))
    return JSON.parse(
      String(Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()])),
    ) as Sent
  } catch {
    return null
  }
}
