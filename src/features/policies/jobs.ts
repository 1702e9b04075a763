import * as z from 'zod'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask, type Post } from '../tasks/index.ts'
import { openReview } from './ask-review.ts'
import { askOwnerToReach, catchUpLetters, mailPolicy, mailPolicyJob } from './mail-policy.ts'
import { openPromptedReviews } from './open-prompted-reviews.ts'
import { askReader, openRound } from './open-round.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { openRounds, readersOf, roundsOf, saveRoundReminded } from './reading-store.ts'
import { reviewsComingUp, reviewsOf } from './review-store.ts'
import { printedParagraphs } from './send-for-approval.ts'
import { readAgainMonths } from './settings.ts'
import { monthsLater, type Version } from './version.ts'
import { findVersion, publishedVersions } from './version-store.ts'

/** So long before its day the owner gets the task: consulting people takes weeks. */
const reviewNoticeDays = 42

/** Opens the reviews whose day comes near, and those of policies that quote a setting which was changed since. */
export function findReviewsDue(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const by = addDays(londonDate(context.clock()), reviewNoticeDays)
    for (const { policyId } of await reviewsComingUp(tx, actor.schoolId, by)) {
      const says = 'The day of its review comes near.'
      await openReview(context, tx, actor, { policyId, cause: 'calendar', says })
    }
    for (const version of await publishedVersions(tx, actor.schoolId)) {
      await openWhereSettingsChanged(context, tx, actor, version)
    }
  })
}

/** Once for each version: whoever looked at it and left it so has decided. */
async function openWhereSettingsChanged(
  context: Context,
  tx: Tx,
  actor: Actor,
  version: Version,
): Promise<void> {
  const { policyId } = version
  const since = version.publishedAt ?? version.madeAt
  const reviews = await reviewsOf(tx, actor.schoolId, policyId)
  if (reviews.some(({ cause, askedAt }) => cause === 'settings' && askedAt >= since)) return
  const signed = await paragraphsOf(tx, actor.schoolId, version.id)
  const now = await printedParagraphs(context, tx, actor.schoolId, signed)
  const changed = now.filter(({ printed }, index) => printed !== signed[index]?.printed)
  if (changed.length === 0) return
  const numbers = changed.map(({ number }) => number).join(', ')
  const says = `A setting was changed since this was signed. Paragraph ${numbers} says what it was before.`
  await openReview(context, tx, actor, { policyId, cause: 'settings', says })
}

/** Reminds whoever has not read a policy on its day, once, and shows the owner that people are missing. */
export function remindReaders(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const today = londonDate(context.clock())
    for (const round of await openRounds(tx, schoolId)) {
      if (round.remindedAt !== null || round.dueOn >= today || round.read === round.people) continue
      for (const { personId, readAt } of await readersOf(tx, schoolId, round.id)) {
        if (readAt === null) await askReader(context, tx, actor, { id: round.id, personId, again: true })
      }
      const { owner } = await findVersion(tx, actor, round.versionId)
      await giveTask(context, tx, actor, {
        to: { role: owner },
        kind: 'policies.lateReaders',
        title: 'Speak to those who have not read a policy',
        about: { kind: 'policy', id: round.policyId },
        path: `/policy-register/rounds/${round.id}`,
        urgency: 'normal',
        mergeKey: `policies.lateReaders.${round.id}`,
      })
      await saveRoundReminded(tx, schoolId, round.id, context.clock())
      record(tx, {
        did: 'policies.readersReminded',
        about: { kind: 'policy', id: round.policyId },
        detail: { roundId: round.id, missing: round.people - round.read },
      })
    }
  })
}

/** Opens the yearly round of each published policy that nobody was asked to read for so many months (A5, R40). */
export function askToReadAgain(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const today = londonDate(context.clock())
    const months = await readSetting(tx, actor.schoolId, readAgainMonths)
    for (const version of await publishedVersions(tx, actor.schoolId)) {
      const [latest] = await roundsOf(tx, actor.schoolId, version.policyId)
      const since = londonDate(latest?.openedAt ?? version.publishedAt ?? version.madeAt)
      if (monthsLater(since, months) <= today) await openRound(context, tx, actor, version, 'yearly')
    }
  })
}

export const jobs: readonly Job[] = [
  {
    name: 'policies.openPromptedReviews',
    timetable: '10 6 * * *',
    payload: noPayload,
    run: openPromptedReviews,
  },
  { name: 'policies.findReviewsDue', timetable: '15 6 * * *', payload: noPayload, run: findReviewsDue },
  { name: 'policies.remindReaders', timetable: '25 6 * * *', payload: noPayload, run: remindReaders },
  { name: 'policies.askToReadAgain', timetable: '35 6 * * *', payload: noPayload, run: askToReadAgain },
  { name: 'policies.catchUpLetters', timetable: '40 6 * * *', payload: noPayload, run: catchUpLetters },
]

/** The jobs that send mail, and so need the way out. */
export const policyMailJobs = (post: Post): readonly Job[] => [
  defineJob({
    ...mailPolicyJob,
    payload: z.object({ versionId: z.uuid() }),
    run: (context, actor, { versionId }) => mailPolicy(context, actor, post, versionId),
    givenUp: (context, actor, { versionId }) => askOwnerToReach(context, actor, versionId),
  }),
]
