import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { isId, newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { moment, pastMoment, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { findPerson, fullName } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { addLink } from './custody-store.ts'
import { entered } from './happenings.ts'
import type { Item } from './item.ts'
import { returnSchoolDays } from './settings.ts'
import { insertConfiscation, insertItem } from './store.ts'

export const confiscateForm = z
  .object({
    ownerKind: z.enum(['pupil', 'staff'], 'Choose whose it is'),
    /** Somebody in the incident; empty for somebody else, who is named. */
    ownerId: z.string().default(''),
    ownerName: perhapsSaid(200),
    description: said('Say what it is: “white phone in a blue case”', 500),
    suspicion: said('Say what makes you suspect that it was used against the rules or the law', 2000),
    takenBy: said('Say who took it in', 200),
    agreed: z.enum(['yes', 'no', '']).default(''),
    place: perhapsSaid(300),
    sealNumber: perhapsSaid(100),
    ...moment,
  })
  .refine(({ ownerId, ownerName }) => ownerId !== '' || ownerName !== null, {
    path: ['ownerName'],
    message: 'Choose somebody from the incident, or type the name',
  })
  .refine(({ ownerKind, agreed }) => ownerKind === 'pupil' || agreed !== '', {
    path: ['agreed'],
    message: 'Say whether the member of staff handed it over',
  })
  .refine((form) => isRefusal(form) || form.place !== null, {
    path: ['place'],
    message: 'Say where it lies now: which safe, bag or cupboard',
  })
export type ConfiscateDevice = z.infer<typeof confiscateForm>

/**
 * Records that a thing was taken in: confiscated from a pupil, or handed over by a member of staff who was asked. A
 * member of staff may say no, and that is recorded. Refuses to confiscate from an adult.
 */
export function confiscateDevice(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: ConfiscateDevice,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.confiscate')
    const owner = await ownerOf(tx, actor.schoolId, request)
    const now = context.clock()
    const takenAt = pastMoment(request, now)
    const refused = isRefusal(request)
    const { description, sealNumber, suspicion, takenBy, ownerKind } = request
    const place = refused ? null : request.place
    const item = { id: newId(), incidentId, kind: 'device', description, leadsOnly: false } as const
    const number = await insertItem(tx, actor.schoolId, {
      ...item,
      state: refused ? 'notHandedOver' : 'held',
      place,
      sealNumber: refused ? null : sealNumber,
      fileId: null,
      addedAt: now,
      addedBy: requirePerson(actor).personId,
    })
    const agreed = ownerKind === 'staff' ? !refused : null
    await insertConfiscation(tx, actor.schoolId, {
      itemId: item.id,
      incidentId,
      ...owner,
      takenBy,
      takenAt,
      suspicion,
      agreed,
    })
    await addLink(tx, actor, item, {
      at: takenAt,
      recordedAt: now,
      fromWhom: owner.ownerName,
      ...(refused
        ? { act: 'asked', says: 'Asked to hand it over; said no.' }
        : { act: 'takenIn', toWhom: takenBy, place, sealNumber }),
    })
    await tell(context, tx, actor, { ...item, number }, refused)
    if (!refused) {
      await askAgain(context, tx, actor, item)
      const what = { kind: 'device', of: ownerKind, sealed: sealNumber !== null } as const
      await announce(context, tx, actor, entered, { incidentId, itemId: item.id, ...what })
    }
    return item.id
  })
}

function isRefusal({ ownerKind, agreed }: { ownerKind: string; agreed: string }): boolean {
  return ownerKind === 'staff' && agreed === 'no'
}

async function ownerOf(tx: Tx, schoolId: string, request: ConfiscateDevice) {
  const { ownerKind, ownerId, ownerName } = request
  if (!isId(ownerId)) return { ownerKind, ownerId: null, ownerName: ownerName ?? '' }
  const person = await findPerson(tx, schoolId, ownerId)
  if (ownerKind === 'pupil' && person.kind !== 'pupil') {
    throw new Refused(
      `${fullName(person)} is not a pupil. Nothing is confiscated from an adult: choose “A member of staff”, ask, and record the answer.`,
    )
  }
  return { ownerKind, ownerId, ownerName: fullName(person) }
}

async function askAgain(
  context: Context,
  tx: Tx,
  actor: Actor,
  item: Pick<Item, 'id' | 'incidentId'>,
): Promise<void> {
  const count = await readSetting(tx, actor.schoolId, returnSchoolDays)
  const calendar = await readCalendar(tx, actor.schoolId)
  await giveTask(context, tx, actor, {
    to: { personId: requirePerson(actor).personId },
    kind: 'evidence.lookAtDevice',
    title: 'Decide what happens to a thing that was taken in',
    about: { kind: 'incident', id: item.incidentId },
    path: `/confiscations/${item.id}`,
    urgency: 'normal',
    due: { at: deadline(context.clock(), { count, clock: 'schoolDays' }, calendar), clock: 'schoolDays' },
    mergeKey: returnTask(item.id),
  })
}

/** The task to decide what happens to a thing: it ends when the thing leaves the school. */
export const returnTask = (itemId: string): string => `evidence.return ${itemId}`

async function tell(
  context: Context,
  tx: Tx,
  actor: Actor,
  item: Pick<Item, 'id' | 'incidentId' | 'number'>,
  refused: boolean,
): Promise<void> {
  await addToTimeline(tx, actor, {
    incidentId: item.incidentId,
    at: context.clock(),
    title: refused ? 'Asked for a device; not handed over' : `Evidence ${item.number} taken in`,
    path: `/confiscations/${item.id}`,
  })
  record(tx, {
    did: refused ? 'evidence.askedFor' : 'evidence.takenIn',
    about: { kind: 'evidence', id: item.id },
    detail: { incidentId: item.incidentId, number: item.number },
  })
}
