import * as z from 'zod'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { roleWords } from '../people/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import type { Version } from './agreement.ts'
import { keepRounds } from './ask-people.ts'
import { tellOffice } from './nobody-signs.ts'
import { approver } from './settings.ts'
import { findVersionToChange, publishedVersion, saveVersionState } from './version-store.ts'

/** Hands a draft to whoever approves. Refused unless it is a draft. */
export function submitText(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor.schoolId, id)
    allow(context, actor, 'agreements.draft')
    if (version.state !== 'draft') throw new Refused('This text is no longer a draft. Reload the page.')
    await saveVersionState(tx, version, { state: 'waiting' })
    const role = await readSetting(tx, actor.schoolId, approver)
    await giveTask(context, tx, actor, {
      to: { role },
      kind: 'agreements.approve',
      title: 'Approve the text of an agreement',
      about: { kind: 'agreementVersion', id },
      path: `/agreements/versions/${id}`,
      urgency: 'normal',
      mergeKey: 'approve',
    })
    record(tx, { did: 'agreements.submitted', about: { kind: 'agreementVersion', id } })
  })
}

export const decideTextForm = z.object({
  decision: z.enum(['approve', 'sendBack'], 'Choose whether to approve it'),
})
export type DecideText = z.infer<typeof decideTextForm>

/**
 * Approves a text that waits, and it is what people sign from now on; or sends it back to be written on. Only the role
 * that the school set may. A change that asks for new signatures starts asking in the same transaction.
 */
export function decideText(
  context: Context,
  actor: Actor,
  id: string,
  { decision }: DecideText,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor.schoolId, id)
    allow(context, actor, 'agreements.approve')
    const person = requirePerson(actor)
    const role = await readSetting(tx, actor.schoolId, approver)
    if (!person.roles.has(role)) {
      throw new NotAllowed(`Here the ${roleWords(role).toLowerCase()} approves the text of agreements.`)
    }
    if (version.state !== 'waiting')
      throw new Refused('This text does not wait for approval. Reload the page.')
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      mergeKey: 'approve',
      state: 'done',
      reason: decision === 'approve' ? 'It was approved.' : 'It was sent back.',
    })
    if (decision === 'approve') await publish(context, tx, actor, version, person.personId)
    else await saveVersionState(tx, version, { state: 'draft' })
    record(tx, {
      did: decision === 'approve' ? 'agreements.published' : 'agreements.sentBack',
      about: { kind: 'agreementVersion', id },
      detail: {
        agreement: version.agreement,
        number: version.number,
        change: version.change,
        sha256: version.sha256.toString('hex'),
      },
    })
  })
}

async function publish(context: Context, tx: Tx, actor: Actor, version: Version, approvedBy: string) {
  const before = await publishedVersion(tx, actor.schoolId, version.agreement)
  if (before) await saveVersionState(tx, before, { state: 'replaced' })
  await saveVersionState(tx, version, { state: 'published', approvedBy, publishedAt: context.clock() })
  if (version.change !== 'minor') await keepRounds(context, tx, actor, [version.agreement])
  await tellOffice(context, tx, actor)
}
