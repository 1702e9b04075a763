// Who is signed in where becomes the small file that engines follow beside their snapshot.

import { readSignedIn, writeSignedIn } from '#/engines/filter/index.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { presentAt } from '#/platform/sign-in/sign-in.ts'
import { engineSnapshotPath, profilesOfClasses, profilesOfPeople, stoppedHere } from '../filtering/index.ts'
import { findSchool } from '../schools/index.ts'
import { lastsMinutes } from './settings.ts'
import { devicesOf, staysNow } from './stay.ts'
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
    const stays = staysNow(present, await readSetting(tx, schoolId, lastsMinutes), now)
    await saveStays(tx, schoolId, stays, now)
    const devices =
      stays.length === 0
        ? []
        : devicesOf(stays, {
            people: await profilesOfPeople(tx, schoolId, londonDate(now)),
            classes: await profilesOfClasses(tx, schoolId),
            stopped: new Map((await stoppedHere(tx, schoolId, now)).map(({ id, until }) => [id, until])),
          })
    const { slug } = await findSchool(tx, schoolId)
    const path = engineSnapshotPath(context)
    // One that cannot be read is made anew; the other schools of this server are in it again within a minute.
    const before = (await readSignedIn(path).catch(() => undefined))?.schools ?? []
    const mine = before.find(({ school }) => school === slug)
    if (mine !== undefined && JSON.stringify(mine.devices) === JSON.stringify(devices)) return
    await writeSignedIn(path, {
      madeAtMs: now.getTime(),
      schools: [...before.filter(({ school }) => school !== slug), { school: slug, devices }],
    })
  })
}
