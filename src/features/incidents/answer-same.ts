import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { carryPeople } from './carry-people.ts'
import type { Incident } from './incident.ts'
import { moveInside, refuseAsOriginal } from './move-incident.ts'
import { insertNotSame, type PerhapsSame, perhapsSame } from './same-store.ts'
import { findTwoToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

export const answerSameForm = z.object({
  other: z
    .string('Choose the incident that you compared with')
    .refine(isId, 'Choose the incident that you compared with'),
  answer: z.enum(['same', 'notSame'], 'Say whether it is the same matter'),
})
export type AnswerSame = z.infer<typeof answerSameForm>

/**
 * Answers whether two incidents are one matter. The same: the one that stays is the one in which a child may be harmed,
 * else the one that was told first; the other becomes its duplicate. Not the same: they are not offered again. Not found
 * when the two were never offered to each other.
 */
export function answerSame(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AnswerSame,
): Promise<{ staysId: string }> {
  return inTransaction(context, actor, async (tx) => {
    const [incident, other] = await findTwoToChange(tx, actor, incidentId, request.other)
    allow(context, actor, 'incidents.work')
    const alike = (await perhapsSame(tx, actor, incident, 50)).find(({ id }) => id === other.id)
    if (!alike) throw new NotFound('incident that may be the same')
    const at = context.clock()
    if (request.answer === 'notSame') {
      await insertNotSame(tx, actor.schoolId, [incident.id, other.id], { at, by: personOf(actor) })
      for (const [one, two] of [
        [incident, other],
        [other, incident],
      ] as const) {
        // Without the other's reference: who reads this page may not know of the other.
        await addToTimeline(tx, actor, {
          incidentId: one.id,
          at,
          title: 'Compared with another incident: not the same',
          path: `/incidents/${two.id}`,
        })
        record(tx, { did: 'incidents.saidNotSame', about: { kind: 'incident', id: one.id } })
      }
      return { staysId: incident.id }
    }
    const [stays, goes] = whichStays(incident, other)
    refuseAsOriginal(goes, stays)
    const says = `The same matter: ${inCommon(alike)}.`
    await moveInside(
      context,
      tx,
      actor,
      { ...goes, duplicateOf: stays.id },
      { action: 'markDuplicate', says },
    )
    await carryPeople(context, tx, actor, goes, stays)
    return { staysId: stays.id }
  })
}

/** What two incidents have in common, in words. */
export function inCommon({ people, sameService }: Pick<PerhapsSame, 'people' | 'sameService'>): string {
  return [
    people.length > 0 && 'the same people',
    sameService && 'the same app, game or site',
    'the same days',
  ]
    .filter(Boolean)
    .join(', ')
}

function whichStays(one: Incident, other: Incident): readonly [Incident, Incident] {
  const weight = (incident: Incident) =>
    (incident.possibleChildImage ? 2 : 0) + (incident.safeguarding ? 1 : 0)
  if (weight(one) !== weight(other)) return weight(one) > weight(other) ? [one, other] : [other, one]
  return one.toldAt <= other.toldAt ? [one, other] : [other, one]
}
