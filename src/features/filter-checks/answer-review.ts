import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { newestEdition, questionsOf } from './questions.ts'
import { type Answers, requireOpen, type Standing } from './review.ts'
import { findReview, saveReview } from './review-store.ts'

const asked = questionsOf(newestEdition)
const says = z.string().trim().max(2000, 'Keep this under 2,000 characters').default('')
const standing = z.enum(['', 'inOrder', 'needsAction']).default('')

/** Two fields for each question: what was said, and how it stands. What is left out stays open. */
export const answerForm = z
  .object(
    Object.fromEntries(
      asked.flatMap(({ key }) => [
        [key, says],
        [`${key}-stands`, standing],
      ]),
    ) as Record<string, z.ZodType<string>>,
  )
  .superRefine((form, checked) => {
    for (const [index, { key }] of asked.entries()) {
      const [words, stands] = [form[key] ?? '', form[`${key}-stands`] ?? '']
      if (words !== '' && stands === '')
        checked.addIssue({
          code: 'custom',
          path: [`${key}-stands`],
          message: `Say how number ${index + 1} stands`,
        })
      if (words === '' && stands !== '')
        checked.addIssue({
          code: 'custom',
          path: [key],
          message: `Say in a sentence what you found: number ${index + 1}`,
        })
    }
  })
export type AnswerReview = z.infer<typeof answerForm>

/** Saves what was answered so far; it may be saved as often as people meet. Refused once the review is finished. */
export function answerReview(
  context: Context,
  actor: Actor,
  id: string,
  request: AnswerReview,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const review = await findReview(tx, actor.schoolId, id, true)
    allow(context, actor, 'filterChecks.review')
    requireOpen(review)
    const answers: Answers = Object.fromEntries(
      questionsOf(review.edition).flatMap(({ key }) => {
        const [words, stands] = [request[key] ?? '', request[`${key}-stands`] ?? '']
        return words === '' ? [] : [[key, { says: words, standing: stands as Standing }]]
      }),
    )
    await saveReview(tx, actor.schoolId, { ...review, answers })
    record(tx, {
      did: 'filterChecks.reviewAnswered',
      about: { kind: 'filterReview', id },
      detail: { answered: Object.keys(answers) },
    })
  })
}
