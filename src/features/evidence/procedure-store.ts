import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { visibleIncidentIds } from '../incidents/index.ts'
import type { Deletion, StepTaken, Viewing } from './procedure.ts'
import { tables } from './store.ts'

const viewingColumns = [
  'id',
  'incident_id as incidentId',
  'only_way as onlyWay',
  'why',
  'others_present as othersPresent',
  'place',
  'planned_for as plannedFor',
  'asked_at as askedAt',
  'asked_by as askedBy',
  'decision',
  'decision_why as decisionWhy',
  'decided_at as decidedAt',
  'decided_by as decidedBy',
  'viewed_at as viewedAt',
  'decided_after as decidedAfter',
  'noted_by as notedBy',
] as const

type AskedViewing = Pick<
  Viewing,
  'id' | 'incidentId' | 'onlyWay' | 'why' | 'othersPresent' | 'place' | 'plannedFor' | 'askedAt' | 'askedBy'
>

/** A request that waits for a second person. It shows nothing. */
export async function insertViewing(tx: Tx, schoolId: string, asked: AskedViewing): Promise<void> {
  await tables(tx)
    .insertInto('evidence.viewing')
    .values({
      school_id: schoolId,
      id: asked.id,
      incident_id: asked.incidentId,
      only_way: asked.onlyWay,
      why: asked.why,
      others_present: asked.othersPresent,
      place: asked.place,
      planned_for: asked.plannedFor,
      asked_at: asked.askedAt,
      asked_by: asked.askedBy,
      decision: null,
      decision_why: null,
      decided_at: null,
      decided_by: null,
      viewed_at: null,
      decided_after: null,
      noted_by: null,
    })
    .execute()
}

/** The request to look at a picture. Not found where the incident is out of sight. */
export async function findViewing(tx: Tx, actor: Actor, viewingId: string): Promise<Viewing> {
  const found = await tables(tx)
    .selectFrom('evidence.viewing')
    .select(viewingColumns)
    .where('school_id', '=', actor.schoolId)
    .where('id', '=', viewingId)
    .where('incident_id', 'in', await visibleIncidentIds(tx, actor))
    .executeTakeFirst()
  if (!found) throw new NotFound('request')
  return found
}

/** Saves the decision. False when somebody decided before. */
export async function saveDecision(
  tx: Tx,
  schoolId: string,
  viewingId: string,
  decided: { decision: 'approved' | 'refused'; why: string; at: Date; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('evidence.viewing')
    .set({
      decision: decided.decision,
      decision_why: decided.why,
      decided_at: decided.at,
      decided_by: decided.by,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', viewingId)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes that it was looked at, and what was decided then. False when that stands already. */
export async function saveViewed(
  tx: Tx,
  schoolId: string,
  viewingId: string,
  viewed: { at: Date; decidedAfter: string; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('evidence.viewing')
    .set({ viewed_at: viewed.at, decided_after: viewed.decidedAfter, noted_by: viewed.by })
    .where('school_id', '=', schoolId)
    .where('id', '=', viewingId)
    .where('decision', '=', 'approved')
    .where('viewed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Every request to look at a picture of the incident. */
export function viewingsOf(tx: Tx, schoolId: string, incidentId: string): Promise<Viewing[]> {
  return tables(tx)
    .selectFrom('evidence.viewing')
    .select(viewingColumns)
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('asked_at')
    .execute()
}

const deletionColumns = [
  'id',
  'incident_id as incidentId',
  'pupil_id as pupilId',
  'agreed_with as agreedWith',
  'asked_at as askedAt',
  'confirm_by as confirmBy',
  'confirmed_at as confirmedAt',
  'says',
] as const

/** That a child was asked to delete a picture; that it is gone is confirmed later. */
export async function insertDeletion(
  tx: Tx,
  actor: Actor,
  asked: Omit<Deletion, 'confirmedAt' | 'says'>,
): Promise<void> {
  await tables(tx)
    .insertInto('evidence.deletion')
    .values({
      school_id: actor.schoolId,
      id: asked.id,
      incident_id: asked.incidentId,
      pupil_id: asked.pupilId,
      agreed_with: asked.agreedWith,
      asked_at: asked.askedAt,
      asked_by: personOf(actor),
      confirm_by: asked.confirmBy,
      confirmed_at: null,
      confirmed_by: null,
      says: null,
    })
    .execute()
}

/** Not found where the incident is out of sight. */
export async function findDeletion(tx: Tx, actor: Actor, deletionId: string): Promise<Deletion> {
  const found = await tables(tx)
    .selectFrom('evidence.deletion')
    .select(deletionColumns)
    .where('school_id', '=', actor.schoolId)
    .where('id', '=', deletionId)
    .where('incident_id', 'in', await visibleIncidentIds(tx, actor))
    .executeTakeFirst()
  if (!found) throw new NotFound('request to delete')
  return found
}

/** Saves that the child confirmed it. False when that stands already. */
export async function saveConfirmed(
  tx: Tx,
  actor: Actor,
  deletionId: string,
  confirmed: { at: Date; says: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('evidence.deletion')
    .set({ confirmed_at: confirmed.at, confirmed_by: personOf(actor), says: confirmed.says })
    .where('school_id', '=', actor.schoolId)
    .where('id', '=', deletionId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** In the order in which children were asked, also those that nobody has confirmed. */
export function deletionsOf(tx: Tx, schoolId: string, incidentId: string): Promise<Deletion[]> {
  return tables(tx)
    .selectFrom('evidence.deletion')
    .select(deletionColumns)
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('asked_at')
    .execute()
}

/** Keeps what was done, for good. */
export async function insertStep(
  tx: Tx,
  actor: Actor,
  step: Pick<StepTaken, 'incidentId' | 'kind' | 'whom' | 'says' | 'at'> & { recordedAt: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('evidence.step_taken')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      incident_id: step.incidentId,
      kind: step.kind,
      whom: step.whom,
      says: step.says,
      at: step.at,
      recorded_at: step.recordedAt,
      recorded_by: personOf(actor),
    })
    .execute()
}

/** In the order in which they were taken, which need not be that of writing them down. */
export function stepsOf(tx: Tx, schoolId: string, incidentId: string): Promise<StepTaken[]> {
  return tables(tx)
    .selectFrom('evidence.step_taken')
    .select(['id', 'incident_id as incidentId', 'kind', 'whom', 'says', 'at', 'recorded_by as recordedBy'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}
