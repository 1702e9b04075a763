import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { addRelation, removeRelation } from './belonging-store.ts'
import { keepRelativesOut } from './keep-relatives-out.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const relativeForm = z.object({
  relativeId: z.uuid('Choose a person'),
  relation: z
    .string('Say how they are related')
    .trim()
    .min(3, 'Say how they are related, like "sisters"')
    .max(60, 'Keep this under 60 characters'),
})

export type DeclareRelative = { personId: string; relativeId: string; relation: string }
export type WithdrawRelative = { personId: string; relativeId: string }

/** Declares two people of the school to be related: from now on neither sees or is told of what is about the other, nor of what was before (S3). */
export function declareRelative(context: Context, actor: Actor, request: DeclareRelative): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, relativeId, relation } = request
    const viewer = viewerOf(context, actor)
    await findVisiblePerson(tx, viewer, personId)
    await findVisiblePerson(tx, viewer, relativeId)
    allow(context, actor, 'people.keepRecords')
    if (personId === relativeId) throw new Refused('Choose somebody else: nobody is related to themselves.')
    const row = { school_id: actor.schoolId, person_id: personId, relative_id: relativeId, relation }
    const by = { declared_at: context.clock(), declared_by: personOf(actor) }
    if (!(await addRelation(tx, { ...row, ...by }))) throw new Refused('They are declared related already.')
    record(tx, {
      did: 'people.relativeDeclared',
      about: { kind: 'person', id: personId },
      detail: { relativeId, relation },
    })
    await keepRelativesOut(context, tx, actor, [[personId, relativeId]])
  })
}

/** Takes back a relation that was declared by mistake. What was kept from the two until now stays kept. */
export function withdrawRelative(context: Context, actor: Actor, request: WithdrawRelative): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, relativeId } = request
    await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    if (!(await removeRelation(tx, actor.schoolId, [personId, relativeId]))) {
      throw new Refused('They are not declared related.')
    }
    record(tx, {
      did: 'people.relativeWithdrawn',
      about: { kind: 'person', id: personId },
      detail: { relativeId },
    })
  })
}
