import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Engine } from './engine.ts'
import type { FilteringTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilteringTables>()

/** Engines of the last week, the one that was heard last first. */
export async function enginesOf(tx: Tx, schoolId: string): Promise<Engine[]> {
  const rows = await tables(tx)
    .selectFrom('filtering.engine')
    .select(['engine', 'at', 'beat_at as beatAt', 'answered_at as answeredAt', 'version'])
    .where('school_id', '=', schoolId)
    .orderBy('beat_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, running: null, startedAgain: null }))
}

/** Writes down what each said last; one that was not heard since the moment is forgotten. */
export async function saveEngines(
  tx: Tx,
  schoolId: string,
  engines: readonly Engine[],
  forgottenBefore: Date,
): Promise<void> {
  await sql`
    insert into filtering.engine (school_id, engine, at, beat_at, answered_at, version)
    select ${schoolId}, engine, at, "beatAt", "answeredAt", version
      from jsonb_to_recordset(${JSON.stringify(engines)}::jsonb)
        as one (engine text, at text, "beatAt" timestamptz, "answeredAt" timestamptz, version integer)
    on conflict (school_id, engine, at) do update
       set beat_at = excluded.beat_at, version = excluded.version,
           answered_at = coalesce(excluded.answered_at, engine.answered_at)`.execute(tx)
  await tables(tx)
    .deleteFrom('filtering.engine')
    .where('school_id', '=', schoolId)
    .where('beat_at', '<', forgottenBefore)
    .execute()
}
