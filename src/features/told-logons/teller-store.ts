// Systems of the school that tell who logged on where, and the tokens by which they are known.

import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ToldLogonsTables } from './tables.ts'
import type { Teller } from './told-logon.ts'

const tables = (tx: Tx) => tx.withTables<ToldLogonsTables>()

const columns = [
  'id',
  'kind',
  'name',
  'made_at as madeAt',
  'until',
  'ended_at as endedAt',
  'last_told_at as lastToldAt',
  'last_refused_at as lastRefusedAt',
  'last_refusal as lastRefusal',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('told_logons.teller').select(columns).where('school_id', '=', schoolId)

/** All that ever told, those in force first, then by name. */
export function listTellers(tx: Tx, schoolId: string): Promise<Teller[]> {
  return ofSchool(tx, schoolId)
    .orderBy('ended_at', (order) => order.desc().nullsFirst())
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** One of them, held until the commit. Not found in another school. */
export async function findTeller(tx: Tx, schoolId: string, id: string): Promise<Teller> {
  const found = await ofSchool(tx, schoolId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('system')
  return found
}

/** Whose token has this hash, in this school. */
export function tellerBehind(tx: Tx, schoolId: string, hash: Buffer): Promise<Teller | undefined> {
  return ofSchool(tx, schoolId).where('hash', '=', hash).executeTakeFirst()
}

/** One more, of whose token only the hash is kept. */
export async function insertTeller(
  tx: Tx,
  row: Pick<
    ToldLogonsTables['told_logons.teller'],
    'school_id' | 'id' | 'kind' | 'name' | 'hash' | 'made_at' | 'made_by' | 'until'
  >,
): Promise<void> {
  const rest = {
    ended_at: null,
    ended_by: null,
    last_told_at: null,
    last_refused_at: null,
    last_refusal: null,
  }
  await tables(tx)
    .insertInto('told_logons.teller')
    .values({ ...row, ...rest })
    .execute()
}

/** What of it changes: its end, when it last told something, and what was refused last. */
export async function saveTeller(
  tx: Tx,
  schoolId: string,
  id: string,
  change: Partial<
    Pick<
      ToldLogonsTables['told_logons.teller'],
      'ended_at' | 'ended_by' | 'last_told_at' | 'last_refused_at' | 'last_refusal'
    >
  >,
): Promise<void> {
  await tables(tx)
    .updateTable('told_logons.teller')
    .set(change)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
