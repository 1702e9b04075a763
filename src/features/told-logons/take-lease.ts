// Which device has which address: as the DHCP server tells it.

import type * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { toldLogonsChanged } from './happenings.ts'
import { type Lease, leasesNow, logonsNow, saveLease, saveUntil } from './logon-store.ts'
import { lastsHours } from './settings.ts'
import { addressOf, endThose, type Telling, telling } from './telling.ts'
import { countsWithLease, type ToldLogon, type toldLease, type toldLeaseEnd } from './told-logon.ts'

/** A device has this address now, and whoever was there with another device is not any more. Refused from a script. */
export function takeLease(
  context: Context,
  actor: Actor,
  { device, address: told, seconds }: z.infer<typeof toldLease>,
  askedFrom: string,
): Promise<void> {
  return telling(context, actor, askedFrom, async (parts) => {
    const { tx, schoolId, now } = parts
    requireServer(parts)
    const address = await addressOf(parts, told)
    const lease = { device, address, until: new Date(now.getTime() + seconds * 1000) }
    const before = (await leasesNow(tx, schoolId, now)).find((one) => one.device === device)
    await saveLease(tx, schoolId, lease, now)
    const isAnothers = (one: ToldLogon) =>
      one.address === address && one.device !== null && one.device !== device
    await endThose(parts, (one) => isAnothers(one) || (one.device === device && one.address !== address))
    await countOn(parts, lease)
    if (before?.address !== address) await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/** A device gave its address back. Refused from a script. */
export function takeLeaseEnd(
  context: Context,
  actor: Actor,
  { device }: z.infer<typeof toldLeaseEnd>,
  askedFrom: string,
): Promise<void> {
  return telling(context, actor, askedFrom, async (parts) => {
    const { tx, schoolId, now } = parts
    requireServer(parts)
    const before = (await leasesNow(tx, schoolId, now)).find((lease) => lease.device === device)
    if (before === undefined) return
    await saveLease(tx, schoolId, { ...before, until: now }, now)
    await endThose(parts, (one) => one.device === device)
    await announce(context, tx, actor, toldLogonsChanged, {})
  })
}

/** Whoever is on the device counts as long as its lease, and as the hours that the school set. */
async function countOn({ tx, schoolId, now }: Telling, lease: Lease): Promise<void> {
  const hours = await readSetting(tx, schoolId, lastsHours)
  for (const logon of await logonsNow(tx, schoolId, now, lease.address))
    if (logon.device === lease.device)
      await saveUntil(tx, schoolId, [logon.id], countsWithLease(logon, hours, lease))
}

function requireServer({ teller }: Telling): void {
  if (teller.kind === 'script') throw new Refused('A logon script speaks of logons only, not of addresses.')
}
