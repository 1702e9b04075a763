// Reads of sensitive records and hits of a search are part of the trail. They are written durably before the page
// is sent, without waiting for the chain, and are chained within a second.

import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { type Actor, actorId, personOf } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { withScope } from '../database/database.ts'
import { appendToChain, type Deed } from './trail.ts'

/** Writes down what was looked at. Await it before the page is sent: what is not on record must not be shown. */
export async function recordReads(context: Context, actor: Actor, reads: readonly Deed[]): Promise<void> {
  if (reads.length === 0) return
  const scope = { schoolId: actor.schoolId, personId: personOf(actor) }
  await withScope(context.db, scope, 'read write', async (tx) => {
    await tx
      .insertInto('audit.inbox')
      .values(
        reads.map((read) => ({
          school_id: actor.schoolId,
          id: newId(),
          at: context.clock(),
          actor_kind: actor.kind,
          actor_id: actorId(actor),
          did: read.did,
          about_kind: read.about?.kind ?? null,
          about_id: read.about?.id ?? null,
          detail: read.detail ? JSON.stringify(read.detail) : null,
        })),
      )
      .execute()
  })
}

/** Moves waiting reads of one school into its chain, oldest first, at most `most` at a time. Returns how many. */
export async function chainReads(context: Context, schoolId: string, most = 500): Promise<number> {
  const scope = { schoolId, personId: null }
  return withScope(context.db, scope, 'read write', async (tx) => {
    const waiting = await tx
      .selectFrom('audit.inbox')
      .selectAll()
      .where('school_id', '=', schoolId)
      .orderBy('id')
      .limit(most)
      .forUpdate()
      .skipLocked()
      .execute()
    await appendToChain(
      tx,
      schoolId,
      waiting.map((row) => ({
        id: row.id,
        at: row.at,
        actorKind: row.actor_kind,
        actorId: row.actor_id,
        did: row.did as Deed['did'],
        ...(row.about_kind && row.about_id ? { about: { kind: row.about_kind, id: row.about_id } } : {}),
        ...(row.detail ? { detail: row.detail as Record<string, unknown> } : {}),
      })),
    )
    if (waiting.length > 0) {
      await sql`delete from audit.inbox where school_id = ${schoolId} and id = any(${waiting.map((row) => row.id)})`.execute(
        tx,
      )
    }
    return waiting.length
  })
}
