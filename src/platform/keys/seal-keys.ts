// The school's seal keys: made at set-up, printed in two halves, and confirmed by each holder from the paper.

import { createHash, timingSafeEqual } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import { record } from '../audit/trail.ts'
import type { Tx } from '../database/database.ts'
import { readPrintedKey } from './printed-key.ts'
import { makeSealKeys, type SealKeys } from './seal.ts'
import type { KeyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<KeyTables>()

export type SealKey = { version: number; publicKey: Buffer }
export type SealHolder = 'head' | 'chair'

/** Makes the school's next seal key. The halves are in what is returned and nowhere else: show them once, for printing. */
export async function makeSchoolSealKeys(
  tx: Tx,
  schoolId: string,
  at: Date,
): Promise<SealKeys & { version: number }> {
  const made = makeSealKeys()
  const version = ((await newest(tx, schoolId))?.version ?? 0) + 1
  await tables(tx)
    .insertInto('keys.seal_key')
    .values({
      school_id: schoolId,
      version,
      public_key: made.publicKey,
      head_half_fingerprint: fingerprint('head', made.halfForHead),
      chair_half_fingerprint: fingerprint('chair', made.halfForChair),
      head_half_confirmed_at: null,
      chair_half_confirmed_at: null,
      made_at: at,
    })
    .execute()
  record(tx, { did: 'keys.sealKeysMade', about: { kind: 'school', id: schoolId }, detail: { version } })
  return { ...made, version }
}

/** The holder types the half from the paper. Refuses a slip, the other's half, or the paper of an earlier key. */
export async function confirmSealHalf(
  tx: Tx,
  schoolId: string,
  holder: SealHolder,
  typed: string,
  at: Date,
): Promise<void> {
  const key = await newest(tx, schoolId)
  if (!key) throw new Refused(noSealKey)
  if (!timingSafeEqual(fingerprint(holder, typed), key[`${holder}_half_fingerprint`])) {
    throw new Refused(
      'This half belongs to an earlier seal key or to another school. Look at the date on the paper.',
    )
  }
  await tables(tx)
    .updateTable('keys.seal_key')
    .set(holder === 'head' ? { head_half_confirmed_at: at } : { chair_half_confirmed_at: at })
    .where('school_id', '=', schoolId)
    .where('version', '=', key.version)
    .execute()
  record(tx, {
    did: 'keys.sealHalfConfirmed',
    about: { kind: 'school', id: schoolId },
    detail: { version: key.version, holder },
  })
}

/** Who has yet to confirm their half of the newest key. Both, when the school has none. */
export async function sealHalvesToConfirm(tx: Tx, schoolId: string): Promise<SealHolder[]> {
  const key = await newest(tx, schoolId)
  return (['head', 'chair'] as const).filter((holder) => !key?.[`${holder}_half_confirmed_at`])
}

/**
 * The key to seal to: the newest whose halves are both confirmed, or else the newest, since sealing cannot wait.
 * Refused for a school that never made one.
 */
export async function sealKeyFor(tx: Tx, schoolId: string): Promise<SealKey> {
  const rows = await allNewestFirst(tx, schoolId)
  const confirmed = rows.find((row) => row.head_half_confirmed_at && row.chair_half_confirmed_at)
  const row = confirmed ?? rows[0]
  if (!row) throw new Refused(noSealKey)
  return { version: row.version, publicKey: row.public_key }
}

/** The public key that something was sealed to. */
export async function sealKeyOfVersion(tx: Tx, schoolId: string, version: number): Promise<SealKey> {
  const row = await tables(tx)
    .selectFrom('keys.seal_key')
    .select('public_key')
    .where('school_id', '=', schoolId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return { version, publicKey: row.public_key }
}

const noSealKey =
  'This school has no seal key yet, so nothing can be sealed. The head makes and prints it under Settings, Keys; it takes two minutes. Until then nobody should open the file.'

async function newest(tx: Tx, schoolId: string) {
  return (await allNewestFirst(tx, schoolId))[0]
}

function allNewestFirst(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('keys.seal_key')
    .selectAll()
    .where('school_id', '=', schoolId)
    .orderBy('version', 'desc')
    .execute()
}

function fingerprint(holder: SealHolder, typed: string): Buffer {
  return createHash('sha256').update(readPrintedKey(holder, typed)).digest()
}
