// Tablets that a class signs on, found by the hash of what stands in their address.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Ask } from './ask.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

export type Kiosk = {
  id: string
  roundId: string
  classId: string
  className: string
  openedBy: string
  endsAt: Date
}

/** Keeps a hash of the tablet’s token; the token itself is only in its address. */
export async function insertKiosk(
  tx: Tx,
  schoolId: string,
  kiosk: Kiosk & { tokenHash: Buffer; openedAt: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('agreements.kiosk')
    .values({
      school_id: schoolId,
      id: kiosk.id,
      token_hash: kiosk.tokenHash,
      round_id: kiosk.roundId,
      class_id: kiosk.classId,
      class_name: kiosk.className,
      opened_by: kiosk.openedBy,
      opened_at: kiosk.openedAt,
      ends_at: kiosk.endsAt,
      ended_at: null,
    })
    .execute()
}

/** The open kiosk of this school behind a token. */
export function findKiosk(
  tx: Tx,
  schoolId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<Kiosk | undefined> {
  return tables(tx)
    .selectFrom('agreements.kiosk')
    .select([
      'id',
      'round_id as roundId',
      'class_id as classId',
      'class_name as className',
      'opened_by as openedBy',
      'ends_at as endsAt',
    ])
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst()
}

/** Ends a kiosk that this adult opened; false when there is none. */
export async function endKiosk(
  tx: Tx,
  schoolId: string,
  kiosk: { id: string; openedBy: string; at: Date },
): Promise<boolean> {
  const ended = await tables(tx)
    .updateTable('agreements.kiosk')
    .set({ ended_at: kiosk.at })
    .where('school_id', '=', schoolId)
    .where('id', '=', kiosk.id)
    .where('opened_by', '=', kiosk.openedBy)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows === 1n
}

/** Children of the class who have not answered in the round. */
export async function childrenLeft(
  tx: Tx,
  schoolId: string,
  { roundId, classId }: Pick<Kiosk, 'roundId' | 'classId'>,
): Promise<Pick<Ask, 'id' | 'signerId'>[]> {
  return tables(tx)
    .selectFrom('agreements.ask')
    .select(['id', 'signer_id as signerId'])
    .where('school_id', '=', schoolId)
    .where('round_id', '=', roundId)
    .where('class_id', '=', classId)
    .where('state', '=', 'open')
    .where(sql<boolean>`signer_id = about_id`)
    .execute()
}

/** Ends every open kiosk of these adults. Returns which. */
export async function endKiosksOf(
  tx: Tx,
  schoolId: string,
  adultIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const ended = await tables(tx)
    .updateTable('agreements.kiosk')
    .set({ ended_at: at })
    .where('school_id', '=', schoolId)
    .where('opened_by', '=', sql<string>`any(${[...adultIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}
