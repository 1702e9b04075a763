import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { type Prompt, promptCauses } from './prompt.ts'
import { insertPrompt } from './prompt-store.ts'

export const addPromptForm = z.object({
  cause: z.enum(promptCauses, 'Choose what is new'),
  title: said('Write what it is called', 200),
  keptAt: z.string().trim().max(500, 'Keep this under 500 characters').default(''),
  appliesFrom: z
    .string('Enter the day from which it applies')
    .refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
})
export type AddPrompt = z.infer<typeof addPromptForm>

/** Keeps that there is new guidance, law or technology. Each morning what comes near becomes a review of every policy. */
export function addPrompt(context: Context, actor: Actor, request: AddPrompt): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'policies.askReview')
    const keptAt = request.keptAt === '' ? null : request.keptAt
    return keepPrompt(context, tx, actor, { ...request, keptAt })
  })
}

/**
 * Keeps, inside the command that closed an incident, that the school changes something because of it. It names nobody and
 * leads nowhere: whoever owns a policy need not see the incident.
 */
export async function promptByLesson(context: Context, tx: Tx, actor: Actor): Promise<void> {
  await keepPrompt(context, tx, actor, {
    cause: 'incident',
    title: 'The school changes something because of an incident. See whether the policy says so.',
    keptAt: null,
    appliesFrom: londonDate(context.clock()),
  })
}

type New = Pick<Prompt, 'cause' | 'title' | 'keptAt' | 'appliesFrom'>

async function keepPrompt(context: Context, tx: Tx, actor: Actor, fresh: New): Promise<string> {
  const at = context.clock()
  const id = newId(at.getTime())
  await insertPrompt(tx, actor.schoolId, {
    ...fresh,
    id,
    addedAt: at,
    addedBy: fresh.cause === 'incident' ? null : personOf(actor),
    reviewsAskedAt: null,
  })
  record(tx, {
    did: 'policies.promptAdded',
    about: { kind: 'policyPrompt', id },
    detail: { cause: fresh.cause },
  })
  return id
}
