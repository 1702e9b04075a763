import * as z from 'zod'
import { instantAt, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { parseTimeInput } from '#/kernel/time-input.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Allegation, actions, move } from './allegation.ts'
import { endManagerTasks, giveManagerTask } from './give-manager-task.ts'
import { insertConsultation, insertEntry } from './record-store.ts'
import { findAllegationToChange, saveAllegation } from './store.ts'

export const consultLadoForm = z.object({
  consultedOn: z.string().default('').refine(isCalendarDate, 'Enter the day you spoke with the LADO'),
  consultedAt: z
    .string()
    .default('')
    .transform((typed, check) => {
      const read = parseTimeInput(typed, 'The time you spoke')
      if ('time' in read) return read.time
      check.addIssue({ code: 'custom', message: read.problem })
      return z.NEVER
    }),
  officer: z
    .string()
    .trim()
    .min(1, 'Enter the name of the person you spoke with')
    .max(200, 'Keep the name under 200 characters'),
  reference: z
    .string()
    .trim()
    .min(1, 'Enter the LADO’s reference. If you have none yet, ring and ask for it')
    .max(100, 'Keep the reference under 100 characters'),
  advice: z.enum(['othersLead', 'schoolInvestigates', 'belowThreshold'], 'Choose what the LADO advised'),
  adultMayBeTold: z.enum(['yes', 'no'], 'Say whether the adult may be told'),
  words: z
    .string()
    .trim()
    .min(1, 'Write down what the LADO advised')
    .max(4000, 'Keep the advice under 4,000 characters'),
})
export type ConsultLado = z.infer<typeof consultLadoForm>

/**
 * Records that the LADO was consulted, with whom, under which reference and what was advised; from then on the advice
 * decides what may be done. Refuses a time to come, and a matter that does not wait for the LADO.
 */
export function consultLado(
  context: Context,
  actor: Actor,
  allegationId: string,
  request: ConsultLado,
): Promise<Allegation> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, allegationId)
    allow(context, actor, 'allegations.manage')
    const consultedAt = instantAt(request.consultedOn, request.consultedAt)
    if (consultedAt > at)
      throw new Refused('You cannot have spoken with the LADO in the future. Check day and time.')
    const advised: Allegation = {
      ...move(found, request.advice, at),
      threshold: request.advice === 'belowThreshold' ? 'below' : 'met',
    }
    await insertConsultation(tx, advised, {
      consulted_at: consultedAt,
      officer: request.officer,
      lado_reference: request.reference,
      advice: request.advice,
      words: request.words,
      adult_may_be_told: request.adultMayBeTold === 'yes',
      written_at: at,
      written_by: personOf(actor),
    })
    await saveAllegation(tx, advised)
    await insertEntry(tx, advised, {
      kind: request.advice,
      title: actions[request.advice],
      says: `${request.officer}, reference ${request.reference}. ${request.adultMayBeTold === 'yes' ? 'The adult may be told.' : 'The adult must not be told yet.'}\n${request.words}`,
      at: consultedAt,
      writtenAt: at,
      by: personOf(actor),
    })
    await endManagerTasks(context, tx, actor, found.id, 'The call was made.')
    if (request.advice === 'belowThreshold') await giveManagerTask(context, tx, actor, advised, 'review')
    record(tx, {
      did: 'allegations.ladoConsulted',
      about: { kind: 'allegation', id: found.id },
      detail: { advice: request.advice },
    })
    return advised
  })
}
