import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { insertParagraphs, type NewParagraph, paragraphsOf } from './paragraph-store.ts'
import { emptyVersion } from './start-policy.ts'
import { findPolicy } from './store.ts'
import { openStates, states } from './version.ts'
import { insertVersion, versionsOf } from './version-store.ts'

/** Begins the next version of a policy from the text in force. Refuses while another is being worked on. */
export function startVersion(context: Context, actor: Actor, policyId: string): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const policy = await findPolicy(tx, actor.schoolId, policyId)
    allow(context, actor, 'policies.write')
    return beginVersion(context, tx, actor, policy.id)
  })
}

/** The same inside a command that has asked its own permission; `paragraphs` is a text from elsewhere. */
export async function beginVersion(
  context: Context,
  tx: Tx,
  actor: Actor,
  policyId: string,
  paragraphs?: readonly NewParagraph[],
): Promise<string> {
  const { schoolId } = actor
  const [latest, ...earlier] = await versionsOf(tx, actor, policyId)
  if (!latest) throw new Refused('This policy has no version to begin from.')
  if (openStates.includes(latest.state)) {
    throw new Refused(
      `Version ${latest.number} is being worked on (${states[latest.state].text.toLowerCase()}). Finish it or give it up first.`,
    )
  }
  const from = [latest, ...earlier].find(({ state }) => state === 'adopted') ?? latest
  const at = context.clock()
  const id = newId(at.getTime())
  await insertVersion(tx, {
    ...emptyVersion,
    school_id: schoolId,
    id,
    policy_id: policyId,
    number: latest.number + 1,
    came_from: paragraphs === undefined ? 'version' : 'word',
    title: from.title,
    scope: from.scope,
    owner: from.owner,
    made_at: at,
    made_by: personOf(actor),
  })
  await insertParagraphs(tx, schoolId, id, paragraphs ?? (await paragraphsOf(tx, schoolId, from.id)))
  record(tx, { did: 'policies.versionStarted', about: { kind: 'policy', id: policyId } })
  return id
}
