// One message of a system of the school: who tells it, from where, and what of the school's network it is about.

import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { isInRanges } from '#/platform/sign-in/school-network.ts'
import { findSchool } from '../schools/index.ts'
import { type Lease, leasesNow, lockSchool, logonsNow, saveUntil } from './logon-store.ts'
import { findTeller, saveTeller } from './teller-store.ts'
import { canonicalAddress, type Teller, type ToldLogon } from './told-logon.ts'

export type Telling = { tx: Tx; schoolId: string; teller: Teller; now: Date; from: string }

/** One message, in a transaction of its own. `askedFrom` is the address that it came from. */
export function telling(
  context: Context,
  actor: Actor,
  askedFrom: string,
  take: (parts: Telling) => Promise<void>,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    if (actor.kind !== 'integration') throw new NotFound('system')
    allow(context, actor, 'toldLogons.tell')
    const { schoolId, integrationId } = actor
    await lockSchool(tx, schoolId)
    const teller = await findTeller(tx, schoolId, integrationId)
    const now = context.clock()
    await take({ tx, schoolId, teller, now, from: canonicalAddress(askedFrom) })
    await saveTeller(tx, schoolId, teller.id, { last_told_at: now })
  })
}

/** A script speaks for the device it runs on, whatever it says; a server for any address inside the school. */
export async function addressOf(
  { tx, schoolId, teller, from }: Telling,
  told: string | undefined,
): Promise<string> {
  const address = teller.kind === 'script' ? from : told
  if (address === undefined) throw new Refused('Say at which address of the network, as “address”.')
  const { networkRanges } = await findSchool(tx, schoolId)
  if (!isInRanges(address, networkRanges)) throw new Refused('This address is not in the school’s network.')
  return address
}

/** The lease in force at an address, where the DHCP server tells leases. */
export async function leaseAt({ tx, schoolId, now }: Telling, address: string): Promise<Lease | undefined> {
  return (await leasesNow(tx, schoolId, now)).find((lease) => lease.address === address)
}

/** Ends the logons that are meant now, and says how many those were. */
export async function endThose(
  { tx, schoolId, now }: Telling,
  isMeant: (one: ToldLogon) => boolean,
): Promise<number> {
  const meant = (await logonsNow(tx, schoolId, now)).filter(isMeant)
  await saveUntil(
    tx,
    schoolId,
    meant.map(({ id }) => id),
    now,
  )
  for (const logon of meant) record(tx, { did: 'toldLogons.ended', about: aboutOf(logon) })
  return meant.length
}

/** What the trail says a logon is about: its person, or the account that a class uses. */
export const aboutOf = ({ personId, accountId }: Pick<ToldLogon, 'personId' | 'accountId'>) =>
  personId === null ? { kind: 'account', id: accountId } : { kind: 'person', id: personId }
