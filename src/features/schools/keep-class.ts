import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { addClass, saveClassEnd } from './place-store.ts'
import { phases } from './school.ts'
import { classesOfSchool, phasesOfSchool } from './store.ts'

export const classForm = z.object({
  name: z
    .string('Enter the name')
    .trim()
    .min(1, 'Enter the name, like "3 Oak"')
    .max(40, 'Keep the name under 40 characters'),
  phaseId: z.uuid('Choose a phase'),
  yearGroup: z
    .enum(
      ['-1', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', 'mixed'],
      'Choose a year group',
    )
    .transform((typed) => (typed === 'mixed' ? null : Number(typed))),
  startsOn: z.string('Enter the first day').refine(isCalendarDate, 'Enter the first day, like 1 9 2026'),
})

export type AddSchoolClass = z.infer<typeof classForm>

/** Adds a class. Refuses a name that a class of today has, and a year group that is not of the phase. */
export function addSchoolClass(context: Context, actor: Actor, request: AddSchoolClass): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'schools.change')
    const phase = (await phasesOfSchool(tx, schoolId)).find(({ id }) => id === request.phaseId)
    if (!phase) throw new NotFound('phase')
    const { words, years } = phases[phase.key]
    const { yearGroup, name } = request
    if (yearGroup !== null && !(years as readonly number[]).includes(yearGroup)) {
      throw new Refused(`That year group does not belong to ${words.toLowerCase()}.`)
    }
    const same = (await classesOfSchool(tx, schoolId)).some(
      (one) => one.endsOn === null && one.name.toLowerCase() === name.toLowerCase(),
    )
    if (same) throw new Refused(`There is a class ${name} already. End it first, or choose another name.`)
    const id = newId()
    await addClass(tx, {
      school_id: schoolId,
      id,
      phase_id: request.phaseId,
      name,
      year_group: yearGroup,
      starts_on: request.startsOn,
      ends_on: null,
    })
    record(tx, { did: 'schools.classAdded', about: { kind: 'class', id }, detail: { name, yearGroup } })
    return id
  })
}

/** Ends a class after a day. Those in it stay on record as having been in it. */
export function endSchoolClass(
  context: Context,
  actor: Actor,
  request: { classId: string; lastDay: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { classId, lastDay } = request
    const ending = (await classesOfSchool(tx, actor.schoolId)).find(({ id }) => id === classId)
    if (!ending) throw new NotFound('class')
    allow(context, actor, 'schools.change')
    if (lastDay < ending.startsOn) throw new Refused('A class cannot end before it began.')
    if (!(await saveClassEnd(tx, actor.schoolId, classId, lastDay)))
      throw new Refused(`${ending.name} has ended already.`)
    record(tx, { did: 'schools.classEnded', about: { kind: 'class', id: classId }, detail: { lastDay } })
  })
}
