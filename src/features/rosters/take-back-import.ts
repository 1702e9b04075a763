// Undoes an import: what nobody has touched since is put back, and the rest is listed with the reason.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  comeBack,
  findPeople,
  letGoMany,
  type MembershipRow,
  moveMany,
  type PersonKind,
  type RosterDetails,
  reopenGuardians,
  reopenStays,
  type Stay,
  saveDetails,
  staysAfter,
  takeBackGuardians,
} from '../people/index.ts'
import { guardianshipOf } from './apply-import.ts'
import { type Change, keptFromUndo, nextChanges, saveChanges, touchedSince, unlink } from './change-store.ts'
import type { WhatChanges } from './import.ts'
import { inBatches } from './in-batches.ts'
import { findImport, type Import, saveImport } from './store.ts'

type ClassPart = Omit<MembershipRow, 'personId'>
type Undoing = { context: Context; actor: Actor; tx: Tx; today: string; made: Import }
/** Takes changes back. Returns those that it left, because somebody has decided otherwise since. */
type Undo = (parts: Undoing, changes: readonly Change[]) => Promise<readonly Change[] | undefined>

/** How each kind of change is taken back. Roles that ended with a leaver are not given again: people give them. */
const undoers: Readonly<Record<WhatChanges, Undo>> = {
  joins: async ({ context, actor, tx, today, made }, joined) => {
    const key = { schoolId: actor.schoolId, importId: made.id }
    const ids = joined.map(({ personId }) => personId)
    const decided = await keptFromUndo(tx, key, ids)
    const changes = joined.filter(({ personId }) => !decided.has(personId))
    // Left before they came: they never were here, and nobody asks for the logons that they never had.
    const leavers = changes.map(({ personId, after }) => {
      const cameOn = String(after.joinedOn)
      const lastDay = addDays(cameOn < today ? cameOn : today, -1)
      return { personId, lastDay, accessEnds: 'now' as const }
    })
    await letGoMany(context, tx, actor, leavers)
    await unlink(
      tx,
      actor.schoolId,
      made.sourceId,
      changes.map(({ personId }) => personId),
    )
    return joined.filter(({ personId }) => decided.has(personId))
  },
  returns: async ({ context, actor, tx }, changes) => {
    const leavers = changes.map(({ personId, before }) => ({
      personId,
      lastDay: String(before.leftOn),
      accessEnds: 'now' as const,
    }))
    await letGoMany(context, tx, actor, leavers)
    return undefined
  },
  details: async ({ actor, tx }, changes) => {
    const before = changes.map(({ personId, before, after }) => ({
      ...(before as RosterDetails),
      id: personId,
      revision: Number(after.revision),
    }))
    await saveDetails(tx, actor.schoolId, before)
    return undefined
  },
  moves: async ({ context, actor, tx, today, made }, moved) => {
    const left = await movedSince({ actor, tx, today, made }, moved)
    const changes = moved.filter((change) => !left.includes(change))
    const back = changes.map(({ personId, before, after }) => ({
      personId,
      joins: before.leaves as readonly ClassPart[],
      leaves: (after.joins as readonly ClassPart[]).map(({ classId }) => classId),
      ...(after.toKind === undefined ? {} : { toKind: before.kind as PersonKind }),
    }))
    await moveMany(context, tx, actor, back, today)
    return left
  },
  gainsGuardian: async ({ context, actor, tx, today }, changes) => {
    const pairs = changes.map(guardianshipOf)
    return others(changes, await takeBackGuardians(context, tx, actor, pairs, addDays(today, -1)))
  },
  losesGuardian: async ({ context, actor, tx, made }, changes) => {
    const ended = {
      from: addDays(londonDate(made.begunAt), -1),
      to: addDays(londonDate(made.appliedAt ?? made.begunAt), -1),
    }
    const opened = await reopenGuardians(context, tx, actor, changes.map(guardianshipOf), ended)
    return others(changes, opened)
  },
  leaves: async ({ context, actor, tx, today }, changes) => {
    const people = changes.map(({ personId, before }) => ({ personId, kind: before.kind as PersonKind }))
    const ended = changes.flatMap(({ before, after }) =>
      ((before.stays ?? []) as Stay[]).map((stay) => ({ ...stay, lastDay: String(after.lastDay) })),
    )
    await reopenStays(tx, actor.schoolId, ended)
    await comeBack(context, tx, actor, people, today)
    return undefined
  },
}

/** Guardians of these changes who are not among the pairs. */
function others(
  changes: readonly Change[],
  pairs: readonly { guardianId: string; pupilId: string }[],
): readonly Change[] {
  const among = new Set(pairs.map(({ guardianId, pupilId }) => `${guardianId} ${pupilId}`))
  return changes.filter((change) => {
    const { guardianId, pupilId } = guardianshipOf(change)
    return !among.has(`${guardianId} ${pupilId}`)
  })
}

/** Moves after which somebody has decided otherwise: out of the class again, into another one, out of the school. */
async function movedSince(
  { actor, tx, today, made }: Omit<Undoing, 'context'>,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const begunOn = londonDate(made.begunAt)
  const ids = changes.map(({ personId }) => personId)
  const people = new Map((await findPeople(tx, actor.schoolId, ids)).map((one) => [one.id, one]))
  const asked = ids.map((personId) => ({ personId, day: addDays(today, -1) }))
  const stays = Map.groupBy(await staysAfter(tx, actor.schoolId, asked), ({ personId }) => personId)
  return changes.filter(({ personId, after }) => {
    const now = stays.get(personId) ?? []
    const joins = after.joins as readonly ClassPart[]
    const isJoined = ({ classId }: { classId: string }) => joins.some((one) => one.classId === classId)
    const { leftOn = null, kind } = people.get(personId) ?? {}
    return (
      (leftOn !== null && leftOn <= today) ||
      (after.toKind !== undefined && after.toKind !== kind) ||
      joins.some(({ classId }) => !now.some((one) => one.classId === classId)) ||
      now.some((one) => one.part === 'pupil' && one.startsOn >= begunOn && !isJoined(one))
    )
  })
}

/** The job: takes back what was done, the last first, from where an earlier try stopped. */
export async function takeBackImport(context: Context, actor: Actor, importId: string): Promise<void> {
  const key = { schoolId: actor.schoolId, importId }
  const found = await reading(context, actor, (tx) => findImport(tx, key.schoolId, importId))
  if (found.state !== 'undoing') return
  const today = londonDate(context.clock())
  await inBatches((size) =>
    inTransaction(context, actor, (tx) => undoSome({ context, actor, tx, today, made: found }, size)),
  )
  await inTransaction(context, actor, async (tx) => {
    await saveImport(tx, key, { state: 'undone', undone_at: context.clock() })
    record(tx, { did: 'rosters.undone', about: { kind: 'rosterImport', id: importId } })
  })
}

async function undoSome(parts: Undoing, size: number): Promise<number> {
  const { tx, actor, made } = parts
  const key = { schoolId: actor.schoolId, importId: made.id }
  const changes = await nextChanges(tx, key, { state: 'done', most: size, backwards: true })
  const [first] = changes
  if (first === undefined) return 0
  const seen = changes.flatMap(({ personId, after }) =>
    typeof after.revision === 'number' ? [{ personId, revision: after.revision }] : [],
  )
  const touched = await touchedSince(tx, key.schoolId, seen)
  const untouched = changes.filter(({ personId }) => !touched.has(personId))
  const left = [
    ...changes.filter(({ personId }) => touched.has(personId)),
    ...((await undoers[first.what](parts, untouched)) ?? []),
  ].map(({ id }) => id)
  await saveChanges(
    tx,
    key,
    changes,
    changes.map(({ id }) =>
      left.includes(id)
        ? { id, state: 'notUndone' as const, why: 'Somebody has changed the record since.' }
        : { id, state: 'undone' as const },
    ),
  )
  const { stepsDone } = await findImport(tx, key.schoolId, key.importId)
  await saveImport(tx, key, { steps_done: stepsDone + changes.length })
  return changes.length
}
