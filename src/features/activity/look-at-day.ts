// One child's day, or a device's, is looked at for a reason that stays: each look on its own, for an hour, by whoever asked.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { hourMs, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, findPerson, relativesOf } from '../people/index.ts'
import { insertLook, type Look } from './look-store.ts'
import { alsoLooks } from './settings.ts'
import type { Whose } from './visit-store.ts'

export const lookForm = z.object({
  day: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  reason: said('Say why you have to know', 1000),
})
export type LookAtDay = z.infer<typeof lookForm> & { whose: Whose }

/**
 * Puts a look on record, which then shows the day for an hour. Refuses whoever the school has not named, adults' days
 * (two senior people look at those together, and not here), and days to come; a day of one's own, or of somebody close, is
 * not found.
 */
export function lookAtDay(
  context: Context,
  actor: Actor,
  { whose, day, reason }: LookAtDay,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const who = requirePerson(actor)
    const close = await requireOthersChild(tx, who, whose)
    allow(context, actor, 'activity.look')
    await requireNamed(tx, who)
    const at = context.clock()
    if (day > londonDate(at)) throw new Refused('That day has not come yet.')
    const look: Look = {
      id: newId(at.getTime()),
      whose,
      day,
      reason: sensitive(reason),
      at,
      byId: who.personId,
    }
    await insertLook(tx, actor.schoolId, look)
    await keepFrom(tx, { schoolId: actor.schoolId, recordId: look.id, at }, close)
    record(tx, { did: 'activity.looked', about: { kind: 'activityLook', id: look.id }, detail: { day } })
    return look.id
  })
}

/** Whom the look is kept from. */
async function requireOthersChild(tx: Tx, { schoolId, personId }: PersonActor, whose: Whose) {
  if (!('personId' in whose)) return []
  const person = await findPerson(tx, schoolId, whose.personId)
  const relatives = await relativesOf(tx, schoolId, [person.id])
  if (person.id === personId || relatives.has(personId)) throw new NotFound('person')
  if (person.kind !== 'pupil')
    throw new Refused(
      'What an adult does on the network is looked at by two senior people together, and not here.',
    )
  return [
    { personId: person.id, why: 'subject' as const },
    ...[...relatives].map((relative) => ({ personId: relative, why: 'relative' as const })),
  ]
}

const always = ['head', 'dsl', 'deputyDsl'] as const satisfies readonly DesignatedRole[]

/** The roles that look at this school. */
export const namedToLook = async (tx: Tx, schoolId: string): Promise<readonly DesignatedRole[]> => [
  ...always,
  ...(await readSetting(tx, schoolId, alsoLooks)),
]

/** Whether somebody is a safeguarding lead, or named by the school, to look at one child's day. */
export async function isNamed(tx: Tx, { schoolId, roles }: PersonActor): Promise<boolean> {
  return (await namedToLook(tx, schoolId)).some((role) => roles.has(role))
}

/** Refuses (403) whoever is not. */
export async function requireNamed(tx: Tx, actor: PersonActor): Promise<void> {
  if (await isNamed(tx, actor)) return
  throw new NotAllowed(
    'Your school lets only the head and the safeguarding leads look at one child’s day. Ask one of them.',
  )
}

/** For how long whoever asked sees what they asked for. */
export const lookLastsMs = hourMs

/** Whether the look still shows the day, to whoever asked for it and nobody else. */
export const isOpen = ({ at, byId }: Look, personId: string, now: Date): boolean =>
  byId === personId && now.getTime() - at.getTime() < lookLastsMs
