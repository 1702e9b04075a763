import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type IncomingFile, storeFile, withUpload } from '#/platform/files/files.ts'
import { agreementRow } from './agreement.ts'
import type { Ask } from './ask.ts'
import { findAskToChange } from './ask-store.ts'
import { saveAnswer } from './save-answer.ts'

const readHash = z.string().regex(/^[0-9a-f]{64}$/, 'Open the page again, then record the answer')
const remark = z
  .string()
  .trim()
  .min(10, 'Say how you know, in at least ten characters: “Mother agreed on the telephone, 9:10am”')
  .max(1000, 'Keep this under 1,000 characters')

export const onBehalfForm = z.object({
  answer: z.enum(['signed', 'refused', 'withdrawn', 'voided'], 'Choose what was answered'),
  readHash,
  remark,
})
export type OnBehalf = z.infer<typeof onBehalfForm>

export const paperForm = z.object({
  answer: z.enum(['signed', 'refused'], 'Choose what the paper says'),
  printed: z
    .string('Choose the version that stands at the foot of the paper')
    .regex(/^[0-9a-f]{64}$/, 'Choose the version that stands at the foot of the paper'),
  nameWritten: z
    .string()
    .trim()
    .min(2, 'Type the name as it stands on the paper')
    .max(120, 'Keep this under 120 characters'),
})
export type PaperAnswer = z.infer<typeof paperForm>

const largestScanBytes = 20 * 1024 * 1024

/**
 * Records what a child or a parent answered, with a remark that says how one knows. For one's own class, or by those who
 * answer for the whole school. Adults who work here sign for themselves: for them only a mistake can be put right.
 */
export function answerOnBehalf(
  context: Context,
  actor: Actor,
  askId: string,
  form: OnBehalf,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const ask = await findForOther(context, tx, actor, askId)
    if (agreementRow(ask.agreement).signer === 'adult' && form.answer !== 'voided') {
      throw new NotAllowed('An adult signs for themselves, here or on paper.')
    }
    return saveAnswer(context, tx, actor, ask, { ...form, way: 'onBehalf' })
  })
}

/**
 * Records an answer that was given on paper, with its scan, bound to the version that the paper bears. The same people may as for an answer on behalf of
 * somebody. Refused for a text whose signatures no longer stand.
 */
export function recordPaper(
  context: Context,
  actor: Actor,
  askId: string,
  form: PaperAnswer,
  scan: IncomingFile,
): Promise<string> {
  return withUpload(
    context.vault,
    actor.schoolId,
    scan,
    (taken) =>
      inTransaction(context, actor, async (tx) => {
        const ask = await findForOther(context, tx, actor, askId)
        const fileId = await storeFile(tx, context.vault, actor, {
          taken,
          about: { kind: 'agreementAsk', id: ask.id },
          source: 'scan of a signed paper',
          at: context.clock(),
        })
        return saveAnswer(context, tx, actor, ask, { ...form, readHash: form.printed, way: 'paper', fileId })
      }),
    { maxBytes: largestScanBytes },
  )
}

/** Somebody's ask, for whoever records an answer that is not their own. */
async function findForOther(context: Context, tx: Tx, actor: Actor, askId: string): Promise<Ask> {
  const ask = await findAskToChange(tx, actor, askId, londonDate(context.clock()))
  allow(context, actor, 'agreements.recordForOthers')
  if (ask.signerId === personOf(actor)) {
    throw new NotAllowed('This is your own agreement: answer it yourself under “My agreements”.')
  }
  return ask
}
