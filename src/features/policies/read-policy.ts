// What pages and documents draw a version from.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findSchool } from '../schools/index.ts'
import { approvalsOf } from './approval-store.ts'
import { paragraphsOf } from './paragraph-store.ts'
import type { PolicyParts } from './policy-document.ts'
import { printedParagraphs } from './send-for-approval.ts'
import { findPolicy, linkedTo } from './store.ts'
import type { Version } from './version.ts'

/** The version with its text. A draft is shown with the school's values of today in it. */
export async function readParts(
  context: Context,
  tx: Tx,
  actor: Actor,
  version: Version,
): Promise<PolicyParts> {
  const { schoolId } = actor
  const policy = await findPolicy(tx, schoolId, version.policyId)
  const paragraphs = await paragraphsOf(tx, schoolId, version.id)
  return {
    schoolName: (await findSchool(tx, schoolId)).name,
    version,
    paragraphs:
      version.hash === null ? await printedParagraphs(context, tx, schoolId, paragraphs) : paragraphs,
    linked: await linkedTo(tx, schoolId, policy.id),
    approvals: await approvalsOf(tx, schoolId, version.id),
    reviewDueOn: policy.reviewDueOn,
  }
}
