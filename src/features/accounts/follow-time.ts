import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { settle } from './hold-network.ts'
import {
  exceptionsOver,
  holdsThatTurned,
  lockSubject,
  saveAnnounced,
  saveExceptionEnd,
  saveRelease,
} from './hold-store.ts'

/**
 * What the clock alone changes: holds that begin or end now, exceptions that are over. A leaver whose last day was
 * yesterday, a temporary logon at its end: out within a minute of midnight.
 */
export function followTime(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    for (const { id, personId } of await exceptionsOver(tx, schoolId, now)) {
      await lockSubject(tx, schoolId, personId)
      await saveExceptionEnd(tx, schoolId, id, { at: now, by: null })
      record(tx, { did: 'accounts.exceptionEnded', about: { kind: 'person', id: personId } })
      await settle(context, tx, actor, { kind: 'person', id: personId }, { kind: 'agreement', id })
    }
    for (const hold of await holdsThatTurned(tx, schoolId, now)) {
      const { id, subject, because, until } = hold
      await lockSubject(tx, schoolId, subject.id)
      const release = { released_at: now, released_by: null, released_why: 'Its day has come.' }
      if (until !== null && until <= now) await saveRelease(tx, schoolId, id, release)
      else await saveAnnounced(tx, schoolId, id, now)
      await settle(context, tx, actor, subject, because)
    }
  })
}

/** Every minute: nobody who may not be on the network any longer is on it for longer than that. */
export const followTimeJob: Job = {
  name: 'accounts.followTime',
  timetable: '* * * * *',
  payload: noPayload,
  run: followTime,
}
