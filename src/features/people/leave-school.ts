import * as z from 'zod'
import { addDays, formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { inTurn } from '#/platform/jobs/give-way.ts'
import { designationsOfMany, lockDesignations, saveEnd } from './designation-store.ts'
import { accessEnded, designationEnded, peopleLeft } from './happenings.ts'
import { leaversWithAccess, saveAccessEnded, saveLeaving } from './leaving-store.ts'
import { fullName } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const leaveForm = z.object({
  lastDay: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 31 8 2027'),
  accessEnds: z.enum(['afterLastDay', 'now'], 'Say when their access ends').default('afterLastDay'),
})

/** `now` closes sign-in and accounts at once, though the last day lies ahead. */
export type LeaveSchool = { personId: string; lastDay: string; accessEnds?: 'afterLastDay' | 'now' }

/**
 * The person leaves after that day: every role and class ends with it, and later features take back what they gave.
 * Refuses somebody who has left, and a day before they came.
 */
export function leaveSchool(context: Context, actor: Actor, request: LeaveSchool): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, lastDay, accessEnds } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    const { joinedOn, leftOn } = person
    if (leftOn !== null && leftOn <= lastDay && !(leftOn === lastDay && accessEnds === 'now')) {
      throw new Refused(`${fullName(person)} leaves on ${formatDate(leftOn)} already.`)
    }
    if (joinedOn !== null && lastDay < joinedOn) {
      throw new Refused(
        `${fullName(person)} came on ${formatDate(joinedOn)}: choose that day or a later one.`,
      )
    }
    await letGo(context, tx, actor, request)
  })
}

/** The same inside a command that has asked its own permission and knows the person: a guest's end, a closed account. */
export function letGo(context: Context, tx: Tx, actor: Actor, request: LeaveSchool): Promise<void> {
  return letGoMany(context, tx, actor, [request])
}

/** The same for many people at once, as an import brings them: some hundred in one transaction. */
export async function letGoMany(
  context: Context,
  tx: Tx,
  actor: Actor,
  requests: readonly LeaveSchool[],
): Promise<void> {
  if (requests.length === 0) return
  const { schoolId } = actor
  const today = londonDate(context.clock())
  await endRoles(context, tx, actor, requests, today)
  const people = requests.map((request) => ({
    personId: request.personId,
    lastDay: request.lastDay,
    closesNow: closesNow(request, today),
  }))
  await saveLeaving(tx, schoolId, people)
  for (const { personId, lastDay } of people)
    record(tx, { did: 'people.left', about: { kind: 'person', id: personId }, detail: { lastDay } })
  await announce(context, tx, actor, peopleLeft, { people })
  const closing = people.filter((one) => one.closesNow)
  await closeAccess(
    context,
    tx,
    actor,
    closing.map(({ personId }) => personId),
    today,
  )
}

const closesNow = ({ lastDay, accessEnds }: LeaveSchool, today: string): boolean =>
  accessEnds === 'now' || lastDay < today

/** Whatever they hold ends with their last day, or today where their access ends before it. */
async function endRoles(
  context: Context,
  tx: Tx,
  actor: Actor,
  requests: readonly LeaveSchool[],
  today: string,
): Promise<void> {
  const { schoolId } = actor
  await lockDesignations(tx, schoolId)
  const leaving = new Map(requests.map((request) => [request.personId, request]))
  for (const { id, personId, role, startsOn, endsOn } of await designationsOfMany(tx, schoolId, [
    ...leaving.keys(),
  ])) {
    const request = leaving.get(personId)
    if (request === undefined) continue
    const { lastDay } = request
    const lastOfRoles = closesNow(request, today) && lastDay > today ? today : lastDay
    if (endsOn !== null && endsOn <= lastOfRoles) continue
    // What would only begin later never was in force; it keeps its first day as its last.
    await saveEnd(tx, schoolId, id, startsOn > lastOfRoles ? startsOn : lastOfRoles)
    record(tx, {
      did: 'people.designationEnded',
      about: { kind: 'person', id: personId },
      detail: { role, lastDay: lastOfRoles, why: 'Left the school.' },
    })
    await announce(context, tx, actor, designationEnded, { personId, role, lastDay: lastOfRoles })
  }
}

/** Ends the access of everybody whose last day has passed. Runs each night, and catches up on nights that it missed. */
export async function endAccess(context: Context, actor: Actor): Promise<void> {
  const today = londonDate(context.clock())
  for (;;) {
    const more = await inTurn(() =>
      inTransaction(context, actor, async (tx) => {
        const leavers = await leaversWithAccess(tx, actor.schoolId, today, mostAtOnce)
        await closeAccess(context, tx, actor, leavers, today)
        return leavers.length === mostAtOnce
      }),
    )
    if (!more) return
  }
}

const mostAtOnce = 200

async function closeAccess(
  context: Context,
  tx: Tx,
  actor: Actor,
  personIds: readonly string[],
  today: string,
): Promise<void> {
  const closed = await saveAccessEnded(tx, actor.schoolId, personIds, today)
  if (closed.length === 0) return
  for (const id of closed) record(tx, { did: 'people.accessEnded', about: { kind: 'person', id } })
  await announce(context, tx, actor, accessEnded, { personIds: closed })
}

/** The day before, as the last day of what another thing replaces. */
export const dayBefore = (day: string): string => addDays(day, -1)
