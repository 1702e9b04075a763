import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findPerson, fullName } from '../people/index.ts'
import { findAskToChange } from './ask-store.ts'
import { requireOwnName } from './name-written.ts'
import { saveAnswer } from './save-answer.ts'

const readHash = z.string().regex(/^[0-9a-f]{64}$/, 'Open the agreement again, then answer')
const written = (most: number) => z.string().trim().max(most, `Keep this under ${most} characters`)

/** What somebody sends who answers for themselves, signed in or by a link. */
export const answerForm = z
  .object({
    answer: z.enum(['signed', 'refused', 'withdrawn'], 'Choose whether you agree'),
    readHash,
    nameWritten: written(120).default(''),
    jobTitle: written(120).default(''),
    remark: written(1000).default(''),
  })
  .refine(({ answer, nameWritten }) => answer !== 'signed' || nameWritten !== '', {
    path: ['nameWritten'],
    message: 'Type your full name: that is your signature',
  })
export type OwnAnswer = z.infer<typeof answerForm>

/**
 * The signer answers for themselves, and returns the answer's id. Another person's request is not found, whoever asks; the
 * name has to be the signer's own.
 */
export function signOwn(context: Context, actor: Actor, askId: string, form: OwnAnswer): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, schoolId } = requirePerson(actor)
    const ask = await findAskToChange(tx, actor, askId, londonDate(context.clock()))
    allow(context, actor, 'agreements.sign')
    if (ask.signerId !== personId) throw new NotFound('request to sign')
    const person = await findPerson(tx, schoolId, personId)
    if (form.answer === 'signed') requireOwnName(form.nameWritten, person)
    return saveAnswer(context, tx, actor, ask, {
      answer: form.answer,
      way: 'signIn',
      readHash: form.readHash,
      nameWritten: form.nameWritten || fullName(person),
      jobTitle: form.jobTitle || person.jobTitle,
      remark: form.remark || null,
    })
  })
}
