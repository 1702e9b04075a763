import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import type { Hold } from './hold.ts'
import {
  exceptionsOver,
  holdsThatTurned,
  lockSubject,
  lockSubjects,
  saveAnnounced,
  saveExceptionEnd,
  saveReleases,
} from './hold-store.ts'
import { settle, settleMany } from './settle-network.ts'

/**
 * What the clock alone changes: holds that begin or end now, exceptions that are over. A leaver whose last day was
 * yesterday, a temporary logon at its end: out within a minute of midnight.
 */
export async function followTime(context: Context, actor: Actor): Promise<void> {
  await inTransaction(context, actor, (tx) => endExceptions(context, tx, actor))
  for (;;) {
    const turned = await inTransaction(context, actor, (tx) => turnHolds(context, tx, actor))
    if (turned < turnedAtOnce) return
  }
}

async function endExceptions(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  for (const { id, personId } of await exceptionsOver(tx, schoolId, now)) {
    await lockSubject(tx, schoolId, personId)
    await saveExceptionEnd(tx, schoolId, id, { at: now, by: null })
    record(tx, { did: 'accounts.exceptionEnded', about: { kind: 'person', id: personId } })
    await settle(context, tx, actor, { kind: 'person', id: personId }, { kind: 'agreement', id })
  }
}

/** On the first day of a school year a thousand holds end in one minute: each of those who joined in the summer. */
async function turnHolds(context: Context, tx: Tx, actor: Actor): Promise<number> {
  const { schoolId } = actor
  const now = context.clock()
  const turned = await holdsThatTurned(tx, schoolId, now, turnedAtOnce)
  if (turned.length === 0) return 0
  const bySubject = new Map(turned.map((hold) => [hold.subject.id, hold]))
  await lockSubjects(tx, schoolId, [...bySubject.keys()])
  const isOver = ({ until }: Hold): boolean => until !== null && until <= now
  const release = { released_at: now, released_by: null, released_why: 'Its day has come.' }
  const ids = (holds: readonly Hold[]) => holds.map(({ id }) => id)
  await saveReleases(tx, schoolId, ids(turned.filter(isOver)), release)
  await saveAnnounced(tx, schoolId, ids(turned.filter((hold) => !isOver(hold))), now)
  await settleMany(context, tx, actor, [...bySubject.values()])
  return turned.length
}

const turnedAtOnce = 500

/** Every minute: nobody who may not be on the network any longer is on it for longer than that. */
export const followTimeJob: Job = {
  name: 'accounts.followTime',
  timetable: '* * * * *',
  payload: noPayload,
  run: followTime,
}
