import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Allegation, move } from './allegation.ts'
import { type Measure, measureNames, type Outcome, outcomeNames, outcomes } from './outcome.ts'
import { insertEntry, insertOutcome } from './record-store.ts'
import { findAllegationToChange, saveAllegation } from './store.ts'

const referral = ['made', 'notNeeded'] as const

export const recordOutcomeForm = z
  .object({
    outcome: z.enum(outcomeNames as [Outcome, ...Outcome[]], 'Choose the outcome'),
    reasons: z
      .string()
      .trim()
      .min(1, 'Give the reasons')
      .max(4000, 'Keep the reasons under 4,000 characters'),
    measure: z.enum(measureNames as [Measure, ...Measure[]], 'Choose what the school did'),
    grossMisconduct: z.enum(['yes', '']).default(''),
    removedForRisk: z.enum(['yes', 'no'], 'Say whether the adult was removed, or left, because of it'),
    dbs: z.enum(referral, 'Say whether it was referred to the Disclosure and Barring Service'),
    tra: z.enum(referral, 'Say whether it was referred to the Teaching Regulation Agency'),
    referralReasons: z
      .string()
      .trim()
      .min(1, 'Say why it was referred, or why not')
      .max(2000, 'Keep the reasons under 2,000 characters'),
    staffFile: z
      .string()
      .trim()
      .min(1, 'Say what was put on, or taken out of, the staff file')
      .max(1000, 'Keep it under 1,000 characters'),
  })
  .refine(({ measure, grossMisconduct }) => measure !== 'summaryDismissal' || grossMisconduct === 'yes', {
    path: ['measure'],
    message: 'Summary dismissal is for gross misconduct alone: tick that it was, or choose another measure',
  })
  .refine(({ removedForRisk, dbs }) => removedForRisk === 'no' || dbs === 'made', {
    path: ['dbs'],
    message:
      'The law asks for a referral to the Disclosure and Barring Service when somebody is removed, or leaves, because they harmed or may harm a child. Make it, then record it',
  })
export type RecordOutcome = z.infer<typeof recordOutcomeForm>

/**
 * Records what came of it: the outcome's word, what the school did, the referrals considered and the staff file. Only
 * where the LADO has advised; the case manager has investigated by then (A85, A86).
 */
export function recordOutcome(
  context: Context,
  actor: Actor,
  allegationId: string,
  request: RecordOutcome,
): Promise<Allegation> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, allegationId)
    allow(context, actor, 'allegations.manage')
    const concluded = move(found, 'conclude', at)
    await insertOutcome(tx, found, {
      outcome: request.outcome,
      reasons: request.reasons,
      measure: request.measure,
      gross_misconduct: request.grossMisconduct === 'yes',
      removed_for_risk: request.removedForRisk === 'yes',
      dbs: request.dbs,
      tra: request.tra,
      referral_reasons: request.referralReasons,
      staff_file: request.staffFile,
      decided_at: at,
      decided_by: personOf(actor),
    })
    await saveAllegation(tx, concluded)
    await insertEntry(tx, concluded, {
      kind: 'conclude',
      title: `Outcome: ${outcomes[request.outcome].words.toLowerCase()}`,
      says: request.reasons,
      at,
      writtenAt: at,
      by: personOf(actor),
    })
    record(tx, {
      did: 'allegations.outcomeRecorded',
      about: { kind: 'allegation', id: found.id },
      detail: { outcome: request.outcome, dbs: request.dbs, tra: request.tra },
    })
    return concluded
  })
}
