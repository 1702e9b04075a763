// What was sent to somebody did not reach them: nothing more goes there, and somebody is asked to put it right.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addressFoundWrong, addressPutRight } from './happenings.ts'
import { findVisiblePerson } from './person-store.ts'
import { findPerson } from './store.ts'
import { viewerOf } from './viewer.ts'
import {
  addWrongAddress,
  settleCorrected,
  settleWrongAddresses,
  type WrongAddress,
  wrongAddressesAmong,
} from './wrong-address-store.ts'

export const wrongAddressForm = z.object({
  way: z.enum(['email', 'letter'], 'Say whether it was an e-mail or a letter.'),
})

/** Notes, for the office, that an e-mail or a letter came back. Refuses pupils, and an e-mail to whom has no address. */
export function noteWrongAddress(
  context: Context,
  actor: Actor,
  { personId, way }: Pick<WrongAddress, 'personId' | 'way'>,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    if (person.kind === 'pupil')
      throw new Refused('This is for adults. Look at the child’s parents or carers.')
    if (way === 'email' && person.email === null)
      throw new Refused('No e-mail address of theirs is on record, so none can be wrong.')
    await markAddressWrong(context, tx, actor, { personId, way, why: 'cameBack', sentTo: person.email })
  })
}

/**
 * The same inside a command that has asked its own permission: a mail server’s refusal, a link that reached somebody else.
 * `sentTo` is the e-mail address that was written to; one that they no longer have is no news.
 */
export async function markAddressWrong(
  context: Context,
  tx: Tx,
  actor: Actor,
  { personId, way, why, sentTo }: Pick<WrongAddress, 'personId' | 'way' | 'why'> & { sentTo: string | null },
): Promise<void> {
  const { schoolId } = actor
  const { email } = await findPerson(tx, schoolId, personId)
  if (way === 'email' && (email === null || email.toLowerCase() !== sentTo?.toLowerCase())) return
  const isNews = await addWrongAddress(tx, {
    school_id: schoolId,
    id: newId(),
    person_id: personId,
    way,
    address: way === 'email' ? email : null,
    why,
    noted_at: context.clock(),
    noted_by: personOf(actor),
  })
  if (isNews)
    record(tx, {
      did: 'people.addressFoundWrong',
      about: { kind: 'person', id: personId },
      detail: { way, why },
    })
  await announce(context, tx, actor, addressFoundWrong, { personId, way })
}

/** Somebody made sure of the address: they are written to again. Refuses where nothing was wrong. */
export function confirmAddress(context: Context, actor: Actor, personId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    const settled = await settleWrongAddresses(tx, actor.schoolId, personId, {
      at: context.clock(),
      by: personOf(actor),
    })
    if (settled === 0) throw new Refused('Nothing of theirs came back, so there is nothing to put right.')
    await putRight(context, tx, actor, personId)
  })
}

/** Inside the command that changed an address: what was noted of the old one is over. */
export async function settleChanged(context: Context, tx: Tx, actor: Actor, personId: string): Promise<void> {
  const settled = await settleCorrected(tx, actor.schoolId, context.clock(), personId)
  if (settled.length > 0) await putRight(context, tx, actor, personId)
}

/** Each night: addresses that an import or another system has put right. */
export function settleImported(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const settled = await settleCorrected(tx, actor.schoolId, context.clock())
    for (const personId of new Set(settled)) await putRight(context, tx, actor, personId)
  })
}

async function putRight(context: Context, tx: Tx, actor: Actor, personId: string): Promise<void> {
  const left = await wrongAddressesAmong(tx, actor.schoolId, [personId])
  if (left.length > 0) return
  record(tx, { did: 'people.addressPutRight', about: { kind: 'person', id: personId } })
  await announce(context, tx, actor, addressPutRight, { personId })
}
