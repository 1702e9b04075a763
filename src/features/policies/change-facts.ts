import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotFound, Stale } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsDay, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { type DesignatedRole, designatedRoles, roleWords } from '../people/index.ts'
import { findPolicy, insertLinked, removeLinked } from './store.ts'
import { requireChangeable, stateAfter } from './version.ts'
import { findVersionToChange, saveVersion } from './version-store.ts'

const roles = Object.keys(designatedRoles) as [DesignatedRole, ...DesignatedRole[]]

export const changeFactsForm = z.object({
  title: said('Give the policy a title', 120),
  scope: said('Say whom and what the policy covers', 1000),
  owner: z.enum(roles, 'Choose whose policy it is'),
  appliesFrom: perhapsDay,
  changeNote: perhapsSaid(1000),
  revision: z.coerce.number().int(),
})
export type ChangeFacts = z.infer<typeof changeFactsForm>

/** Changes title, scope, owner and dates of a draft. Refuses a fixed text; stale when somebody saved since. */
export function changeFacts(
  context: Context,
  actor: Actor,
  versionId: string,
  request: ChangeFacts,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    requireChangeable(version)
    if (version.revision !== request.revision) {
      throw new Stale('Somebody saved this while you were writing. Compare, and save again.', {
        title: version.title,
        scope: version.scope,
        owner: roleWords(version.owner),
        changeNote: version.changeNote ?? '',
      })
    }
    await saveVersion(tx, actor.schoolId, versionId, {
      title: request.title,
      scope: request.scope,
      owner: request.owner,
      applies_from: request.appliesFrom,
      change_note: request.changeNote,
    })
    record(tx, { did: 'policies.factsChanged', about: { kind: 'policy', id: version.policyId } })
  })
}

/** Gives up a version that was never adopted. It is kept, and another may begin. */
export function giveUpVersion(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    await saveVersion(tx, actor.schoolId, versionId, { state: stateAfter(version.state, 'giveUp') })
    record(tx, { did: 'policies.givenUp', about: { kind: 'policy', id: version.policyId } })
  })
}

export const addLinkedForm = z.object({
  title: said('Name the document', 200),
  keptAt: perhapsSaid(500),
})
export type AddLinked = z.infer<typeof addLinkedForm>

/** Adds a document that the policy is read together with. */
export function addLinked(
  context: Context,
  actor: Actor,
  policyId: string,
  { title, keptAt }: AddLinked,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const policy = await findPolicy(tx, actor.schoolId, policyId)
    allow(context, actor, 'policies.write')
    await insertLinked(tx, [
      {
        school_id: actor.schoolId,
        id: newId(),
        policy_id: policy.id,
        title,
        kept_at: keptAt,
        added_at: context.clock(),
        added_by: personOf(actor),
        removed_at: null,
      },
    ])
    record(tx, { did: 'policies.linked', about: { kind: 'policy', id: policy.id } })
  })
}

/** Takes a linked document away. Not found when it is not there any more. */
export function takeLinkedAway(
  context: Context,
  actor: Actor,
  policyId: string,
  linkedId: string,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const policy = await findPolicy(tx, actor.schoolId, policyId)
    allow(context, actor, 'policies.write')
    const of = { policyId: policy.id, id: linkedId, at: context.clock() }
    if (!(await removeLinked(tx, actor.schoolId, of))) throw new NotFound('linked document')
    record(tx, { did: 'policies.unlinked', about: { kind: 'policy', id: policy.id } })
  })
}
