import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { findPerson } from '../people/index.ts'
import { isProfileKey, profiles } from './profile.ts'
import { askToPublish } from './publish-jobs.ts'
import { endPlacing, savePlacing } from './state-store.ts'

export const placeForm = z.object({
  profile: z.string('Choose a profile').refine(isProfileKey, 'Choose a profile'),
  until: z.string('Enter the last day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  why: said('Say why: a need, a piece of work', 1000),
})
export type PlacePerson = z.infer<typeof placeForm>

/** Gives one person another profile until a day, so that a need of one child needs no rule for a class. Refuses a day that is over. */
export function placePerson(
  context: Context,
  actor: Actor,
  personId: string,
  { profile, until, why }: PlacePerson,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const person = await findPerson(tx, actor.schoolId, personId)
    allow(context, actor, 'filtering.place')
    const by = requirePerson(actor).personId
    const at = context.clock()
    if (until < londonDate(at)) throw new Refused('That day is over. Choose one that is still to come.')
    if (person.kind === 'pupil' && profiles[profile].of === 'adults') {
      throw new Refused('A pupil gets a profile for pupils. Open the site that is needed instead.')
    }
    await savePlacing(tx, actor.schoolId, { id: newId(), personId, profile, why, until, at, by })
    record(tx, {
      did: 'filtering.placed',
      about: { kind: 'person', id: personId },
      detail: { profile, until },
    })
    await askToPublish(tx)
  })
}

/** Gives the person back what their class or work gives. Refused when nothing else stands. */
export function unplacePerson(context: Context, actor: Actor, personId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findPerson(tx, actor.schoolId, personId)
    allow(context, actor, 'filtering.place')
    const by = requirePerson(actor).personId
    const ended = await endPlacing(tx, actor.schoolId, personId, { at: context.clock(), by })
    if (!ended) throw new Refused('This person has no profile of their own.')
    record(tx, { did: 'filtering.unplaced', about: { kind: 'person', id: personId } })
    await askToPublish(tx)
  })
}
