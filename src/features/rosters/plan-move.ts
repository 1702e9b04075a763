import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  findPerson,
  fullName,
  moveMany,
  type Person,
  type PersonKind,
  requireMayTeach,
} from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { classIdsOn, dueMoves, findPlannedMove, insertMove, saveMoveEnd } from './move-store.ts'

/** What an adult may become. Nobody becomes a pupil, and no pupil something else: that is another person's record. */
export const kindsToMoveTo = ['staff', 'supply', 'volunteer', 'governor', 'contractor'] as const

const orNull = z
  .string()
  .default('')
  .transform((text) => text || null)

export const moveForm = z
  .object({
    personId: z.uuid('Choose a person'),
    toClassId: orNull,
    toKind: orNull.pipe(z.enum(kindsToMoveTo, 'Choose what they will be').nullable()),
    onDay: z.string('Enter the day').refine(isCalendarDate, 'Enter the day, like 1 9 2027'),
    why: z
      .string()
      .trim()
      .min(3, 'Say why, like “Moves up to Year 3”')
      .max(500, 'Keep this under 500 characters'),
  })
  .refine(({ toClassId, toKind }) => toClassId !== null || toKind !== null, {
    path: ['toClassId'],
    message: 'Choose the new class, or what they will be',
  })
export type PlanMove = z.infer<typeof moveForm>

/** Plans that somebody is in another class, or something else here, from a day on; today or earlier, it is made at once. */
export function planMove(context: Context, actor: Actor, request: PlanMove): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const person = await findPerson(tx, schoolId, request.personId)
    allow(context, actor, 'rosters.plan')
    await requirePossible(tx, person, request)
    const today = londonDate(context.clock())
    const id = newId()
    await insertMove(tx, {
      school_id: schoolId,
      id,
      person_id: person.id,
      on_day: request.onDay,
      to_class_id: request.toClassId,
      to_kind: request.toKind,
      why: request.why,
      planned_at: context.clock(),
      planned_by: personOf(actor),
      state: 'planned',
      ended_at: null,
      says: null,
    })
    const { onDay, toClassId, toKind } = request
    record(tx, {
      did: 'rosters.movePlanned',
      about: { kind: 'person', id: person.id },
      detail: { onDay, toClassId, toKind },
    })
    if (onDay <= today) await make(context, tx, actor, id)
  })
}

/** Takes a planned move back before its day. */
export function withdrawMove(context: Context, actor: Actor, moveId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const move = await findPlannedMove(tx, actor.schoolId, moveId)
    allow(context, actor, 'rosters.plan')
    await saveMoveEnd(tx, actor.schoolId, moveId, { state: 'withdrawn', at: context.clock(), says: null })
    record(tx, { did: 'rosters.moveWithdrawn', about: { kind: 'person', id: move.person_id } })
  })
}

/** The nightly job: makes every move whose day has come. One that is impossible by then says so, and the others go on. */
export async function makeDueMoves(context: Context, actor: Actor): Promise<void> {
  const today = londonDate(context.clock())
  const due = await reading(context, actor, (tx) => dueMoves(tx, actor.schoolId, today))
  for (const id of due) await inTransaction(context, actor, (tx) => make(context, tx, actor, id))
}

async function make(context: Context, tx: Tx, actor: Actor, moveId: string): Promise<void> {
  const { schoolId } = actor
  const move = await findPlannedMove(tx, schoolId, moveId)
  const at = context.clock()
  const today = londonDate(at)
  const person = await findPerson(tx, schoolId, move.person_id)
  const request = { toClassId: move.to_class_id, toKind: move.to_kind, onDay: today }
  try {
    await requirePossible(tx, person, request)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await saveMoveEnd(tx, schoolId, moveId, { state: 'impossible', at, says: error.message })
    record(tx, { did: 'rosters.moveImpossible', about: { kind: 'person', id: person.id } })
    return
  }
  const part = person.kind === 'pupil' ? 'pupil' : 'teacher'
  const joins = move.to_class_id === null ? [] : [{ classId: move.to_class_id, part } as const]
  const leaves =
    move.to_class_id === null
      ? []
      : (await classIdsOn(tx, schoolId, person.id, today)).filter((id) => id !== move.to_class_id)
  const toKind = move.to_kind === null ? {} : { toKind: move.to_kind as PersonKind }
  await moveMany(context, tx, actor, [{ personId: person.id, joins, leaves, ...toKind }], today)
  await saveMoveEnd(tx, schoolId, moveId, { state: 'done', at, says: null })
  record(tx, { did: 'rosters.moved', about: { kind: 'person', id: person.id }, detail: { ...request } })
}

async function requirePossible(
  tx: Tx,
  person: Person,
  { toClassId, toKind, onDay }: { toClassId: string | null; toKind: string | null; onDay: string },
): Promise<void> {
  const name = fullName(person)
  if (person.leftOn !== null && person.leftOn < onDay)
    throw new Refused(`${name} leaves on ${formatDate(person.leftOn)}.`)
  if (toKind !== null && (person.kind === 'pupil' || person.kind === 'guardian' || person.kind === 'visitor'))
    throw new Refused(`${name} cannot become that. Add what they are besides on their own page.`)
  if (toKind !== null && toKind === person.kind) throw new Refused(`${name} is that already.`)
  if (toClassId === null) return
  if (person.kind !== 'pupil') await requireMayTeach(tx, person, onDay)
  const to = (await classesOfSchool(tx, person.schoolId)).find(({ id }) => id === toClassId)
  if (!to) throw new NotFound('class')
  if (to.endsOn !== null && to.endsOn < onDay)
    throw new Refused(`${to.name} ends on ${formatDate(to.endsOn)}.`)
}
