// The rows of an import's files, and what is wrong with them as a whole.

import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Problem, StagedRow } from './staged-row.ts'
import type { RosterTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<RosterTables>()

export type ImportKey = { schoolId: string; importId: string }

/** Empties what an import has staged, found wrong and planned: it is read anew, or over. */
export async function clearStaged(tx: Tx, { schoolId, importId }: ImportKey): Promise<void> {
  await tables(tx)
    .deleteFrom('rosters.staged')
    .where('school_id', '=', schoolId)
    .where('import_id', '=', importId)
    .execute()
}

/** Forgets what an import would change and what was wrong in it: it is read anew. */
export async function clearPlan(tx: Tx, key: ImportKey): Promise<void> {
  await clearStaged(tx, key)
  const { schoolId, importId } = key
  await tables(tx)
    .deleteFrom('rosters.problem')
    .where('school_id', '=', schoolId)
    .where('import_id', '=', importId)
    .execute()
  await tables(tx)
    .deleteFrom('rosters.change')
    .where('school_id', '=', schoolId)
    .where('import_id', '=', importId)
    .where('state', 'in', ['planned', 'kept'])
    .execute()
}

/**
 * What was staged a moment ago has no statistics, so the planner takes it for a few rows and compares each with each.
 * Until the commit, tables are joined as the large ones that they are, and by one process: pages keep the other cores.
 */
export async function joinAsLarge(tx: Tx): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true),
                   set_config('max_parallel_workers_per_gather', '0', true)`.execute(tx)
}

/** Stages rows of one file, with their codes cut to a length that indexes take. */
export async function stageRows(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  file: string,
  rows: readonly StagedRow[],
): Promise<void> {
  await sql`
    insert into rosters.staged (school_id, import_id, what, code, other, gone, fields, file, line)
    select ${schoolId}, ${importId}, what, left(code, 200), left(other, 200), gone, fields, ${file}, line
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as one (what text, code text, other text, gone boolean, fields jsonb, line integer)`.execute(tx)
}

const mostProblems = 500

/** Writes problems down: the first 500 whole, the others by number only. */
export async function addProblems(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  problems: readonly (Problem & { file: string })[],
  before: number,
): Promise<void> {
  const kept = problems.slice(0, Math.max(0, mostProblems - before))
  if (kept.length === 0) return
  await tables(tx)
    .insertInto('rosters.problem')
    .values(
      kept.map(({ stops, file, line, column, sentence }) => ({
        school_id: schoolId,
        import_id: importId,
        id: newId(),
        stops,
        file,
        line,
        column_name: column,
        sentence,
      })),
    )
    .execute()
}

/** Puts what 1.2 and School Data Sync keep in files of their own beside the person: role, dates, year, birth. */
export async function mergeStaged(tx: Tx, { schoolId, importId }: ImportKey): Promise<void> {
  await sql`
    update rosters.staged p set fields = p.fields || r.fields, gone = p.gone or r.gone
      from (
        select code, bool_and(gone) as gone, jsonb_build_object(
                 'kind', (array_agg(fields->>'kind' order by fields->>'kind' = 'pupil' desc, fields->>'kind' = 'staff' desc))[1],
                 'startsOn', min(fields->>'startsOn'), 'yearGroup', max((fields->>'yearGroup')::int),
                 'endsOn', case when bool_and(fields->>'endsOn' is not null) then max(fields->>'endsOn') end) as fields
          from rosters.staged where school_id = ${schoolId} and import_id = ${importId} and what = 'role'
         group by code) r
     where p.school_id = ${schoolId} and p.import_id = ${importId} and p.what = 'person' and p.code = r.code`.execute(
    tx,
  )
  await sql`
    update rosters.staged p set fields = p.fields || b.fields
      from rosters.staged b
     where p.school_id = ${schoolId} and p.import_id = ${importId} and p.what = 'person'
       and b.school_id = ${schoolId} and b.import_id = ${importId} and b.what = 'birth' and b.code = p.code`.execute(
    tx,
  )
  // A table names a class, and a parent of two children, once a line: the first of the same stands for all.
  await sql`
    delete from rosters.staged s using (
      select what, code, min(line) as line from rosters.staged
       where school_id = ${schoolId} and import_id = ${importId}
         and (fields ? 'shared' or what = 'class' and file = 'table')
       group by what, code) first
     where s.school_id = ${schoolId} and s.import_id = ${importId}
       and s.what = first.what and s.code = first.code and s.line > first.line`.execute(tx)
}

type Trap = { stops: boolean; find: (key: ImportKey) => ReturnType<typeof sql<Found>> }
type Found = { file: string; line: number; column: string; sentence: string }

const of = ({ schoolId, importId }: ImportKey, alias: string) =>
  sql`${sql.ref(`${alias}.school_id`)} = ${schoolId} and ${sql.ref(`${alias}.import_id`)} = ${importId}`

/** What can only be seen when all rows are there: keys that stand twice, and rows that point to nobody. */
const traps: readonly Trap[] = [
  {
    stops: true,
    find: (key) => sql<Found>`
      select s.file, s.line, 'sourcedId' as column,
             'The code “' || left(s.code, 60) || '” stands here and in line ' || first.line || '. Each may stand once.' as sentence
        from rosters.staged s
        join (select what, code, min(line) as line from rosters.staged o
               where ${of(key, 'o')} and what in ('person', 'class') group by what, code having count(*) > 1) first
          on first.what = s.what and first.code = s.code and s.line > first.line
       where ${of(key, 's')} order by s.line limit 501`,
  },
  {
    stops: true,
    find: (key) => sql<Found>`
      select s.file, s.line, 'sourcedId' as column,
             'Lines ' || min(o.line) || ' and ' || s.line || ' look like one and the same person.' as sentence
        from rosters.staged s join rosters.staged o
          on ${of(key, 'o')} and o.what = 'person' and o.ours = s.ours and o.line < s.line
       where ${of(key, 's')} and s.what = 'person' and s.ours is not null
       group by s.file, s.line order by s.line limit 501`,
  },
  {
    stops: false,
    find: (key) => sql<Found>`
      select s.file, s.line, 'role' as column, 'The person has no role in the files and is left out.' as sentence
        from rosters.staged s
       where ${of(key, 's')} and s.what = 'person' and s.fields->>'kind' is null and not s.gone order by s.line limit 501`,
  },
  {
    stops: false,
    find: (key) => sql<Found>`
      select s.file, s.line, 'role' as column,
             'The files call this person something else than the school does: ' || coalesce(p.known_as, p.given_name) || ' '
               || p.family_name || case when p.kind = 'pupil' then ' is a pupil here.' else ' is an adult here.' end
               || ' The line is left out. Put the role right in the system that the files come from, or give the person a code of their own there.' as sentence
        from rosters.staged s join people.on_roll p on p.school_id = s.school_id and p.id = s.ours
       where ${of(key, 's')} and s.what = 'person' and (s.fields->>'kind' = 'pupil') <> (p.kind = 'pupil')
       order by s.line limit 501`,
  },
  {
    stops: false,
    find: (key) => sql<Found>`
      select s.file, s.line, case when p.code is null then 'userSourcedId' else 'classSourcedId' end as column,
             'There is no ' || case when p.code is null then 'person' else 'class' end
               || ' with that code in the files: the line is left out.' as sentence
        from rosters.staged s
        left join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = s.code
        left join rosters.staged c on ${of(key, 'c')} and c.what = 'class' and c.code = s.other
       where ${of(key, 's')} and s.what = 'member' and not s.gone and (p.code is null or c.code is null) order by s.line limit 501`,
  },
  {
    stops: false,
    find: (key) => sql<Found>`
      select s.file, s.line, 'relationship' as column,
             'There is no person with the code of this child or of this parent: the line is left out.' as sentence
        from rosters.staged s
        left join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = s.code
        left join rosters.staged g on ${of(key, 'g')} and g.what = 'person' and g.code = s.other
       where ${of(key, 's')} and s.what = 'guardian' and not s.gone and (p.code is null or g.code is null) order by s.line limit 501`,
  },
]

/** Everything the traps catch, the worst first. */
export async function findTraps(tx: Tx, key: ImportKey): Promise<(Problem & { file: string })[]> {
  const found: (Problem & { file: string })[] = []
  for (const { stops, find } of traps) {
    const { rows } = await find(key).execute(tx)
    found.push(...rows.map((row) => ({ ...row, stops })))
  }
  return found
}

/** How many rows of each sort were staged. */
export async function countStaged(tx: Tx, key: ImportKey): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ what: string; count: number }>`
    select what, count(*)::int as count from rosters.staged s where ${of(key, 's')} group by what`.execute(tx)
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]))
}
