// The audit trail as commands use it: `record` collects, and the entries are chained just before the commit.

import { randomBytes } from 'node:crypto'
import { newId } from '#/kernel/id.ts'
import { type Actor, actorId } from '../access/actor.ts'
import type { Tx } from '../database/database.ts'
import { hashDetail, hashEntry } from './encoding.ts'

/** What was done, to what. `did` is a key of some feature's `events`; `detail` can be erased later, ids cannot. */
export type Deed = {
  did: `${string}.${string}`
  about?: { kind: string; id: string }
  detail?: Readonly<Record<string, unknown>>
}

export type Trail = { actor: Actor; at: Date; deeds: Pending[] }
export type Pending = Deed & { id: string; at: Date; actorKind: string; actorId: string | null }

const trails = new WeakMap<Tx, Trail>()

/** Opens the trail of a transaction. Only `inTransaction` calls this. */
export function openTrail(tx: Tx, actor: Actor, at: Date): Trail {
  const trail = { actor, at, deeds: [] }
  trails.set(tx, trail)
  return trail
}

/** Records what was done, in the same transaction: if the change does not come about, neither does the entry. */
export function record(tx: Tx, deed: Deed): void {
  const trail = trails.get(tx)
  if (trail === undefined) throw new Error(`"${deed.did}" was recorded outside inTransaction`)
  const { actor, at } = trail
  trail.deeds.push({ ...deed, id: newId(), at, actorKind: actor.kind, actorId: actorId(actor) })
}

/** Chains what was recorded. It locks the school's chain until the commit, so it comes last. */
export async function chain(tx: Tx, trail: Trail): Promise<void> {
  await appendToChain(tx, trail.actor.schoolId, trail.deeds)
}

/** Appends entries to the chain of a school, in the order given. Holds the chain's lock until the commit. */
export async function appendToChain(tx: Tx, schoolId: string, deeds: readonly Pending[]): Promise<void> {
  if (deeds.length === 0) return
  let head: Head = await lockHead(tx, schoolId)
  for (let from = 0; from < deeds.length; from += chainedAtOnce)
    head = await appendSome(tx, schoolId, deeds.slice(from, from + chainedAtOnce), head)
  await tx
    .updateTable('audit.head')
    .set({ ...head, at: deeds.at(-1)?.at ?? null })
    .where('school_id', '=', schoolId)
    .execute()
}

/** Entries are hashed in one go, and every page waits as long. */
const chainedAtOnce = 100

type Head = { entries: number; hash: Buffer }

async function appendSome(tx: Tx, schoolId: string, deeds: readonly Pending[], head: Head): Promise<Head> {
  let { entries: number, hash: previousHash } = head
  const rows: EntryRow[] = []
  const details: DetailRow[] = []
  for (const deed of deeds) {
    number += 1
    const row = entryRow(schoolId, number, previousHash, deed)
    rows.push(row.entry)
    if (row.detail) details.push(row.detail)
    previousHash = row.entry.hash
  }
  await tx.insertInto('audit.entry').values(rows).execute()
  if (details.length > 0) await tx.insertInto('audit.detail').values(details).execute()
  return { entries: number, hash: previousHash }
}

async function lockHead(tx: Tx, schoolId: string): Promise<Head> {
  const find = tx
    .selectFrom('audit.head')
    .select(['entries', 'hash'])
    .where('school_id', '=', schoolId)
    .forUpdate()
  const head = await find.executeTakeFirst()
  if (head) return head
  // The first entry of a school. Two at once: the second waits here for the first.
  await tx
    .insertInto('audit.head')
    .values({ school_id: schoolId, entries: 0, hash: Buffer.alloc(32), at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return find.executeTakeFirstOrThrow()
}

type EntryRow = ReturnType<typeof entryRow>['entry']
type DetailRow = { school_id: string; entry_id: string; salt: Buffer; detail: string }

function entryRow(schoolId: string, number: number, previousHash: Buffer, deed: Pending) {
  const salt = deed.detail ? randomBytes(16) : null
  const detailHash = salt ? hashDetail(salt, deed.detail) : null
  const fields = {
    schoolId,
    number,
    id: deed.id,
    at: deed.at,
    actorKind: deed.actorKind,
    actorId: deed.actorId,
    did: deed.did,
    aboutKind: deed.about?.kind ?? null,
    aboutId: deed.about?.id ?? null,
    detailHash,
    previousHash,
  }
  const entry = {
    school_id: schoolId,
    number,
    id: deed.id,
    at: deed.at,
    actor_kind: deed.actorKind,
    actor_id: deed.actorId,
    did: deed.did,
    about_kind: fields.aboutKind,
    about_id: fields.aboutId,
    detail_hash: detailHash,
    previous_hash: previousHash,
    hash: hashEntry(fields),
  }
  const detail: DetailRow | null = salt
    ? { school_id: schoolId, entry_id: deed.id, salt, detail: JSON.stringify(deed.detail) }
    : null
  return { entry, detail }
}
