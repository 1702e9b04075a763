import type { Tx } from '#/platform/database/database.ts'
import type { DesignatedRole } from '../people/index.ts'
import type { Arrangement, Attestation } from './practice.ts'
import type { PracticesTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PracticesTables>()

const arrangementColumns = [
  'id',
  'practice',
  'practice_version as version',
  'role',
  'every',
  'adopted_on as adoptedOn',
  'due_on as dueOn',
] as const

const attestationColumns = [
  'id',
  'practice_version as version',
  'result',
  'seen_on as seenOn',
  'seen',
  'remark',
  'attested_by as attestedBy',
  'attested_at as attestedAt',
  'file_id as fileId',
] as const

/** The school's calendar of practices, by when each is due. */
export async function arrangementsOf(tx: Tx, schoolId: string): Promise<Arrangement[]> {
  const rows = await tables(tx)
    .selectFrom('practices.arrangement')
    .select(arrangementColumns)
    .where('school_id', '=', schoolId)
    .orderBy('due_on')
    .orderBy('practice')
    .execute()
  return rows.map(asArrangement)
}

/** One practice in the calendar, or undefined. `toChange` holds it until the end of the transaction. */
export async function findArrangement(
  tx: Tx,
  schoolId: string,
  practice: string,
  toChange = false,
): Promise<Arrangement | undefined> {
  const query = tables(tx)
    .selectFrom('practices.arrangement')
    .select(arrangementColumns)
    .where('school_id', '=', schoolId)
    .where('practice', '=', practice)
  const row = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  return row && asArrangement(row)
}

const asArrangement = <Row extends { role: string }>(row: Row) => ({
  ...row,
  role: row.role as DesignatedRole,
})

/** Puts practices into the calendar. One that somebody else has just put there stays as it is. */
export async function insertArrangements(
  tx: Tx,
  schoolId: string,
  arrangements: readonly Arrangement[],
): Promise<void> {
  await tables(tx)
    .insertInto('practices.arrangement')
    .values(
      arrangements.map((one) => ({
        school_id: schoolId,
        id: one.id,
        practice: one.practice,
        practice_version: one.version,
        role: one.role,
        every: one.every,
        adopted_on: one.adoptedOn,
        due_on: one.dueOn,
      })),
    )
    .onConflict((conflict) => conflict.columns(['school_id', 'practice']).doNothing())
    .execute()
}

/** Saves who looks, how often, when it is due, and which version of the words is answered. */
export async function saveArrangement(
  tx: Tx,
  schoolId: string,
  { id, role, every, dueOn, version }: Pick<Arrangement, 'id' | 'role' | 'every' | 'dueOn' | 'version'>,
): Promise<void> {
  await tables(tx)
    .updateTable('practices.arrangement')
    .set({ role, every, due_on: dueOn, practice_version: version })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** What was attested of one practice, newest first. */
export function attestationsOf(tx: Tx, schoolId: string, arrangementId: string): Promise<Attestation[]> {
  return tables(tx)
    .selectFrom('practices.attestation')
    .select(attestationColumns)
    .where('school_id', '=', schoolId)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('attested_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export type Newest = Pick<Attestation, 'result' | 'seenOn' | 'attestedAt' | 'fileId'> & { count: number }

/** The newest attestation of every practice in the calendar, with how many there are, by arrangement. */
export async function newestAttestations(tx: Tx, schoolId: string): Promise<ReadonlyMap<string, Newest>> {
  const rows = await tables(tx)
    .selectFrom('practices.attestation')
    .distinctOn('arrangement_id')
    .select((row) => [
      'arrangement_id as arrangementId',
      'result',
      'seen_on as seenOn',
      'attested_at as attestedAt',
      'file_id as fileId',
      row.fn
        .countAll<number>()
        .over((over) => over.partitionBy('arrangement_id'))
        .as('count'),
    ])
    .where('school_id', '=', schoolId)
    .orderBy('arrangement_id')
    .orderBy('attested_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(
    rows.map(({ arrangementId, count, ...row }) => [arrangementId, { ...row, count: Number(count) }]),
  )
}

/** Keeps what somebody attests. */
export async function insertAttestation(
  tx: Tx,
  schoolId: string,
  arrangementId: string,
  one: Attestation,
): Promise<void> {
  await tables(tx)
    .insertInto('practices.attestation')
    .values({
      school_id: schoolId,
      id: one.id,
      arrangement_id: arrangementId,
      practice_version: one.version,
      result: one.result,
      seen_on: one.seenOn,
      seen: one.seen,
      remark: one.remark,
      attested_by: one.attestedBy,
      attested_at: one.attestedAt,
      file_id: one.fileId,
    })
    .execute()
}

type Line = { arrangement: Pick<Arrangement, 'dueOn'>; last: Omit<Newest, 'count'> | undefined }

/** Every practice in the calendar with its newest attestation, in one query: what evidence is made of. */
export async function linesOf(tx: Tx, schoolId: string): Promise<ReadonlyMap<string, Line>> {
  const rows = await tables(tx)
    .selectFrom('practices.arrangement as a')
    .leftJoin('practices.attestation as t', (join) =>
      join.onRef('t.school_id', '=', 'a.school_id').onRef('t.arrangement_id', '=', 'a.id'),
    )
    .distinctOn('a.practice')
    .select([
      'a.practice',
      'a.due_on as dueOn',
      't.result',
      't.seen_on as seenOn',
      't.attested_at as attestedAt',
      't.file_id as fileId',
    ])
    .where('a.school_id', '=', schoolId)
    .orderBy('a.practice')
    .orderBy('t.attested_at', (order) => order.desc().nullsLast())
    .orderBy('t.id', 'desc')
    .execute()
  return new Map(rows.map(({ practice, ...row }) => [practice, asLine(row)]))
}

type LineRow = Line['arrangement'] & { [Key in keyof Omit<Newest, 'count'>]: Newest[Key] | null }

function asLine({ dueOn, result, seenOn, attestedAt, fileId }: LineRow): Line {
  const last =
    result === null || seenOn === null || attestedAt === null
      ? undefined
      : { result, seenOn, attestedAt, fileId }
  return { arrangement: { dueOn }, last }
}

/** The newest attestation of one practice, or undefined. */
export function newestOf(tx: Tx, schoolId: string, arrangementId: string): Promise<Attestation | undefined> {
  return tables(tx)
    .selectFrom('practices.attestation')
    .select(attestationColumns)
    .where('school_id', '=', schoolId)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('attested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
