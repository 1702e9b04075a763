// Who is signed in where becomes the small file that engines follow beside their snapshot.

import { isDeepStrictEqual } from 'node:util'
import { readSignedIn, writeSignedIn } from '#/engines/filter/index.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { isInRanges } from '#/platform/sign-in/school-network.ts'
import { presentAt } from '#/platform/sign-in/sign-in.ts'
import { classLogons, seatsNow } from '../accounts/index.ts'
import { engineSnapshotPath, profilesOfClasses, profilesOfPeople, stoppedHere } from '../filtering/index.ts'
import { keysThatCount } from '../proxy-keys/index.ts'
import { findSchool } from '../schools/index.ts'
import { leasesNow, logonsNow } from '../told-logons/index.ts'
import { addressesOfDevices } from './device-addresses.ts'
import { deviceAddresses, lastsMinutes } from './settings.ts'
import {
  devicesOf,
  keyHoldersOf,
  type Stay,
  staysAtSeats,
  staysByLogon,
  staysNow,
  type WhoGetsWhat,
  withoutSeated,
} from './stay.ts'
import { lockFile, saveStays } from './store.ts'

export const publishJobName = 'portal.publish'

/** Asks for the file anew: it is written as soon as this transaction is committed. */
export function askToPublish(tx: Tx): Promise<void> {
  return queueJob(tx, { name: publishJobName }, {}, { key: publishJobName })
}

/** Writes down who is where, and tells the engines where that is different. Signing in and out is on the trail already. */
export function publishSignedIn(context: Context, actor: Actor): Promise<void> {
  const { schoolId } = actor
  return inTransaction(context, actor, async (tx) => {
    await lockFile(tx)
    const now = context.clock()
    const present = await presentAt(tx, schoolId, now)
    const { slug, networkRanges } = await findSchool(tx, schoolId)
    const signedIn = staysNow(present, await readSetting(tx, schoolId, lastsMinutes), now)
    const isHere = (address: string) => isInRanges(address, networkRanges)
    const leases = await leasesNow(tx, schoolId, now)
    const seated = staysAtSeats(
      await seatsNow(tx, schoolId, now),
      addressesOfDevices(await readSetting(tx, schoolId, deviceAddresses), leases),
      isHere,
    )
    const loggedOn = staysByLogon(await logonsNow(tx, schoolId, now)).filter(({ address }) => isHere(address))
    const stays = [...signedIn, ...loggedOn]
    await saveStays(tx, schoolId, [...stays, ...seated], now)
    const keys = await keysThatCount(tx, schoolId, now)
    const there = [...stays, ...seated, ...keys]
    const what = there.length > 0 ? await whoGetsWhat(tx, schoolId, there, now) : nobodyGets
    const told = {
      devices: devicesOf(withoutSeated(stays, seated), what),
      proxyKeys: keyHoldersOf(keys, what),
    }
    const path = engineSnapshotPath(context)
    // One that cannot be read is made anew; the other schools of this server are in it again within a minute.
    const before = (await readSignedIn(path).catch(() => undefined))?.schools ?? []
    const mine = before.find(({ school }) => school === slug)
    if (isDeepStrictEqual(mine, { school: slug, ...told })) return
    await writeSignedIn(path, {
      madeAtMs: now.getTime(),
      schools: [...before.filter(({ school }) => school !== slug), { school: slug, ...told }],
    })
  })
}

const nobodyGets: WhoGetsWhat = { people: new Map(), classes: new Map(), stopped: new Map(), classLogons: [] }

async function whoGetsWhat(
  tx: Tx,
  schoolId: string,
  there: readonly Pick<Stay, 'personId'>[],
  now: Date,
): Promise<WhoGetsWhat> {
  const personIds = new Set(there.flatMap(({ personId }) => personId ?? []))
  return {
    people: await profilesOfPeople(tx, schoolId, londonDate(now), [...personIds]),
    classes: await profilesOfClasses(tx, schoolId),
    stopped: new Map((await stoppedHere(tx, schoolId, now)).map(({ id, until }) => [id, until])),
    classLogons: await classLogons(tx, schoolId),
  }
}
