// One-time links for parents, found by the hash of what stands in the address.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

export type Link = {
  id: string
  askId: string
  expiresAt: Date
  wrongTries: number
  usedAt: Date | null
  withdrawnAt: Date | null
  /** The e-mail address that it was sent to; null for a printed letter. */
  mailedTo: string | null
  /** The text that it was made for; null for links that are older than this note. */
  versionId: string | null
}

/** Keeps a hash of the letter’s token; the token itself is only on paper. */
export async function insertLink(
  tx: Tx,
  schoolId: string,
  link: Pick<Link, 'id' | 'askId' | 'expiresAt' | 'mailedTo' | 'versionId'> & {
    tokenHash: Buffer
    madeAt: Date
    madeBy: string | null
  },
): Promise<void> {
  await tables(tx)
    .insertInto('agreements.link')
    .values({
      school_id: schoolId,
      id: link.id,
      token_hash: link.tokenHash,
      ask_id: link.askId,
      made_at: link.madeAt,
      made_by: link.madeBy,
      expires_at: link.expiresAt,
      used_at: null,
      withdrawn_at: null,
      mailed_to: link.mailedTo,
      version_id: link.versionId,
    })
    .execute()
}

const columns = [
  'id',
  'ask_id as askId',
  'expires_at as expiresAt',
  'wrong_tries as wrongTries',
  'used_at as usedAt',
  'withdrawn_at as withdrawnAt',
  'mailed_to as mailedTo',
  'version_id as versionId',
] as const

/** The link behind a token, of this school, held until the commit so that two tries at once are two tries. */
export function findLinkToChange(tx: Tx, schoolId: string, tokenHash: Buffer): Promise<Link | undefined> {
  return tables(tx)
    .selectFrom('agreements.link')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst()
}

/** The id of the link behind a token of this school, whatever became of it. */
export async function linkId(tx: Tx, schoolId: string, tokenHash: Buffer): Promise<string | undefined> {
  const found = await tables(tx)
    .selectFrom('agreements.link')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return found?.id
}

/** Counts a wrong date of birth. After five the link opens nothing any more (decision X6). */
export async function saveWrongTry(tx: Tx, schoolId: string, id: string): Promise<void> {
  await tables(tx)
    .updateTable('agreements.link')
    .set({ wrong_tries: sql<number>`wrong_tries + 1` })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Uses the link up; false when it was used already. */
export async function useLink(tx: Tx, schoolId: string, id: string, at: Date): Promise<boolean> {
  const used = await tables(tx)
    .updateTable('agreements.link')
    .set({ used_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** The link opens nothing any more, not even its receipt. */
export async function withdrawLink(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('agreements.link')
    .set({ withdrawn_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Earlier links for the same ask no longer work: the newest letter counts. */
export async function withdrawLinks(tx: Tx, schoolId: string, askId: string, at: Date): Promise<void> {
  await withdrawing(tx, schoolId, askId, at).execute()
}

/** The same for those that were to go by e-mail alone: a letter that was printed meanwhile goes on. */
export async function withdrawMailed(tx: Tx, schoolId: string, askId: string, at: Date): Promise<void> {
  await withdrawing(tx, schoolId, askId, at).where('mailed_to', 'is not', null).execute()
}

const withdrawing = (tx: Tx, schoolId: string, askId: string, at: Date) =>
  tables(tx)
    .updateTable('agreements.link')
    .set({ withdrawn_at: at })
    .where('school_id', '=', schoolId)
    .where('ask_id', '=', askId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)

/** Whether a letter was printed for the ask since that moment: it has to stay the newest. */
export async function wasPrintedSince(
  tx: Tx,
  schoolId: string,
  askId: string,
  since: Date,
): Promise<boolean> {
  const printed = await tables(tx)
    .selectFrom('agreements.link')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('ask_id', '=', askId)
    .where('mailed_to', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('made_at', '>=', since)
    .executeTakeFirst()
  return printed !== undefined
}

/** Every open link that went to a guardian this way stops working: by e-mail, or on paper. */
export async function withdrawLinksOf(
  tx: Tx,
  schoolId: string,
  { signerId, mailed, at }: { signerId: string; mailed: boolean; at: Date },
): Promise<void> {
  await sql`
    update agreements.link l set withdrawn_at = ${at}
      from agreements.ask a
     where l.school_id = ${schoolId} and a.school_id = l.school_id and a.id = l.ask_id and a.signer_id = ${signerId}
       and (l.mailed_to is not null) = ${mailed} and l.used_at is null and l.withdrawn_at is null`.execute(tx)
}
