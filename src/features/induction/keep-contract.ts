import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findContract, insertContract, insertDeficiency } from './guest-store.ts'

const said = (sentence: string, most: number) =>
  z.string().trim().min(2, sentence).max(most, `Keep this under ${most} characters`)
const dayOrNull = z
  .string()
  .default('')
  .refine((text) => text === '' || isCalendarDate(text), 'Enter the day, like 1 9 2026')
  .transform((text) => text || null)

const guaranteeWords =
  'A firm that destroys equipment or data guarantees in writing that it overwrites it several times and nothing can be brought back. Say where that guarantee is.'
const backwards = 'The contract ends before it begins.'

type Said = { destroysData: boolean; guarantee: string | null; startsOn: string; endsOn: string | null }
const isGuaranteed = ({ destroysData, guarantee }: Said): boolean => !destroysData || guarantee !== null
const endsLater = ({ startsOn, endsOn }: Said): boolean => endsOn === null || endsOn >= startsOn

const contractFields = z.object({
  firm: said('Enter the name of the firm', 200),
  service: said('Say what it does for the school', 500),
  commissionedBy: said('Say who commissioned it: the governors, the trust, the authority', 200),
  chosenHow: said('Say how it was chosen, like “three offers, governors’ minute of 3 May”', 1000),
  advice: said('Say whose advice was taken on security and safeguarding', 1000),
  knowsPolicyOn: dayOrNull,
  destroysData: z
    .enum(['yes', 'no'], 'Say whether it destroys equipment or data')
    .transform((answer) => answer === 'yes'),
  guarantee: z
    .string()
    .trim()
    .max(500, 'Keep this under 500 characters')
    .default('')
    .transform((text) => text || null),
  startsOn: z.string('Enter the first day').refine(isCalendarDate, 'Enter the first day, like 1 9 2026'),
  endsOn: dayOrNull,
})
export const contractForm = contractFields
  .refine(isGuaranteed, { message: guaranteeWords, path: ['guarantee'] })
  .refine(endsLater, { message: backwards, path: ['endsOn'] })
export type KeepContract = z.infer<typeof contractForm>

/** Records a firm that works for the school. Refuses one that destroys data without a written guarantee, and an end before the beginning. */
export function keepContract(context: Context, actor: Actor, request: KeepContract): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'induction.keepContracts')
    if (!isGuaranteed(request)) throw new Refused(guaranteeWords)
    if (!endsLater(request)) throw new Refused(backwards)
    const id = newId()
    await insertContract(tx, {
      school_id: actor.schoolId,
      id,
      firm: request.firm,
      service: request.service,
      commissioned_by: request.commissionedBy,
      chosen_how: request.chosenHow,
      advice: request.advice,
      knows_policy_on: request.knowsPolicyOn,
      destroys_data: request.destroysData,
      guarantee: request.guarantee,
      starts_on: request.startsOn,
      ends_on: request.endsOn,
      recorded_at: context.clock(),
      recorded_by: requirePerson(actor).personId,
    })
    record(tx, { did: 'induction.contractKept', about: { kind: 'contract', id } })
    return id
  })
}

export const deficiencyForm = z.object({
  what: said('Say what the firm did not do as it should', 1000),
  toldWhom: said('Say who of those who commissioned it was told', 200),
})
export type NoteDeficiency = z.infer<typeof deficiencyForm> & { contractId: string }

/** Records what a firm did not do as it should, and who of those who commissioned it was told. */
export function noteDeficiency(context: Context, actor: Actor, request: NoteDeficiency): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { contractId, what, toldWhom } = request
    await findContract(tx, actor.schoolId, contractId)
    allow(context, actor, 'induction.keepContracts')
    await insertDeficiency(tx, {
      school_id: actor.schoolId,
      id: newId(),
      contract_id: contractId,
      what,
      told_whom: toldWhom,
      noted_at: context.clock(),
      noted_by: requirePerson(actor).personId,
    })
    record(tx, { did: 'induction.deficiencyNoted', about: { kind: 'contract', id: contractId } })
  })
}
