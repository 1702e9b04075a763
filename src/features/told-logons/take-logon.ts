// What a system of the school tells becomes who is at which address, and the filter follows within two seconds.

import type * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { bareAddress, isInRanges } from '#/platform/sign-in/school-network.ts'
import { type Account, logonNamed, noteUse } from '../accounts/index.ts'
import { findPerson } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { toldLogonsChanged } from './happenings.ts'
import { insertLogon, leasesNow, lockSchool, logonsNow, saveLease, saveUntil } from './logon-store.ts'
import { lastsHours } from './settings.ts'
import { findTeller } from './teller-store.ts'
import {
  countsUntil,
  type Teller,
  type ToldLogon,
  type toldLease,
  type toldLeaseEnd,
  type toldLogoff,
  type toldLogon,
} from './told-logon.ts'

type Telling = { tx: Tx; schoolId: string; teller: Teller; now: Date; from: string }
type Logon = z.infer<typeof toldLogon>

/** One message, in a transaction of its own. `from` is the address that it came from. */
function telling(
  context: Context,
  actor: Actor,
  from: string,
  take: (parts: Telling) => Promise<void>,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    if (actor.kind !== 'integration') throw new NotFound('system')
    allow(context, actor, 'toldLogons.tell')
    const { schoolId, integrationId } = actor
    await lockSchool(tx, schoolId)
    const teller = await findTeller(tx, schoolId, integrationId)
    await take({ tx, schoolId, teller, now: context.clock(), from: bareAddress(from) })
  })
}

/**
 * Somebody logged on, or is still there. Refuses addresses outside the school, logons that nobody has or many use, and what a script may
 * not say. Told with its device, it ends who was there before: a device has one address, and one person. Without, several may be there at once,
 * and the stricter rules count.
 */
export function takeLogon(context: Context, actor: Actor, told: Logon, from: string): Promise<void> {
  return telling(context, actor, from, async (parts) => {
    const { tx, schoolId, teller, now } = parts
    const address = await addressOf(parts, told)
    const account = await logonNamed(tx, schoolId, told.account)
    const whose = account && whoseIs(account)
    if (!account || !whose)
      throw new Refused(
        'No logon of this school that says who it is has this name, so nobody is known by it.',
      )
    if (teller.kind === 'script') await requirePupils(parts, whose.personId)
    const device = told.device ?? null
    const until = await endOf(parts, device, address)
    const there = await logonsNow(tx, schoolId, now, address)
    const isSame = (one: ToldLogon) => one.accountId === account.id && one.device === device
    const goesOn = there.filter(isSame).map(({ id }) => id)
    await noteUse(tx, schoolId, [{ accountId: account.id, at: now }], now)
    await saveUntil(tx, schoolId, goesOn, until)
    if (goesOn.length > 0) return
    if (device !== null) await endThose(parts, (one) => one.address === address || one.device === device)
    const { id: tellerId, kind: tellerKind } = teller
    const id = newId()
    const logon = {
      id,
      tellerId,
      tellerKind,
      accountId: account.id,
      ...whose,
      address,
      device,
      since: now,
      until,
    }
    await insertLogon(tx, schoolId, logon)
    record(tx, { did: 'toldLogons.began', about: aboutOf(logon), detail: { teller: tellerId } })
    await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/** Somebody logged off: at an address, on a device, or wherever they were. Refuses a message that says neither who nor where. */
export function takeLogoff(
  context: Context,
  actor: Actor,
  told: z.infer<typeof toldLogoff>,
  from: string,
): Promise<void> {
  return telling(context, actor, from, async (parts) => {
    const { tx, schoolId, teller } = parts
    const { account: name, device } = told
    const address = teller.kind === 'script' ? parts.from : told.address
    if (name === undefined && address === undefined && device === undefined)
      throw new Refused('Say who logged off, or where: “account”, “address” or “device”.')
    const account = name === undefined ? undefined : await logonNamed(tx, schoolId, name)
    if (name !== undefined && account === undefined) return
    const ended = await endThose(
      parts,
      (one) =>
        (account === undefined || one.accountId === account.id) &&
        (address === undefined || one.address === address) &&
        (device === undefined || one.device === device) &&
        (teller.kind === 'server' || one.tellerId === teller.id),
    )
    if (ended > 0) await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/** A device has this address now, and whoever was there with another device is not any more. Refused from a script. */
export function takeLease(
  context: Context,
  actor: Actor,
  { device, address: told, seconds }: z.infer<typeof toldLease>,
  from: string,
): Promise<void> {
  return telling(context, actor, from, async (parts) => {
    const { tx, schoolId, now } = parts
    requireServer(parts)
    const address = await addressOf(parts, { address: told })
    const before = (await leasesNow(tx, schoolId, now)).find((lease) => lease.device === device)
    await saveLease(tx, schoolId, { device, address, until: new Date(now.getTime() + seconds * 1000) }, now)
    const isAnothers = (one: ToldLogon) =>
      one.address === address && one.device !== null && one.device !== device
    await endThose(parts, (one) => isAnothers(one) || (one.device === device && one.address !== address))
    if (before?.address !== address) await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/** A device gave its address back. Refused from a script. */
export function takeLeaseEnd(
  context: Context,
  actor: Actor,
  { device }: z.infer<typeof toldLeaseEnd>,
  from: string,
): Promise<void> {
  return telling(context, actor, from, async (parts) => {
    const { tx, schoolId, now } = parts
    requireServer(parts)
    const before = (await leasesNow(tx, schoolId, now)).find((lease) => lease.device === device)
    if (before === undefined) return
    await saveLease(tx, schoolId, { ...before, until: now }, now)
    await endThose(parts, (one) => one.device === device)
    await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

function requireServer({ teller }: Telling): void {
  if (teller.kind === 'script') throw new Refused('A logon script speaks of logons only, not of addresses.')
}

/** A script speaks for the device it runs on, whatever it says; a server for any address inside the school. */
async function addressOf(
  { tx, schoolId, teller, from }: Telling,
  told: { address?: string | undefined },
): Promise<string> {
  const address = teller.kind === 'script' ? from : told.address
  if (address === undefined) throw new Refused('Say at which address of the network, as “address”.')
  const { networkRanges } = await findSchool(tx, schoolId)
  if (!isInRanges(address, networkRanges)) throw new Refused('This address is not in the school’s network.')
  return address
}

/** Whose the logon is: one person’s, or a class’s with the adult who answers for it. Null for what several others use. */
function whoseIs({
  personId,
  classId,
  ownerId,
}: Account): Pick<ToldLogon, 'personId' | 'classId' | 'adultId'> | null {
  if (personId !== null) return { personId, classId: null, adultId: null }
  return classId === null || ownerId === null ? null : { personId: null, classId, adultId: ownerId }
}

/** Whoever reads a script’s token could give themselves an adult’s rules with it. */
async function requirePupils({ tx, schoolId }: Telling, personId: string | null): Promise<void> {
  const person = personId === null ? null : await findPerson(tx, schoolId, personId)
  if (person !== null && person.kind !== 'pupil')
    throw new Refused(
      'A logon script speaks for pupils only. Adults sign in to Schoolkeeper, or a server tells it.',
    )
}

/** When a logon ends that nobody ends: after the hours that the school set, and with the device’s lease. */
async function endOf({ tx, schoolId, now }: Telling, device: string | null, address: string): Promise<Date> {
  const leases = device === null ? [] : await leasesNow(tx, schoolId, now)
  const lease = leases.find((one) => one.device === device && one.address === address)
  return countsUntil(now, await readSetting(tx, schoolId, lastsHours), lease)
}

/** Ends the logons that are meant now, and says how many those were. */
async function endThose(
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

const aboutOf = ({ personId, accountId }: Pick<ToldLogon, 'personId' | 'accountId'>) =>
  personId === null ? { kind: 'account', id: accountId } : { kind: 'person', id: personId }
