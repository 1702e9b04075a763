// A person of the school says what a group of another system means here.

import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { classesOfSchool } from '../schools/index.ts'
import { findConnection } from './connection-store.ts'
import { findGroup, membersOf, saveMeaning } from './group-store.ts'
import { changeClasses, ofConnection } from './place-entry.ts'

/** `nothing`, `tells` or `class:<id>`. */
export const meaningForm = z.object({
  means: z
    .string('Choose what the group means here')
    .regex(/^(nothing|tells|class:[0-9a-f-]{36})$/, 'Choose what the group means here'),
})

/**
 * Ties a group to a class, or to nothing. Its pupils come into the class at once, save those whom a roster places; who is in
 * a class already stays there. Refuses a class that is over.
 */
export function tieGroup(
  context: Context,
  actor: Actor,
  { connectionId, groupId, means }: { connectionId: string; groupId: string; means: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const connection = await findConnection(tx, schoolId, connectionId, true)
    const parts = { context, tx, actor, connection }
    const of = ofConnection(parts)
    await findGroup(tx, of, groupId)
    allow(context, actor, 'provisioning.settle')
    const classId = means.startsWith('class:') ? means.slice('class:'.length) : null
    if (classId !== null) {
      const open = await classesOfSchool(tx, schoolId)
      if (!open.some(({ id, endsOn }) => id === classId && endsOn === null))
        throw new Refused('This class is over, or was never one of the school. Choose another.')
    }
    const kind = classId !== null ? 'class' : means === 'tells' ? 'tells' : 'nothing'
    await saveMeaning(tx, of, groupId, { means: kind, classId })
    if (classId !== null) {
      const members = await membersOf(tx, of, groupId)
      const joins = members.flatMap(({ personId }) =>
        personId === null ? [] : [{ personId, classId, does: 'joins' as const }],
      )
      await changeClasses(parts, joins)
    }
    record(tx, {
      did: 'provisioning.groupTied',
      about: { kind: 'provisioningGroup', id: groupId },
      detail: { means, connection: connectionId },
    })
  })
}
