// Makes the changes of an import, some at a time: each transaction is short, and what it leaves behind is whole.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  comeBack,
  gainGuardians,
  joinMany,
  letGoMany,
  loseGuardians,
  type MembershipRow,
  moveMany,
  type PersonKind,
  type RosterDetails,
  type RosterPerson,
  saveDetails,
  staysAfter,
} from '../people/index.ts'
import { addClasses, classesOfSchool, phases, phasesOfSchool } from '../schools/index.ts'
import {
  type Change,
  linkStaged,
  nextChanges,
  revisionsOf,
  saveChanges,
  saveEndedStays,
  touchedSince,
} from './change-store.ts'
import type { WhatChanges } from './import.ts'
import { inBatches } from './in-batches.ts'
import { stagedClasses } from './plan-store.ts'
import { clearStaged, type ImportKey, joinAsLarge } from './staging-store.ts'
import { findImport, saveImport } from './store.ts'

type ClassPart = Omit<MembershipRow, 'personId'>
type Applying = { context: Context; actor: Actor; tx: Tx; key: ImportKey; today: string }
type Ended = { id: string; state: 'done' | 'kept'; why?: string; revision?: number }

/** How each kind of change is made, many at once. The day is that of the import. */
const makers: Readonly<
  Record<WhatChanges, (parts: Applying, changes: readonly Change[]) => Promise<readonly Ended[]>>
> = {
  joins: async ({ context, actor, tx, today }, changes) => {
    type Joiner = RosterPerson & { classes: readonly ClassPart[] }
    const joiners = changes.map(({ personId, after }) => ({ ...(after as unknown as Joiner), id: personId }))
    await joinMany(context, tx, actor, joiners, today)
    return changes.map(({ id }) => ({ id, state: 'done', revision: 1 }))
  },
  returns: async ({ context, actor, tx, today }, planned) => {
    const seen = planned.map(({ personId, before }) => ({ personId, revision: Number(before.revision) }))
    const touched = await touchedSince(tx, actor.schoolId, seen)
    const changes = planned.filter(({ personId }) => !touched.has(personId))
    const people = changes.map(({ personId, after }) => ({ personId, kind: after.kind as PersonKind }))
    await comeBack(context, tx, actor, people, today)
    const moves = changes.map(({ personId, after }) => ({
      personId,
      joins: after.classes as readonly ClassPart[],
      leaves: [],
    }))
    await moveMany(context, tx, actor, moves, today)
    return [
      ...(await withRevisions(tx, actor, changes)),
      ...planned
        .filter(({ personId }) => touched.has(personId))
        .map(({ id }) => ({ id, state: 'kept' as const, why: changedSince })),
    ]
  },
  details: async ({ actor, tx }, changes) => {
    const wanted = changes.map(({ personId, before, after }) => ({
      ...(before as RosterDetails & { revision: number }),
      ...(after as Partial<RosterDetails>),
      id: personId,
    }))
    const saved = await saveDetails(tx, actor.schoolId, wanted)
    return changes.map(({ id, personId, before }) =>
      saved.has(personId)
        ? { id, state: 'done', revision: Number(before.revision) + 1 }
        : { id, state: 'kept', why: changedSince },
    )
  },
  moves: async ({ context, actor, tx, today }, changes) => {
    const moves = changes.map(({ personId, before, after }) => ({
      personId,
      joins: after.joins as readonly ClassPart[],
      leaves: (before.leaves as readonly ClassPart[]).map(({ classId }) => classId),
      ...(after.toKind === undefined ? {} : { toKind: after.toKind as PersonKind }),
    }))
    await moveMany(context, tx, actor, moves, today)
    return done(changes)
  },
  gainsGuardian: async ({ context, actor, tx, today }, changes) => {
    await gainGuardians(context, tx, actor, changes.map(guardianshipOf), today)
    return done(changes)
  },
  losesGuardian: async ({ context, actor, tx, today }, changes) => {
    await loseGuardians(context, tx, actor, changes.map(guardianshipOf), addDays(today, -1))
    return done(changes)
  },
  leaves: async ({ context, actor, tx, key }, changes) => {
    const leavers = changes.map(({ personId, after }) => ({ personId, lastDay: String(after.lastDay) }))
    const ending = leavers.map(({ personId, lastDay }) => ({ personId, day: lastDay }))
    await saveEndedStays(tx, key, changes, await staysAfter(tx, actor.schoolId, ending))
    await letGoMany(context, tx, actor, leavers)
    return withRevisions(tx, actor, changes)
  },
}

const changedSince = 'Somebody changed the record after the files were compared.'

/** The pupil, the guardian, and what they are to each other. */
export function guardianshipOf({ personId, otherId, after }: Change) {
  return {
    pupilId: personId,
    guardianId: otherId ?? '',
    relation: String(after.relation ?? 'parent or carer'),
  }
}

const done = (changes: readonly Change[]): Ended[] => changes.map(({ id }) => ({ id, state: 'done' }))

async function withRevisions(tx: Tx, { schoolId }: Actor, changes: readonly Change[]): Promise<Ended[]> {
  const revisions = await revisionsOf(
    tx,
    schoolId,
    changes.map(({ personId }) => personId),
  )
  return changes.map(({ id, personId }) => ({ id, state: 'done', revision: revisions.get(personId) ?? 0 }))
}

/** The job: makes what was confirmed, from where an earlier try stopped. */
export async function applyImport(context: Context, actor: Actor, importId: string): Promise<void> {
  const key = { schoolId: actor.schoolId, importId }
  const { state, sourceId } = await reading(context, actor, (tx) => findImport(tx, key.schoolId, importId))
  if (state !== 'applying') return
  const today = londonDate(context.clock())
  await inTransaction(context, actor, (tx) => makeClasses(tx, key, today))
  await inBatches((size) =>
    inTransaction(context, actor, (tx) => makeSome({ context, actor, tx, key, today }, size)),
  )
  await inTransaction(context, actor, (tx) => linkStaged(tx, key, sourceId))
  await inTransaction(context, actor, async (tx) => {
    const now = await findImport(tx, key.schoolId, importId, true)
    await clearStaged(tx, key)
    await saveImport(tx, key, { state: 'applied', applied_at: context.clock() })
    record(tx, {
      did: 'rosters.applied',
      about: { kind: 'rosterImport', id: importId },
      detail: { changes: now.stepsDone, hash: now.changesHash?.toString('hex') ?? null },
    })
  })
}

async function makeSome(parts: Applying, size: number): Promise<number> {
  const { tx, key } = parts
  const changes = await nextChanges(tx, key, { state: 'planned', most: size })
  const [first] = changes
  if (first === undefined) return 0
  await saveChanges(tx, key, changes, await makers[first.what](parts, changes))
  const { stepsDone } = await findImport(tx, key.schoolId, key.importId)
  await saveImport(tx, key, { steps_done: stepsDone + changes.length })
  return changes.length
}

/** Makes the classes that the files bring and the school has not got, in the phase of their year. */
async function makeClasses(tx: Tx, key: ImportKey, today: string): Promise<void> {
  await joinAsLarge(tx)
  const here = new Set((await classesOfSchool(tx, key.schoolId)).map(({ id }) => id))
  const ofSchool = await phasesOfSchool(tx, key.schoolId)
  const rows = (await stagedClasses(tx, key)).flatMap(({ ours, name, yearGroup }) => {
    const phase =
      ofSchool.find(({ key: phaseKey }) =>
        (phases[phaseKey].years as readonly number[]).includes(yearGroup ?? Number.NaN),
      ) ?? ofSchool[0]
    if (ours === null || here.has(ours) || phase === undefined) return []
    return [
      {
        school_id: key.schoolId,
        id: ours,
        phase_id: phase.id,
        name,
        year_group: yearGroup,
        starts_on: today,
        ends_on: null,
      },
    ]
  })
  for (let from = 0; from < rows.length; from += 500) await addClasses(tx, rows.slice(from, from + 500))
}
