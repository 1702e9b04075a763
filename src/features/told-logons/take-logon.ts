// What a system of the school tells becomes who is at which address, and the filter follows within two seconds.

import type * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type Account, logonNamed, noteUse, statesOf } from '../accounts/index.ts'
import { findPerson } from '../people/index.ts'
import { toldLogonsChanged } from './happenings.ts'
import { insertLogon, logonsNow, saveGoesOn } from './logon-store.ts'
import { lastsHours, realms } from './settings.ts'
import { aboutOf, addressOf, endThose, leaseAt, type Telling, telling } from './telling.ts'
import {
  countsUntil,
  nameOfLogon,
  realmsIn,
  type ToldLogon,
  type toldLogoff,
  type toldLogon,
} from './told-logon.ts'

/**
 * Somebody logged on, or is still there. Refuses addresses outside the school, names of other schools, logons that
 * nobody has or many use, and what a script may not say. Told by a server with its device, it ends who was there before:
 * a device has one address, and one person. Without, several may be there at once, and the stricter rules count.
 */
export function takeLogon(
  context: Context,
  actor: Actor,
  told: z.infer<typeof toldLogon>,
  askedFrom: string,
): Promise<void> {
  return telling(context, actor, askedFrom, async (parts) => {
    const { tx, schoolId, teller, now } = parts
    const isServer = teller.kind === 'server'
    const address = await addressOf(parts, told.address)
    const { account, ...whose } = await whoseIs(parts, told.account)
    const lease = await leaseAt(parts, address)
    // A script can say anything of its device.
    const device = (isServer ? told.device : undefined) ?? lease?.device ?? null
    const ownLease = lease?.device === device ? lease : undefined
    const until = countsUntil(now, await readSetting(tx, schoolId, lastsHours), ownLease)
    const session = told.session ?? null
    const isSame = (one: ToldLogon) =>
      one.tellerId === teller.id && one.accountId === account.id && one.device === device
    const goesOn = (await logonsNow(tx, schoolId, now, address)).filter(isSame).map(({ id }) => id)
    if (isServer) await noteUse(tx, schoolId, [{ accountId: account.id, at: now }], now)
    await saveGoesOn(tx, schoolId, goesOn, { until, session })
    if (goesOn.length > 0) return
    if (isServer && told.device !== undefined)
      await endThose(parts, (one) => one.address === address || one.device === device)
    const by = { tellerId: teller.id, tellerKind: teller.kind }
    const logon = { id: newId(), ...by, accountId: account.id, ...whose, address, device, session }
    await insertLogon(tx, schoolId, { ...logon, since: now, until })
    record(tx, { did: 'toldLogons.began', about: aboutOf(logon), detail: { teller: teller.id } })
    await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/**
 * Somebody logged off: at an address, on a device, or wherever they were. What is told of one session ends no later one:
 * who walks from one access point to the next is told of by both. Refuses a message that says neither who nor where.
 */
export function takeLogoff(
  context: Context,
  actor: Actor,
  told: z.infer<typeof toldLogoff>,
  askedFrom: string,
): Promise<void> {
  return telling(context, actor, askedFrom, async (parts) => {
    const { tx, schoolId, teller } = parts
    const { account: name, device, session } = told
    const address = teller.kind === 'script' ? parts.from : told.address
    if (name === undefined && address === undefined && device === undefined)
      throw new Refused('Say who logged off, or where: “account”, “address” or “device”.')
    const account = name === undefined ? undefined : await accountOf(tx, schoolId, name)
    if (name !== undefined && account === undefined) return
    const ended = await endThose(
      parts,
      (one) =>
        (account === undefined || one.accountId === account.id) &&
        (address === undefined || one.address === address) &&
        (device === undefined || one.device === device) &&
        (session === undefined || one.session === null || one.session === session) &&
        (teller.kind === 'server' || one.tellerId === teller.id),
    )
    if (ended > 0) await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/** The logon that is meant. Refuses, without the name, one that says that it is of somewhere else. */
async function accountOf(tx: Tx, schoolId: string, told: string): Promise<Account | undefined> {
  const name = nameOfLogon(told, realmsIn(await readSetting(tx, schoolId, realms)))
  if (name === null)
    throw new Refused(
      'The name has a domain that is not among the school’s own (Settings, “Domains of the school’s logons”).',
    )
  return logonNamed(tx, schoolId, name)
}

type Whose = Pick<ToldLogon, 'personId' | 'classId' | 'adultId'>

/** Whose the logon is: one person’s, or a class’s with the adult who answers for it. Refused for what several others use. */
async function whoseIs(parts: Telling, told: string): Promise<Whose & { account: Account }> {
  const { tx, schoolId, teller } = parts
  const account = await accountOf(tx, schoolId, told)
  const { personId, classId, ownerId } = account ?? { personId: null, classId: null, ownerId: null }
  const isClass = classId !== null && ownerId !== null
  if (account === undefined || (personId === null && !isClass))
    throw new Refused('No logon of this school that says who it is has this name, so nobody is known by it.')
  await requireWorks(parts, personId ?? account.id)
  if (teller.kind === 'script') await requirePupils(parts, personId)
  if (personId !== null) return { account, personId, classId: null, adultId: null }
  return { account, personId, classId, adultId: ownerId }
}

/** Whose logon was stopped, or who has left, is at no device by it: the directory lets nobody in with it either. */
async function requireWorks({ tx, schoolId, now }: Telling, subjectId: string): Promise<void> {
  const state = (await statesOf(tx, schoolId, [subjectId], now)).get(subjectId)
  if (state && !state.works)
    throw new Refused('This logon does not work now (“Network logons” says why), so nobody is known by it.')
}

/** Whoever reads a script’s token could give themselves an adult’s rules with it. */
async function requirePupils({ tx, schoolId }: Telling, personId: string | null): Promise<void> {
  const person = personId === null ? null : await findPerson(tx, schoolId, personId)
  if (person !== null && person.kind !== 'pupil')
    throw new Refused(
      'A logon script speaks for pupils only. Adults sign in to Schoolkeeper, or a server tells it.',
    )
}
