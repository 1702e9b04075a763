import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { phasesOfSchool } from '../schools/index.ts'
import { peopleJoined, peopleMoved, type Standing } from './happenings.ts'
import {
  addMemberships,
  addPeople,
  endMemberships,
  type MembershipRow,
  type RosterPerson,
  saveKind,
  standingsOn,
} from './import-store.ts'
import { dayBefore } from './leave-school.ts'
import { saveStaying } from './leaving-store.ts'
import type { PersonKind } from './person.ts'

export type Move = {
  personId: string
  joins: readonly Omit<MembershipRow, 'personId'>[]
  /** Ids of classes. */
  leaves: readonly string[]
  toKind?: PersonKind
}

/** Many people come on one day, into their classes. Asks no permission: the import has. */
export async function joinMany(
  context: Context,
  tx: Tx,
  actor: Actor,
  joiners: readonly (RosterPerson & { classes: readonly Omit<MembershipRow, 'personId'>[] })[],
  from: string,
): Promise<void> {
  if (joiners.length === 0) return
  await addPeople(tx, actor.schoolId, joiners)
  const memberships = joiners.flatMap(({ id, classes }) => classes.map((one) => ({ ...one, personId: id })))
  await addMemberships(tx, actor.schoolId, memberships, from)
  const people = joiners.map(({ id, kind, joinedOn }) => ({ personId: id, kind, joinedOn }))
  await announce(context, tx, actor, peopleJoined, { people })
}

/** People who left are here again, or stay after all: whoever gave them something when they came gives it again. */
export async function comeBack(
  context: Context,
  tx: Tx,
  actor: Actor,
  people: readonly { personId: string; kind: PersonKind }[],
  from: string,
): Promise<void> {
  if (people.length === 0) return
  await saveStaying(
    tx,
    actor.schoolId,
    people.map(({ personId }) => personId),
  )
  for (const { personId } of people)
    record(tx, { did: 'people.cameBack', about: { kind: 'person', id: personId }, detail: { from } })
  await announce(context, tx, actor, peopleJoined, {
    people: people.map((one) => ({ ...one, joinedOn: from })),
  })
}

/**
 * Moves people on a day that has come: into classes, out of classes, or to be something else here. Asks no permission:
 * the import or the plan has. Announces those whose class as pupils, phase or kind is another one afterwards.
 */
export async function moveMany(
  context: Context,
  tx: Tx,
  actor: Actor,
  moves: readonly Move[],
  onDay: string,
): Promise<void> {
  if (moves.length === 0) return
  const { schoolId } = actor
  const ids = moves.map(({ personId }) => personId)
  const before = await standings(tx, schoolId, ids, onDay)
  const leaves = moves.flatMap(({ personId, leaves }) => leaves.map((classId) => ({ personId, classId })))
  const joins = moves.flatMap(({ personId, joins }) => joins.map((one) => ({ ...one, personId })))
  await endMemberships(tx, schoolId, leaves, dayBefore(onDay))
  await addMemberships(tx, schoolId, joins, onDay)
  for (const { personId, toKind } of moves) if (toKind) await saveKind(tx, schoolId, [personId], toKind)
  const after = await standings(tx, schoolId, ids, onDay)
  const moved = ids.flatMap((personId) => {
    const [from, to] = [before.get(personId), after.get(personId)]
    return from && to && !isSame(from, to) ? [{ personId, from, to }] : []
  })
  if (moved.length > 0) await announce(context, tx, actor, peopleMoved, { onDay, people: moved })
}

async function standings(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Standing>> {
  const phases = new Map((await phasesOfSchool(tx, schoolId)).map(({ id, key }) => [id, key]))
  const rows = await standingsOn(tx, schoolId, ids, day)
  return new Map(
    rows.map(({ personId, kind, classId, phaseId }) => [
      personId,
      { kind, classId, phase: (phaseId === null ? undefined : phases.get(phaseId)) ?? null },
    ]),
  )
}

const isSame = (a: Standing, b: Standing): boolean =>
  a.kind === b.kind && a.classId === b.classId && a.phase === b.phase
