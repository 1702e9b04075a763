import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { roleWords } from '../people/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { stillToSign } from './review.ts'
import { findReview, insertSignature, saveReview, signaturesOf } from './review-store.ts'
import { reviewSignedBy } from './settings.ts'

/** The role for which somebody could sign now; undefined where theirs has signed, or none of theirs has to. */
export async function signsAs(
  tx: Tx,
  { schoolId, roles }: PersonActor,
  id: string,
): Promise<string | undefined> {
  const wanted = await readSetting(tx, schoolId, reviewSignedBy)
  return stillToSign(wanted, await signaturesOf(tx, schoolId, id)).find((role) => roles.has(role))
}

/** Signs for one role. Once every role of the setting has signed, the review is the school's word and the year begins anew. */
export function signReview(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const review = await findReview(tx, schoolId, id, true)
    allow(context, actor, 'filterChecks.sign')
    const person = requirePerson(actor)
    if (review.state === 'open')
      throw new Refused('The review is not finished yet. It is signed when all is answered.')
    if (review.state === 'signed')
      throw new Refused('Everybody has signed, so nothing in it changes any more.')
    const role = await signsAs(tx, person, id)
    if (role === undefined) {
      const wanted = (await readSetting(tx, schoolId, reviewSignedBy)).map(roleWords).join(', ')
      throw new NotAllowed(`It is signed by: ${wanted}. Nothing of yours is missing.`)
    }
    const now = context.clock()
    await insertSignature(tx, schoolId, id, { role, signedBy: person.personId, signedAt: now })
    record(tx, { did: 'filterChecks.reviewSigned', about: { kind: 'filterReview', id }, detail: { role } })
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      mergeKey: `sign ${role}`,
      state: 'done',
      reason: 'It was signed.',
    })
    const left = stillToSign(
      await readSetting(tx, schoolId, reviewSignedBy),
      await signaturesOf(tx, schoolId, id),
    )
    if (left.length === 0) await saveReview(tx, schoolId, { ...review, state: 'signed', signedAt: now })
  })
}
