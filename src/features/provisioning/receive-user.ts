// What a source may do with an account: make it, say it anew, change it, remove it. Removing never erases anything.

import { newId } from '#/kernel/id.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { closeEntry, reopenEntry } from './close-entry.ts'
import type { Asked } from './connection.ts'
import type { Entry, Said } from './entry.ts'
import { findEntry, hasUserName, insertEntry, saveEntry } from './entry-store.ts'
import {
  type Became,
  endWaiting,
  letWait,
  ofConnection,
  type Parts,
  placeEntry,
  writeDetails,
} from './place-entry.ts'
import { patchUser, readUser } from './read-user.ts'
import { receive } from './receive.ts'
import { readOperations } from './scim-operations.ts'
import { ScimRefused } from './scim-refusal.ts'
import { versionOf } from './scim-resource.ts'

/** Takes in a new account. Refuses one whose userName is there (409). One that is not active is noted and places nobody. */
export function createUser(context: Context, actor: Actor, body: unknown): Promise<Entry> {
  return receive(context, actor, { asked: 'create' }, async (parts) => {
    const { tx } = parts
    const said = readUser(body)
    const of = ofConnection(parts)
    const id = newId()
    if (!(await insertEntry(tx, of, id, said, context.clock()))) throw taken()
    const made = await findEntry(tx, of, id)
    const became: Became = said.active
      ? await placeEntry(parts, made)
      : { outcome: 'done', sentence: 'It is not active, so nobody joined.' }
    return { ...became, entryId: id, gives: await findEntry(tx, of, id) }
  })
}

export type SeenVersion = { id: string; ifMatch: string | undefined }

/** Says an account anew. Refuses a version that is no longer the newest (412). */
export function replaceUser(
  context: Context,
  actor: Actor,
  seen: SeenVersion,
  body: unknown,
): Promise<Entry> {
  return change(context, actor, 'replace', seen, ({ active }) => readUser(body, active))
}

/** Changes an account, operation by operation, all or none. Refuses a version that is no longer the newest (412). */
export function changeUser(context: Context, actor: Actor, seen: SeenVersion, body: unknown): Promise<Entry> {
  return change(context, actor, 'change', seen, (said) => patchUser(said, readOperations(body)))
}

/** The account is gone there: whoever it belongs to is closed as with one that is not active. It stays on record here. */
export function removeUser(context: Context, actor: Actor, seen: SeenVersion): Promise<void> {
  return receive(context, actor, { asked: 'remove', id: seen.id }, async (parts) => {
    const { tx } = parts
    const of = ofConnection(parts)
    const entry = await findEntry(tx, of, seen.id)
    requireNewest(entry, seen.ifMatch)
    const sentence = await closeEntry(parts, entry)
    await saveEntry(tx, of, entry.id, { goneAt: context.clock(), waitsFor: null }, context.clock())
    await endWaiting(parts)
    return { outcome: 'done', sentence, entryId: entry.id, gives: undefined }
  })
}

function change(
  context: Context,
  actor: Actor,
  asked: Asked,
  seen: SeenVersion,
  after: (said: Said) => Said,
): Promise<Entry> {
  return receive(context, actor, { asked, id: seen.id }, async (parts) => {
    const { tx } = parts
    const of = ofConnection(parts)
    const before = await findEntry(tx, of, seen.id)
    requireNewest(before, seen.ifMatch)
    const said = after(before.said)
    if (isSame(before.said, said))
      return { outcome: 'same', sentence: 'It says what was known.', entryId: before.id, gives: before }
    if (await hasUserName(tx, of, said.userName, before.id)) throw taken()
    await saveEntry(tx, of, before.id, { said }, context.clock())
    const became = await follow(parts, { ...before, said }, before.said.active)
    await endWaiting(parts)
    return { ...became, entryId: before.id, gives: await findEntry(tx, of, before.id) }
  })
}

/** What follows here from what the source says now. */
async function follow(parts: Parts, entry: Entry, wasActive: boolean): Promise<Became> {
  const { active } = entry.said
  if (!active) {
    const sentence = wasActive ? await closeEntry(parts, entry) : 'It is not active.'
    await saveEntry(parts.tx, ofConnection(parts), entry.id, { waitsFor: null }, parts.context.clock())
    return { outcome: 'done', sentence }
  }
  if (entry.personId === null) return placeEntry(parts, entry)
  if (!wasActive) {
    const { sentence, waitsFor } = await reopenEntry(parts, entry)
    if (waitsFor !== null) return letWait(parts, entry.id, waitsFor)
    await writeDetails(parts, entry)
    return { outcome: 'done', sentence }
  }
  const wrote = await writeDetails(parts, entry)
  return {
    outcome: 'done',
    sentence: wrote ? 'The person’s record says it too.' : 'The person’s record stays as it is.',
  }
}

/** Refuses (412) what was asked of an older version. */
export function requireNewest(kept: { revision: number }, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const versions = ifMatch.split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (!versions.includes(versionOf(kept).replace(/^W\//, '')))
    throw new ScimRefused(412, null, 'It was changed meanwhile. Read it again, then change it.')
}

const isSame = (one: Said, other: Said): boolean =>
  (Object.keys(one) as (keyof Said)[]).every((field) => one[field] === other[field])

const taken = () =>
  new ScimRefused(409, 'uniqueness', 'Another account of this connection has this userName.')
