import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, may, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { subjectOf } from './account.ts'
import { changeTask, ownAccount } from './choose-password.ts'
import { holdSubject } from './hold-network.ts'
import { insertDisclosure } from './password-store.ts'
import { requireChange } from './require-change.ts'
import { mayTellSupport } from './settings-passwords.ts'
import { findAccount } from './store.ts'

/**
 * Somebody else may know a password: the logon stops at once, the head hears of it and so does ICT support, and it works
 * again with a new password (T184, T187). Anybody for their own logon; for others', those who look after logons.
 */
export function reportCompromise(context: Context, actor: Actor, accountId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const account = await findAccount(tx, actor.schoolId, accountId)
    const { personId } = requirePerson(actor)
    if (account.personId !== personId) {
      // Whose it is stays unknown to whoever may not look at logons.
      if (!may(context, actor, 'accounts.open')) throw new NotFound('logon')
      allow(context, actor, 'accounts.keep')
    } else allow(context, actor, 'accounts.own')
    await holdSubject(context, tx, actor, subjectOf(account), {
      because: { kind: 'compromised', id: accountId },
      sentence: 'Somebody else may know the password. It works again with a new one.',
    })
    await requireChange(context, tx, actor, [accountId], 'compromised')
    record(tx, { did: 'accounts.compromiseReported', about: { kind: 'account', id: accountId } })
    await giveTask(context, tx, actor, {
      to: [{ role: 'head' }, { role: 'technician' }],
      kind: 'accounts.compromised',
      title: 'A network password may be known to others',
      about: { kind: 'account', id: accountId },
      path: `/accounts/${accountId}`,
      urgency: 'now',
      mergeKey: 'compromised',
    })
  })
}

export const disclosureForm = z.object({
  toldTo: said('Say whom of ICT support you told it', 200),
  why: said('Say why it could not be helped', 500),
})
export type Disclose = z.infer<typeof disclosureForm>

/** Records that one's own password was told to ICT support. It has to be changed by the end of the next school day. */
export function recordDisclosure(context: Context, actor: Actor, request: Disclose): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId } = requirePerson(actor)
    const account = await ownAccount(tx, schoolId, personId)
    if (!account) throw new NotFound('logon')
    allow(context, actor, 'accounts.own')
    if (!(await readSetting(tx, schoolId, mayTellSupport))) {
      throw new Refused(
        'At this school a password is told to nobody, ICT support included. Report that somebody may know it instead.',
      )
    }
    const now = context.clock()
    await insertDisclosure(tx, {
      school_id: schoolId,
      id: newId(),
      account_id: account.id,
      told_to: request.toldTo,
      why: request.why,
      told_at: now,
      told_by: personId,
      changed_at: null,
    })
    await requireChange(context, tx, actor, [account.id], 'disclosed')
    record(tx, { did: 'accounts.passwordDisclosed', about: { kind: 'account', id: account.id } })
    const calendar = await readCalendar(tx, schoolId)
    await giveTask(context, tx, actor, {
      to: { personId },
      kind: 'accounts.changePassword',
      title: 'Change your network password',
      about: { kind: 'account', id: account.id },
      path: '/my-logon',
      urgency: 'normal',
      due: { at: deadline(now, { count: 1, clock: 'schoolDays' }, calendar), clock: 'schoolDays' },
      mergeKey: changeTask,
      endsWithPerson: true,
    })
  })
}
