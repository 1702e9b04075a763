// The texts of agreements in all their versions.

import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { AgreementKey, AgreementText, Version, VersionState } from './agreement.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

const columns = [
  'id',
  'school_id as schoolId',
  'agreement',
  'number',
  'edition',
  'state',
  'text',
  'sha256',
  'change',
  'why',
  'drafted_by as draftedBy',
  'drafted_at as draftedAt',
  'revision',
  'approved_by as approvedBy',
  'published_at as publishedAt',
] as const

const versions = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('agreements.version').select(columns).where('school_id', '=', schoolId)

/** The version. Not found in another school. */
export async function findVersion(tx: Tx, schoolId: string, id: string): Promise<Version> {
  const found = await versions(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('version')
  return found
}

/** The same, held until the commit. */
export async function findVersionToChange(tx: Tx, schoolId: string, id: string): Promise<Version> {
  const found = await versions(tx, schoolId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('version')
  return found
}

/** Every version of one agreement, newest first. */
export function versionsOf(tx: Tx, schoolId: string, agreement: AgreementKey): Promise<Version[]> {
  return versions(tx, schoolId).where('agreement', '=', agreement).orderBy('number', 'desc').execute()
}

/** What people sign now, of every agreement that has an approved text. */
export function publishedVersions(tx: Tx, schoolId: string): Promise<Version[]> {
  return versions(tx, schoolId).where('state', '=', 'published').execute()
}

/** What people sign now; undefined until a text was approved. */
export function publishedVersion(
  tx: Tx,
  schoolId: string,
  agreement: AgreementKey,
): Promise<Version | undefined> {
  return versions(tx, schoolId)
    .where('agreement', '=', agreement)
    .where('state', '=', 'published')
    .executeTakeFirst()
}

/** Adds a draft; false when one is open already. */
export async function insertVersion(tx: Tx, version: Version): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('agreements.version')
    .values({
      school_id: version.schoolId,
      id: version.id,
      agreement: version.agreement,
      number: version.number,
      edition: version.edition,
      state: version.state,
      text: JSON.stringify(version.text),
      sha256: version.sha256,
      change: version.change,
      why: version.why,
      drafted_by: version.draftedBy,
      drafted_at: version.draftedAt,
      revision: version.revision,
      approved_by: version.approvedBy,
      published_at: version.publishedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Saves the words of a draft; false when somebody saved since the revision that was seen. */
export async function saveDraft(
  tx: Tx,
  draft: Version,
  change: { text: AgreementText; sha256: Buffer; change: Version['change']; edition: number; why: string },
  seenRevision: number,
): Promise<boolean> {
  const saved = await tables(tx)
    .updateTable('agreements.version')
    .set({ ...change, text: JSON.stringify(change.text), revision: seenRevision + 1 })
    .where('school_id', '=', draft.schoolId)
    .where('id', '=', draft.id)
    .where('state', '=', 'draft')
    .where('revision', '=', seenRevision)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}

/** Who approved it and when it came into force; the text itself never changes after approval. */
export async function saveVersionState(
  tx: Tx,
  version: Pick<Version, 'schoolId' | 'id'>,
  change: { state: VersionState; approvedBy?: string | null; publishedAt?: Date },
): Promise<void> {
  const { state, approvedBy, publishedAt } = change
  await tables(tx)
    .updateTable('agreements.version')
    .set({
      state,
      ...(approvedBy === undefined ? {} : { approved_by: approvedBy }),
      ...(publishedAt === undefined ? {} : { published_at: publishedAt }),
    })
    .where('school_id', '=', version.schoolId)
    .where('id', '=', version.id)
    .execute()
}
