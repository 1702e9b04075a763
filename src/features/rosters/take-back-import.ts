// Undoes an import: what nobody has touched since is put back, and the rest is listed with the reason.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  comeBack,
  endGuardianships,
  letGo,
  type MembershipRow,
  moveMany,
  type PersonKind,
  type RosterDetails,
  reopenGuardianships,
  saveDetails,
} from '../people/index.ts'
import { guardianshipOf } from './apply-import.ts'
import { type Change, nextChanges, saveChanges, touchedSince, unlink } from './change-store.ts'
import { nextBatch, type WhatChanges } from './import.ts'
import { findImport, type Import, saveImport } from './store.ts'

type ClassPart = Omit<MembershipRow, 'personId'>
type Undoing = { context: Context; actor: Actor; tx: Tx; today: string; sourceId: string }
type Undo = (parts: Undoing, changes: readonly Change[]) => Promise<void>

/** How each kind of change is taken back. Roles that ended with a leaver are not given again: people give them. */
const undoers: Readonly<Record<WhatChanges, Undo>> = {
  joins: async ({ context, actor, tx, today, sourceId }, changes) => {
    const lastDay = addDays(today, -1)
    for (const { personId } of changes)
      await letGo(context, tx, actor, { personId, lastDay, accessEnds: 'now' })
    await unlink(
      tx,
      actor.schoolId,
      sourceId,
      changes.map(({ personId }) => personId),
    )
  },
  returns: async ({ context, actor, tx }, changes) => {
    for (const { personId, before } of changes)
      await letGo(context, tx, actor, { personId, lastDay: String(before.leftOn), accessEnds: 'now' })
  },
  details: async ({ actor, tx }, changes) => {
    const before = changes.map(({ personId, before, after }) => ({
      ...(before as RosterDetails),
      id: personId,
      revision: Number(after.revision),
    }))
    await saveDetails(tx, actor.schoolId, before)
  },
  moves: async ({ context, actor, tx, today }, changes) => {
    const back = changes.map(({ personId, before, after }) => ({
      personId,
      joins: before.leaves as readonly ClassPart[],
      leaves: (after.joins as readonly ClassPart[]).map(({ classId }) => classId),
      ...(after.toKind === undefined ? {} : { toKind: before.kind as PersonKind }),
    }))
    await moveMany(context, tx, actor, back, today)
  },
  gainsGuardian: ({ actor, tx, today }, changes) =>
    endGuardianships(tx, actor.schoolId, changes.map(guardianshipOf), addDays(today, -1)),
  losesGuardian: ({ actor, tx }, changes) =>
    reopenGuardianships(tx, actor.schoolId, changes.map(guardianshipOf)),
  leaves: async ({ context, actor, tx, today }, changes) => {
    const people = changes.map(({ personId, before }) => ({ personId, kind: before.kind as PersonKind }))
    await comeBack(context, tx, actor, people, today)
  },
}

/** The job: takes back what was done, the last first, from where an earlier try stopped. */
export async function takeBackImport(context: Context, actor: Actor, importId: string): Promise<void> {
  const key = { schoolId: actor.schoolId, importId }
  const found = await reading(context, actor, (tx) => findImport(tx, key.schoolId, importId))
  if (found.state !== 'undoing') return
  const today = londonDate(context.clock())
  let size = 200
  for (;;) {
    const began = performance.now()
    const undone = await inTransaction(context, actor, (tx) =>
      undoSome({ context, actor, tx, today, sourceId: found.sourceId }, found, size),
    )
    if (undone === 0) break
    size = nextBatch(size, performance.now() - began)
  }
  await inTransaction(context, actor, async (tx) => {
    await saveImport(tx, key, { state: 'undone', undone_at: context.clock() })
    record(tx, { did: 'rosters.undone', about: { kind: 'rosterImport', id: importId } })
  })
}

async function undoSome(parts: Undoing, { id: importId }: Import, size: number): Promise<number> {
  const { tx, actor } = parts
  const key = { schoolId: actor.schoolId, importId }
  const changes = await nextChanges(tx, key, { state: 'done', most: size, backwards: true })
  const [first] = changes
  if (first === undefined) return 0
  const seen = changes.flatMap(({ personId, after }) =>
    typeof after.revision === 'number' ? [{ personId, revision: after.revision }] : [],
  )
  const touched = await touchedSince(tx, key.schoolId, seen)
  const untouched = changes.filter(({ personId }) => !touched.has(personId))
  await undoers[first.what](parts, untouched)
  await saveChanges(tx, key, [
    ...untouched.map(({ id }) => ({ id, state: 'undone' as const })),
    ...changes
      .filter(({ personId }) => touched.has(personId))
      .map(({ id }) => ({ id, state: 'notUndone' as const, why: 'Somebody has changed the record since.' })),
  ])
  const { stepsDone } = await findImport(tx, key.schoolId, importId)
  await saveImport(tx, key, { steps_done: stepsDone + changes.length })
  return changes.length
}
