import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { comeBack } from './move-people.ts'
import { fullName } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

/**
 * Somebody who left is here again, or stays after all. Classes, roles and sign-in stay as they ended: people give them.
 * Refuses somebody who does not leave, and one's own return.
 */
export function returnToSchool(context: Context, actor: Actor, personId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    const today = londonDate(context.clock())
    if (person.leftOn === null) throw new Refused(`${fullName(person)} is here already.`)
    if (actor.kind === 'person' && actor.personId === personId)
      throw new Refused('Somebody else has to say that you are back.')
    await comeBack(context, tx, actor, [{ personId, kind: person.kind }], today)
  })
}
