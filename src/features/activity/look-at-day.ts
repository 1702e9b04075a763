// One child's day, or a device's, is looked at for a reason that stays: each look on its own, for an hour, by whoever asked.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { type KeptFrom, keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, findPerson, relativesOf } from '../people/index.ts'
import { insertLook } from './look-store.ts'
import { alsoLooks } from './settings.ts'
import type { Whose } from './visit-store.ts'

export const lookForm = z.object({
  day: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  reason: said('Say why you have to know', 1000),
})
export type LookAtDay = z.infer<typeof lookForm> & { whose: Whose }

/**
 * Puts a look on record, which then shows the day for an hour. Refuses whoever the school has not named, adults' days
 * (two people open those: `ask-about-adult.ts`), and days to come; a day of one's own, or of somebody close, is not found.
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
    const id = newId(at.getTime())
    const look = { id, whose, adult: false, day, reason: sensitive(reason), at, byId: who.personId }
    await insertLook(tx, actor.schoolId, look)
    await keepFrom(tx, { schoolId: actor.schoolId, recordId: id, at }, close)
    record(tx, { did: 'activity.looked', about: { kind: 'activityLook', id }, detail: { day } })
    return id
  })
}

async function requireOthersChild(tx: Tx, who: PersonActor, whose: Whose): Promise<KeptFrom[]> {
  if (!('personId' in whose)) return []
  const person = await findPerson(tx, who.schoolId, whose.personId)
  const close = await requireOthers(tx, who, person.id)
  if (person.kind !== 'pupil')
    throw new Refused('What an adult does is looked at by two people together. Choose “An adult’s day”.')
  return close
}

/** Whom a look at somebody is kept from: themselves and their relatives. One of these is told that there is nobody (404). */
export async function requireOthers(tx: Tx, who: PersonActor, personId: string): Promise<KeptFrom[]> {
  const relatives = await relativesOf(tx, who.schoolId, [personId])
  if (personId === who.personId || relatives.has(who.personId)) throw new NotFound('person')
  return [
    { personId, why: 'subject' },
    ...[...relatives].map((relative): KeptFrom => ({ personId: relative, why: 'relative' })),
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
