import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { moment, pastMoment, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { addLink } from './custody-store.ts'
import { entered } from './happenings.ts'
import { readKeeping } from './keeping.ts'
import { insertItem } from './store.ts'

export const entryForm = z.object({
  description: said('Say what it is, without detail: “white phone in a blue case”', 500),
  fromWhom: said('Say who had it before', 200),
  place: said('Say where it lies now: which safe, bag or cupboard', 300),
  sealNumber: perhapsSaid(100),
  policeReference: perhapsSaid(100),
  ...moment,
})
export type KeepEntry = z.infer<typeof entryForm>

/** Enters something that lies at the school: words about where, and no file. Refused before the question is answered. */
export function keepEntry(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: KeepEntry,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.keep')
    const { keeps } = await readKeeping(tx, incident)
    if (keeps === 'unanswered') {
      throw new Refused('First answer whether it could be illegal: that decides what may be kept.')
    }
    const now = context.clock()
    const at = pastMoment(request, now)
    const { description, place, sealNumber, policeReference, fromWhom } = request
    const item = { id: newId(), incidentId, kind: 'held', description, leadsOnly: false } as const
    const number = await insertItem(tx, actor.schoolId, {
      ...item,
      state: 'held',
      place,
      sealNumber,
      fileId: null,
      addedAt: now,
      addedBy: personOf(actor),
    })
    await addLink(tx, actor, item, {
      act: 'takenIn',
      at,
      fromWhom,
      place,
      sealNumber,
      policeReference,
      recordedAt: now,
    })
    const path = `/evidence/${item.id}`
    await addToTimeline(tx, actor, { incidentId, at: now, title: `Evidence ${number} entered`, path })
    record(tx, {
      did: 'evidence.entered',
      about: { kind: 'evidence', id: item.id },
      detail: { incidentId, number },
    })
    const sealed = sealNumber !== null
    await announce(context, tx, actor, entered, {
      incidentId,
      itemId: item.id,
      kind: 'held',
      of: null,
      sealed,
    })
    return item.id
  })
}
