import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import {
  type Action,
  actionNames,
  type Complaint,
  move,
  type Outcome,
  outcomeNames,
  outcomes,
  states,
} from './complaint.ts'
import { logIncident } from './log-incident.ts'
import { findComplaintToChange, insertEntry, saveComplaint } from './store.ts'

export const moveComplaintForm = z
  .object({
    action: z.enum(actionNames as [Action, ...Action[]], 'Choose what you do'),
    outcome: z.enum(['', ...outcomeNames] as ['', ...Outcome[]]).default(''),
    says: z
      .string()
      .trim()
      .min(1, 'Say what was said or decided, and why')
      .max(4000, 'Keep it under 4,000 characters'),
  })
  .refine(({ action, outcome }) => action !== 'answer' || outcome !== '', {
    path: ['outcome'],
    message: 'Choose the outcome of the complaint',
  })
export type MoveComplaint = z.infer<typeof moveComplaintForm>

/**
 * Acknowledges, answers or withdraws a complaint, or makes it an incident. Only those who decide may; whoever was asked
 * for advice reads. Refuses what the table of moves does not have.
 */
export function moveComplaint(
  context: Context,
  actor: Actor,
  id: string,
  request: MoveComplaint,
): Promise<Complaint> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findComplaintToChange(tx, actor, id)
    allow(context, actor, 'complaints.decide')
    const moved = move(found, request.action, at)
    const outcome = request.action === 'answer' && request.outcome !== '' ? request.outcome : null
    const incidentId =
      request.action === 'passOn' && found.incidentId === null
        ? await logIncident(context, tx, actor, found, found.kind === 'staffMisuse' ? 'adult' : 'pupil')
        : found.incidentId
    const saved: Complaint = { ...moved, outcome, incidentId }
    await saveComplaint(tx, saved)
    const title = outcome === null ? states[saved.state].text : `Answered. ${outcomes[outcome]}`
    await insertEntry(tx, saved, { title, says: request.says, at, by: personOf(actor) })
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      ...(request.action === 'acknowledge' ? { mergeKey: 'acknowledge' } : {}),
      state: 'done',
      reason: 'It was done.',
    })
    record(tx, {
      did: 'complaints.moved',
      about: { kind: 'complaint', id },
      detail: { action: request.action, outcome },
    })
    return saved
  })
}
