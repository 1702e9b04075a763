// Answers, with what was read and how they were given. They are only ever added.

import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { type Actor, actorId } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Answer, Way } from './ask.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

export type NewSignature = {
  askId: string
  versionId: string
  sha256: Buffer
  signerId: string
  aboutId: string
  answer: Answer
  way: Way
  nameWritten: string | null
  jobTitle: string | null
  className: string | null
  remark: string | null
  at: Date
  fileId: string | null
}

/** A row that is never changed: a withdrawal is another row. Returns its id. */
export async function insertSignature(tx: Tx, actor: Actor, signature: NewSignature): Promise<string> {
  const id = newId()
  await tables(tx)
    .insertInto('agreements.signature')
    .values({
      school_id: actor.schoolId,
      id,
      ask_id: signature.askId,
      version_id: signature.versionId,
      version_sha256: signature.sha256,
      signer_id: signature.signerId,
      about_id: signature.aboutId,
      answer: signature.answer,
      way: signature.way,
      name_written: signature.nameWritten,
      job_title: signature.jobTitle,
      class_name: signature.className,
      remark: signature.remark,
      at: signature.at,
      recorded_by_kind: actor.kind,
      recorded_by: actorId(actor),
      file_id: signature.fileId,
    })
    .execute()
  return id
}

export type Signature = NewSignature & {
  id: string
  recordedByKind: string
  recordedBy: string | null
}

const signatures = (tx: Tx, schoolId: string) =>
  tables(tx)
    .selectFrom('agreements.signature')
    .select([
      'id',
      'ask_id as askId',
      'version_id as versionId',
      'version_sha256 as sha256',
      'signer_id as signerId',
      'about_id as aboutId',
      'answer',
      'way',
      'name_written as nameWritten',
      'job_title as jobTitle',
      'class_name as className',
      'remark',
      'at',
      'recorded_by_kind as recordedByKind',
      'recorded_by as recordedBy',
      'file_id as fileId',
    ])
    .where('school_id', '=', schoolId)

/** What was answered to an ask, newest first. */
export function signaturesOf(tx: Tx, schoolId: string, askId: string): Promise<Signature[]> {
  return signatures(tx, schoolId)
    .where('ask_id', '=', askId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Not found in another school. Whose it is, the caller has to ask. */
export async function findSignature(tx: Tx, schoolId: string, id: string): Promise<Signature> {
  const found = await signatures(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('signature')
  return found
}
