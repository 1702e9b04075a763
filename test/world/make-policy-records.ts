import type { Context } from '#/platform/context.ts'
import { askReview } from '../../src/features/policies/ask-review.ts'
import { addLinked } from '../../src/features/policies/change-facts.ts'
import { commentOnPolicy } from '../../src/features/policies/comment-policy.ts'
import { commentsOn } from '../../src/features/policies/comment-store.ts'
import { decideStep } from '../../src/features/policies/decide-step.ts'
import { openComments } from '../../src/features/policies/open-comments.ts'
import { paragraphsOf } from '../../src/features/policies/paragraph-store.ts'
import { publishPolicy } from '../../src/features/policies/publish-policy.ts'
import { roundsOf } from '../../src/features/policies/reading-store.ts'
import { sendForApproval } from '../../src/features/policies/send-for-approval.ts'
import { signPolicy } from '../../src/features/policies/sign-policy.ts'
import { startPolicy } from '../../src/features/policies/start-policy.ts'
import { startVersion } from '../../src/features/policies/start-version.ts'
import { linkedTo } from '../../src/features/policies/store.ts'
import { findVersion, versionsOf } from '../../src/features/policies/version-store.ts'
import { lookInto } from '../ground.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** A policy in force with a reading round and a review, and its next version, open for comments. */
export async function makePolicyRecords(
  context: Context,
  school: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const { head, chair, coordinator, teller } = school.people
  const look = <T>(work: Parameters<typeof lookInto<T>>[2]): Promise<T> => lookInto(context, school.id, work)
  const policyId = await startPolicy(context, head, { from: 'model', model: 'A', title: '' })
  const [first] = await look((tx) => versionsOf(tx, head, policyId))
  const firstId = first?.id ?? ''
  await sendForApproval(context, coordinator, firstId)
  const { hash } = await look((tx) => findVersion(tx, head, firstId))
  const said = { hash: hash?.toString('hex') ?? '', says: null, heldOn: '2026-11-23', minute: 'Item 7' }
  await decideStep(context, head, firstId, { decision: 'approved', ...said })
  await decideStep(context, chair, firstId, { decision: 'approved', ...said })
  await signPolicy(context, chair, firstId, { decision: 'approved', says: null, hash: said.hash })
  await publishPolicy(context, head, firstId)
  const [round] = await look((tx) => roundsOf(tx, school.id, policyId))
  const review = await askReview(context, head, policyId, { cause: 'guidance', says: 'New guidance' })
  await addLinked(context, head, policyId, { title: 'Staff handbook', keptAt: null })
  const [link] = await look((tx) => linkedTo(tx, school.id, policyId))
  const version = await startVersion(context, head, policyId)
  await openComments(context, head, version)
  const [paragraph] = await look((tx) => paragraphsOf(tx, school.id, version))
  await commentOnPolicy(context, teller, version, { paragraphKey: null, says: 'It is clear.' })
  const [comment] = await look((tx) => commentsOn(tx, head, version))
  return {
    policy: { id: policyId, linked: link?.id ?? '' },
    policyVersion: { id: version, paragraph: paragraph?.id ?? '', comment: comment?.id ?? '' },
    readingRound: { id: round?.id ?? '' },
    policyReview: { id: review },
  }
}
