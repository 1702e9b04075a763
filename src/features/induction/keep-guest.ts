import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findPerson, insertPerson, letGo } from '../people/index.ts'
import { guestIsTold, type ToldKey } from './checklist.ts'
import { findGuest, guestsPast, insertGuest, saveGuestEnd } from './guest-store.ts'
import { guestLongestDays } from './settings.ts'

const said = (sentence: string, most: number) =>
  z.string().trim().min(2, sentence).max(most, `Keep this under ${most} characters`)
const day = (sentence: string) => z.string(sentence).refine(isCalendarDate, sentence)
const allTold = Object.keys(guestIsTold) as [ToldKey, ...ToldKey[]]

export const guestForm = z.object({
  kind: z.enum(['visitor', 'contractor', 'supply'], 'Say what they are'),
  givenName: said('Enter the given name', 100).max(100),
  familyName: said('Enter the family name', 100),
  organisation: z
    .string()
    .trim()
    .max(200, 'Keep this under 200 characters')
    .default('')
    .transform((text) => text || null),
  purpose: said('Say why they are here', 500),
  identitySeen: said('Say which proof of identity you saw, like “company pass 1234”', 200),
  sponsorId: z.uuid('Choose who answers for them'),
  startsOn: day('Enter the first day, like 24 11 2026'),
  endsOn: day('Enter the last day, like 24 11 2026'),
  supervised: z
    .enum(['yes', 'no'], 'Say whether somebody is with them all the time')
    .transform((answer) => answer === 'yes'),
  told: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z
      .array(z.enum(allTold))
      .refine((told) => told.length === allTold.length, 'Tell them all of this first, then tick it'),
  ),
  signed: z.literal('yes', 'They sign for what they were told before they use anything of the school'),
})
export type KeepGuest = z.infer<typeof guestForm>

/**
 * The office writes a guest down: who answers for them, from when to when, what they were told and signed. Refuses an open
 * end, a guest who was not told everything, and a sponsor who does not work here.
 */
export function keepGuest(context: Context, actor: Actor, request: KeepGuest): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'induction.keepGuests')
    const { schoolId } = actor
    const { kind, givenName, familyName, startsOn, endsOn } = request
    const longest = await readSetting(tx, schoolId, guestLongestDays)
    if (endsOn < startsOn) throw new Refused('The last day lies before the first.')
    if (endsOn > addDays(startsOn, longest))
      throw new Refused(
        `A guest is here for ${longest} days at most. Enter them again afterwards, or as staff.`,
      )
    const missing = allTold.filter((key) => !request.told.includes(key))
    if (missing.length > 0)
      throw new Refused(
        `Tell them first: ${missing.map((key) => guestIsTold[key].toLowerCase()).join('; ')}.`,
      )
    const sponsor = await findPerson(tx, schoolId, request.sponsorId)
    if (sponsor.kind !== 'staff' || sponsor.leftOn !== null) throw new NotFound('member of staff')
    const details = { knownAs: null, dateOfBirth: null, email: null, jobTitle: request.organisation }
    const personId = await insertPerson(context, tx, actor, {
      ...details,
      kind,
      givenName,
      familyName,
      joinedOn: startsOn,
    })
    const id = newId()
    await insertGuest(tx, {
      school_id: schoolId,
      id,
      person_id: personId,
      organisation: request.organisation,
      purpose: request.purpose,
      sponsor_id: sponsor.id,
      starts_on: startsOn,
      ends_on: endsOn,
      supervised: request.supervised,
      told: request.told,
      signed: true,
      identity_seen: request.identitySeen,
      recorded_at: context.clock(),
      recorded_by: requirePerson(actor).personId,
      ended_at: null,
    })
    record(tx, {
      did: 'induction.guestKept',
      about: { kind: 'guest', id },
      detail: { personId, startsOn, endsOn },
    })
    return id
  })
}

/** A guest's time is over before its last day: everything of theirs ends now. */
export function endGuest(context: Context, actor: Actor, guestId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findGuest(tx, actor.schoolId, guestId)
    allow(context, actor, 'induction.keepGuests')
    await end(context, tx, actor, guestId, londonDate(context.clock()))
  })
}

/** Each night: whoever's last day has passed is over, with everything that they had. */
export async function endPastGuests(context: Context, actor: Actor): Promise<void> {
  const today = londonDate(context.clock())
  const past = await reading(context, actor, (tx) => guestsPast(tx, actor.schoolId, today))
  for (const id of past)
    await inTransaction(context, actor, (tx) => end(context, tx, actor, id, addDays(today, -1)))
}

async function end(context: Context, tx: Tx, actor: Actor, guestId: string, lastDay: string): Promise<void> {
  const guest = await findGuest(tx, actor.schoolId, guestId)
  const last = lastDay < guest.ends_on ? lastDay : guest.ends_on
  await saveGuestEnd(tx, actor.schoolId, guestId, context.clock())
  await letGo(context, tx, actor, { personId: guest.person_id, lastDay: last, accessEnds: 'now' })
  record(tx, { did: 'induction.guestEnded', about: { kind: 'guest', id: guestId } })
}
