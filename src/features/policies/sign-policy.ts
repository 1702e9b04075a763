import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { hasFreshProof } from '#/platform/access/proof.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsSaid } from '#/platform/forms/answers.ts'
import { adoptVersion } from './adopt-version.ts'
import { nextStep } from './approval.ts'
import { approvalsOf } from './approval-store.ts'
import { keepDecision, sendBack } from './decide-step.ts'
import { findVersionToChange } from './version-store.ts'

export const signPolicyForm = z
  .object({
    decision: z.enum(['approved', 'sentBack'], 'Choose whether you sign it'),
    says: perhapsSaid(2000),
    hash: z.string().regex(/^[0-9a-f]{64}$/, 'Open the page again: the text is not the one you read'),
  })
  .refine(({ decision, says }) => decision === 'approved' || says !== null, {
    path: ['says'],
    message: 'Say what should be changed, so that the writers can do it',
  })
export type SignPolicy = z.infer<typeof signPolicyForm>

/**
 * The chair of governors signs the version, which brings it into force. Only by their own sign-in, proved again within
 * ten minutes, and only the text that they read: the signature is kept with its hash.
 */
export function signPolicy(
  context: Context,
  actor: Actor,
  versionId: string,
  request: SignPolicy,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.sign')
    if (!hasFreshProof(actor, context.clock())) {
      throw new NotAllowed('Prove who you are once more before you sign.')
    }
    const step = nextStep(version, await approvalsOf(tx, actor.schoolId, versionId))
    if (version.state !== 'signing' || step !== 'signature') {
      throw new Refused('This version does not wait for a signature.')
    }
    const heldOn = londonDate(context.clock())
    await keepDecision(context, tx, who, version, { ...request, step, heldOn, minute: null })
    if (request.decision === 'sentBack') return sendBack(context, tx, actor, version)
    return adoptVersion(context, tx, actor, version)
  })
}
