import * as z from 'zod'
import { formatDate, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addedKindsOf, endAddedKind, insertAddedKind } from './added-kind-store.ts'
import { kindAdded } from './happenings.ts'
import { type AddedKind, fullName, personKindWords } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const addKindForm = z.object({
  kind: z.enum(['volunteer', 'governor', 'staff', 'guardian'], 'Choose what they are besides'),
  startsOn: z.string('Enter the first day').refine(isCalendarDate, 'Enter the first day, like 1 9 2026'),
  why: z.string().trim().min(3, 'Say what they do, like "hears readers in Year 2"').max(500),
})
export type AddKind = { personId: string; kind: AddedKind; startsOn: string; why: string }

/** An adult is something else here besides: a parent who helps is a volunteer too. Refuses pupils, and what they are already. */
export function addKind(context: Context, actor: Actor, request: AddKind): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, kind, startsOn, why } = request
    const viewer = viewerOf(context, actor)
    const person = await findVisiblePerson(tx, viewer, personId)
    allow(context, actor, 'people.keepRecords')
    if (person.kind === 'pupil') throw new Refused('A pupil cannot be something else here besides.')
    if (person.kind === 'visitor' || person.leftOn !== null)
      throw new Refused(`${fullName(person)} is not here for long enough. Add them as what they are first.`)
    const now = (await addedKindsOf(tx, actor.schoolId, personId)).filter(
      ({ endsOn }) => endsOn === null || endsOn >= startsOn,
    )
    if (person.kind === kind || now.some((one) => one.kind === kind))
      throw new Refused(`${fullName(person)} is on record as that already: ${personKindWords[kind]}.`)
    await insertAddedKind(tx, {
      school_id: actor.schoolId,
      person_id: personId,
      kind,
      starts_on: startsOn,
      ends_on: null,
      why,
      added_by: personOf(actor),
    })
    record(tx, {
      did: 'people.kindAdded',
      about: { kind: 'person', id: personId },
      detail: { kind, startsOn },
    })
    await announce(context, tx, actor, kindAdded, { personId, kind, startsOn })
  })
}

/** Ends it after a day. Refuses what they are not, and a day that lies before the first. */
export function endKind(
  context: Context,
  actor: Actor,
  request: { personId: string; kind: AddedKind; lastDay: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, kind, lastDay } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    if (!(await endAddedKind(tx, actor.schoolId, request)))
      throw new Refused(`${fullName(person)} is not that besides on ${formatDate(lastDay)}.`)
    record(tx, {
      did: 'people.kindEnded',
      about: { kind: 'person', id: personId },
      detail: { kind, lastDay },
    })
  })
}
