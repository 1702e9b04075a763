import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsSaid } from '#/platform/forms/answers.ts'
import { type ContactWish, saveContactWish } from './contact-wish-store.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const contactWishForm = z.object({
  way: z.enum(['email', 'telephone', 'letter', 'inPerson'], 'Choose how they would rather be reached'),
  telephone: perhapsSaid(40),
  note: perhapsSaid(500),
})

/**
 * Notes how a parent or carer would rather be reached. Refuses pupils, and a telephone call without a number. Whether
 * they may be contacted at all is answered for each child (decision S10) and stands above it.
 */
export function wishForContact(
  context: Context,
  actor: Actor,
  request: ContactWish & { personId: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, ...wish } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    if (person.kind === 'pupil') throw new Refused('This is for parents and carers, not for pupils.')
    if (wish.way === 'telephone' && wish.telephone === null)
      throw new Refused('Enter the number on which they would like to be rung.')
    await saveContactWish(tx, actor.schoolId, personId, wish)
    record(tx, { did: 'people.contactWishSaved', about: { kind: 'person', id: personId } })
  })
}
