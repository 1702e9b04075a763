import { deadline } from '#/kernel/deadline.ts'
import { dayMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { passwordsOlderThan, sharedDue } from './password-store.ts'
import { mustChange } from './report-compromise.ts'
import { rotateGenericDays } from './settings-logons.ts'
import { expiresAfterDays } from './settings-passwords.ts'

/**
 * Passwords of adults that are older than the policy allows have to be changed at the next logon; logons that several
 * people use become tasks for whoever looks after them, each when its time has come.
 */
export function agePasswords(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
    const days = await readSetting(tx, schoolId, expiresAfterDays)
    const old = days === 0 ? [] : await passwordsOlderThan(tx, schoolId, daysAgo(days))
    for (const { accountId, personId } of old) {
      await mustChange(context, tx, actor, { id: accountId, personId }, 'expired')
      record(tx, { did: 'accounts.passwordExpired', about: { kind: 'account', id: accountId } })
    }
    const due = await sharedDue(tx, schoolId, daysAgo(await readSetting(tx, schoolId, rotateGenericDays)))
    if (due.length === 0) return
    const calendar = await readCalendar(tx, schoolId)
    const at = deadline(now, { count: 5, clock: 'schoolDays' }, calendar)
    for (const { id } of due) {
      await giveTask(context, tx, actor, {
        to: { role: 'technician' },
        kind: 'accounts.rotate',
        title: 'Change the password of a logon that several people use',
        about: { kind: 'account', id },
        path: `/accounts/${id}`,
        urgency: 'normal',
        due: { at, clock: 'schoolDays' },
        mergeKey: 'rotate',
      })
    }
  })
}

export const agePasswordsJob: Job = {
  name: 'accounts.agePasswords',
  timetable: '45 5 * * *',
  payload: noPayload,
  run: agePasswords,
}
