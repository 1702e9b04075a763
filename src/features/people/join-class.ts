import * as z from 'zod'
import { formatDate, isCalendarDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { classesOfSchool } from '../schools/index.ts'
import { addMembership, type ClassPart, endMembership, membershipsOf } from './belonging-store.ts'
import { adultsOfTheSchool, fullName, type Person } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { rolesOn } from './store.ts'
import { viewerOf } from './viewer.ts'

export const joinClassForm = z.object({
  classId: z.uuid('Choose a class'),
  startsOn: z.string('Enter the first day').refine(isCalendarDate, 'Enter the first day, like 1 9 2026'),
  part: z.enum(['pupil', 'teacher', 'assistant'], 'Choose what they are in the class'),
})
export const leaveClassForm = z.object({
  classId: z.uuid('Choose a class'),
  lastDay: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 31 8 2027'),
})

export type JoinClass = { personId: string; classId: string; part: ClassPart; startsOn: string }
export type LeaveClass = { personId: string; classId: string; lastDay: string }

/**
 * A pupil joins a class, or an adult of the school teaches or assists in it. Refuses an adult as a pupil, the other way
 * round, and a parent or visitor as a teacher: whoever has a class reads what its children signed.
 */
export function joinClass(context: Context, actor: Actor, request: JoinClass): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { personId, classId, part, startsOn } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    const name = fullName(person)
    if ((person.kind === 'pupil') !== (part === 'pupil')) {
      throw new Refused(
        part === 'pupil' ? `${name} is not a pupil.` : `${name} is a pupil and cannot teach a class.`,
      )
    }
    if (part !== 'pupil') await requireMayTeach(tx, person, startsOn)
    const joined = (await classesOfSchool(tx, schoolId)).find(({ id }) => id === classId)
    if (!joined) throw new NotFound('class')
    const there = (await membershipsOf(tx, schoolId, personId)).find(
      (one) => one.classId === classId && (one.endsOn === null || one.endsOn >= startsOn),
    )
    if (there)
      throw new Refused(`${name} is in ${there.className} from ${formatDate(there.startsOn)} already.`)
    await addMembership(tx, {
      school_id: schoolId,
      class_id: classId,
      person_id: personId,
      part,
      starts_on: startsOn,
      ends_on: null,
    })
    record(tx, {
      did: 'people.classJoined',
      about: { kind: 'person', id: personId },
      detail: { classId, part, startsOn },
    })
  })
}

/** Refuses whoever neither works nor volunteers here on the day, such as a parent of the same name. */
export async function requireMayTeach(tx: Tx, person: Person, day: string): Promise<void> {
  const roles = await rolesOn(tx, person.schoolId, person.id, day)
  if (adultsOfTheSchool.some((kind) => roles.has(kind))) return
  throw new Refused(`${fullName(person)} does not work or volunteer here, so nobody’s class can be theirs.`)
}

/** Leaves a class after a day. Refuses somebody who is not in it. */
export function leaveClass(context: Context, actor: Actor, request: LeaveClass): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, classId, lastDay } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    if (!(await endMembership(tx, actor.schoolId, { personId, classId, lastDay }))) {
      throw new Refused(`${fullName(person)} is not in that class on ${formatDate(lastDay)}.`)
    }
    record(tx, {
      did: 'people.classLeft',
      about: { kind: 'person', id: personId },
      detail: { classId, lastDay },
    })
  })
}
