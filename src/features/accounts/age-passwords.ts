import { dayMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { passwordsOlderThan } from './password-store.ts'
import { requireChange } from './require-change.ts'
import { rotateInTime } from './rotate-generic.ts'
import { expiresAfterDays } from './settings-passwords.ts'

/**
 * Passwords of adults that are older than the policy allows have to be changed; logons that several
 * people use become tasks for whoever looks after them, each when its time has come.
 */
export function agePasswords(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
    const days = await readSetting(tx, schoolId, expiresAfterDays)
    const old = days === 0 ? [] : await passwordsOlderThan(tx, schoolId, daysAgo(days))
    await requireChange(context, tx, actor, old, 'expired')
    for (const accountId of old) {
      record(tx, { did: 'accounts.passwordExpired', about: { kind: 'account', id: accountId } })
    }
    await rotateInTime(context, tx, actor)
  })
}

export const agePasswordsJob: Job = {
  name: 'accounts.agePasswords',
  timetable: '45 5 * * *',
  payload: noPayload,
  run: agePasswords,
}
