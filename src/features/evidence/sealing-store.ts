import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { personOf } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Answer } from './illegality.ts'
import { tables } from './store.ts'

export type AnswerGiven = { answer: Answer; why: string; answeredAt: Date; answeredBy: string | null }

/** Whether it could be illegal: answers are only added, and the newest counts. */
export async function insertAnswer(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  given: { answer: Answer; why: string; at: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('evidence.answer')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      incident_id: incidentId,
      answer: given.answer,
      why: given.why,
      answered_at: given.at,
      answered_by: personOf(actor),
    })
    .execute()
}

/** Every answer to "could it be illegal?", the latest first. */
export function answersTo(tx: Tx, schoolId: string, incidentId: string): Promise<AnswerGiven[]> {
  return tables(tx)
    .selectFrom('evidence.answer')
    .select(['answer', 'why', 'answered_at as answeredAt', 'answered_by as answeredBy'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('answered_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The items of an incident whose file can still be opened. Locked until the commit. */
export function openFileItems(tx: Tx, schoolId: string, incidentId: string) {
  return tables(tx)
    .selectFrom('evidence.item')
    .select(['id', 'incident_id as incidentId', 'file_id as fileId', 'place'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('kind', '=', 'file')
    .where('state', '=', 'held')
    .orderBy('id')
    .forUpdate()
    .execute()
}

export type OldBackup = {
  fileId: string
  incidentId: string
  storedAt: Date
  sealedAt: Date
  destroyedAt: Date | null
  destroyedBy: string | null
  says: string | null
}

/** Lists the backups of this time as able to open the file still. */
export async function insertOldBackup(
  tx: Tx,
  schoolId: string,
  old: Pick<OldBackup, 'fileId' | 'incidentId' | 'storedAt' | 'sealedAt'>,
): Promise<void> {
  await tables(tx)
    .insertInto('evidence.old_backup')
    .values({
      school_id: schoolId,
      file_id: old.fileId,
      incident_id: old.incidentId,
      stored_at: old.storedAt,
      sealed_at: old.sealedAt,
      destroyed_at: null,
      destroyed_by: null,
      says: null,
    })
    .execute()
}

/** Of which times backups may still open a file of the incident that was sealed. */
export function oldBackupsOf(tx: Tx, schoolId: string, incidentId: string): Promise<OldBackup[]> {
  return tables(tx)
    .selectFrom('evidence.old_backup')
    .select([
      'file_id as fileId',
      'incident_id as incidentId',
      'stored_at as storedAt',
      'sealed_at as sealedAt',
      'destroyed_at as destroyedAt',
      'destroyed_by as destroyedBy',
      'says',
    ])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('stored_at')
    .execute()
}

/** Notes that those backups are destroyed. Returns how many entries that ends. */
export async function saveBackupsDestroyed(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  done: { at: Date; by: string; says: string },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('evidence.old_backup')
    .set({ destroyed_at: done.at, destroyed_by: done.by, says: done.says })
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('destroyed_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export type HandOver = {
  id: string
  itemId: string
  incidentId: string
  officer: string
  policeForce: string
  policeReference: string
  askedAt: Date
  askedBy: string
  endsAt: Date
  openedAt: Date | null
  openedBy: string | null
}

/** It waits for the head and the chair, who each hold half of the key. */
export async function insertHandOver(tx: Tx, schoolId: string, asked: HandOver): Promise<void> {
  await tables(tx)
    .insertInto('evidence.hand_over')
    .values({
      school_id: schoolId,
      id: asked.id,
      item_id: asked.itemId,
      incident_id: asked.incidentId,
      officer: asked.officer,
      police_force: asked.policeForce,
      police_reference: asked.policeReference,
      asked_at: asked.askedAt,
      asked_by: asked.askedBy,
      ends_at: asked.endsAt,
      opened_at: null,
      opened_by: null,
    })
    .execute()
}

/** The hand-over with its file. Kept from whom the incident is kept; found by nothing else, so that the chair sees no case. */
export async function findHandOver(
  tx: Tx,
  schoolId: string,
  handOverId: string,
): Promise<HandOver & { fileId: string; number: number }> {
  const found = await tables(tx)
    .selectFrom('evidence.hand_over as h')
    .innerJoin('evidence.item as e', (join) =>
      join.onRef('e.school_id', '=', 'h.school_id').onRef('e.id', '=', 'h.item_id'),
    )
    .select([
      'h.id',
      'h.item_id as itemId',
      'h.incident_id as incidentId',
      'h.officer',
      'h.police_force as policeForce',
      'h.police_reference as policeReference',
      'h.asked_at as askedAt',
      'h.asked_by as askedBy',
      'h.ends_at as endsAt',
      'h.opened_at as openedAt',
      'h.opened_by as openedBy',
      'e.file_id as fileId',
      'e.number',
    ])
    .where('h.school_id', '=', schoolId)
    .where('h.id', '=', handOverId)
    .executeTakeFirst()
  if (!found || found.fileId === null) throw new NotFound('hand-over')
  return { ...found, fileId: found.fileId }
}

/** Notes that it was opened. False when it was opened before. */
export async function saveOpened(
  tx: Tx,
  schoolId: string,
  handOverId: string,
  opened: { at: Date; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('evidence.hand_over')
    .set({ opened_at: opened.at, opened_by: opened.by })
    .where('school_id', '=', schoolId)
    .where('id', '=', handOverId)
    .where('opened_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
