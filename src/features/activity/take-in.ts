// Files of the engines' spool become rows: each file once for each school, whatever breaks off in between.

import { readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { filesIn, spoolBeside, type ToldVisit } from '#/engines/filter/index.ts'
import { isId } from '#/kernel/id.ts'
import { dayMs, londonDate, minuteMs } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { isDatabaseGone, type Tx } from '#/platform/database/database.ts'
import { inTurn } from '#/platform/jobs/give-way.ts'
import { readSettings } from '#/platform/settings/settings.ts'
import { engineSnapshotPath } from '../filtering/index.ts'
import { allSchoolIds, findSchool } from '../schools/index.ts'
import { makeDay } from './day-store.ts'
import { raiseConcerns } from './raise-concerns.ts'
import { readSpoolFile } from './read-spool-file.ts'
import { blockedDays, openDays } from './settings.ts'
import { insertTaken } from './taken-store.ts'
import type { Visit } from './visit.ts'
import { insertAttempts, insertVisits } from './visit-store.ts'

const everyMs = 1000
/** So much is read at once, and at least one file. */
const bytesAtOnce = 4 * 1024 * 1024
/** So many are put down with one statement; pages have their turn in between. */
const visitsAtOnce = 1000
/** A clock that is ahead by more does not decide on which day something was. */
const aheadMostMs = 5 * minuteMs

type FileTold = { name: string; visits: readonly ToldVisit[]; lost: number }

/** Takes in what engines left, each second, until the signal ends it. While the database is away the files wait. */
export async function keepTakingIn(context: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now()
    const more = await takeIn(context).catch((error: unknown) => {
      if (!isDatabaseGone(error))
        context.log.error({ err: error }, 'what the filter decided was not taken in')
      return 0
    })
    // What waited for hours may take minutes: the pages of today come first.
    const restMs = more === 0 ? everyMs : Math.min(everyMs, performance.now() - began)
    await wait(restMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Takes in the oldest files of the spool. Returns how many; a file goes when every school has what is its own. */
export async function takeIn(context: Context): Promise<number> {
  const folder = spoolBeside(engineSnapshotPath(context))
  const waiting = await filesIn(folder)
  if (waiting.length === 0) return 0
  let bytes = 0
  const chosen = waiting.filter((file, at) => {
    bytes += file.bytes
    return at === 0 || bytes <= bytesAtOnce
  })
  const files: FileTold[] = []
  for (const { name } of chosen)
    files.push({ name, ...(await readSpoolFile(await readFile(join(folder, name), 'utf8'))) })
  for (const schoolId of await allSchoolIds(context.db))
    await inTurn(() => takeInFor(context, schoolId, files))
  for (const { name } of files) await unlink(join(folder, name))
  return files.length
}

/** What of the files is one school's. Whatever was lost may have been of any school of this server, so each is told. */
export async function takeInFor(
  context: Context,
  schoolId: string,
  files: readonly FileTold[],
): Promise<void> {
  const actor = systemActor(schoolId)
  const { slug } = await reading(context, actor, (tx) => findSchool(tx, schoolId))
  const own = files
    .map(({ name, visits, lost }) => ({ name, lost, visits: visits.filter(({ school }) => school === slug) }))
    .filter(({ visits, lost }) => visits.length > 0 || lost > 0)
  if (own.length === 0) return
  await inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    const fresh = await insertTaken(
      tx,
      schoolId,
      now,
      own.map(({ name, visits, lost }) => ({ file: name, visits: visits.length, lost })),
    )
    const values = await readSettings(tx, schoolId, [openDays, blockedDays])
    const days = { open: values.get(openDays.key) as number, blocked: values.get(blockedDays.key) as number }
    const told = own.filter(({ name }) => fresh.has(name)).flatMap(({ visits }) => visits)
    const attempts: Visit[] = []
    for (let from = 0; from < told.length; from += visitsAtOnce) {
      const kept = keptOf(told.slice(from, from + visitsAtOnce), now, days)
      attempts.push(...(await putDown(tx, schoolId, kept, daysBefore(now, days.open))))
    }
    await raiseConcerns(context, tx, actor, attempts)
  })
}

/** Puts down what is kept: attempts apart, and all that may be looked at yet. Returns the attempts. */
async function putDown(
  tx: Tx,
  schoolId: string,
  kept: readonly Visit[],
  lookableFrom: Date,
): Promise<readonly Visit[]> {
  const attempts = kept.filter(({ allowed }) => !allowed)
  const lookable = kept.filter(({ at }) => at >= lookableFrom)
  await makeDay(tx, 'attempt', new Set(attempts.map(({ at }) => londonDate(at))))
  await makeDay(tx, 'visit', new Set(lookable.map(({ at }) => londonDate(at))))
  await insertAttempts(tx, schoolId, attempts)
  await insertVisits(tx, schoolId, lookable)
  return attempts
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs)

/**
 * Those whose time is not over: what comes late, after a week without a server, is not kept longer for that. What a
 * clock that jumped says is of tomorrow, or older than anything that is kept, is of now.
 */
function keptOf(told: readonly ToldVisit[], now: Date, days: { open: number; blocked: number }): Visit[] {
  const [first, last] = [daysBefore(now, days.blocked).getTime(), now.getTime() + aheadMostMs]
  return (
    told
      // Engines never tell of help (decision S9); if one did, it would not be kept.
      .filter(({ because }) => because !== 'help')
      .map(({ atMs, who, address, site, profile, allowed, because, category, rule, times }) => ({
        at: atMs >= first && atMs <= last ? new Date(atMs) : now,
        personId: isId(who) ? who : null,
        ...{ address, site, profile, allowed, because, category, rule, times },
      }))
      .filter(({ at, allowed }) => !allowed || at >= daysBefore(now, days.open))
  )
}
