import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../../test/database.ts'

/**
 * The functions that run with their owner's rights (decision X1), and why the app cannot do without. Those that work
 * before the school is known return ids only; the others keep to the caller's school. A test holds the database to it.
 */
const definers: Readonly<Record<string, string>> = {
  'activity.drop_days': 'a day that is over goes as a whole table: the app owns none',
  'activity.make_day': 'a day to come has a table of its own: the app may make none',
  'graphile_worker.jobs_of_school': 'shows what waits for the caller’s school: the queue’s tables are closed',
  'graphile_worker.queue_job': 'queues a job in the record’s own transaction: the queue’s tables are closed',
  'schools.all_schools': 'work that runs by itself begins with the list of schools',
  'schools.school_by_slug': 'the school of an address',
  'sign_in.school_of_session': 'the start page sends those who are signed in to their school',
}

type Definer = { name: string; path: string | null; gives: string; keepsToSchool: boolean }

test('only the listed functions run with their owner’s rights, on a fixed search path, and give ids or keep to the caller’s school', async () => {
  const database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Definer>(`
      select n.nspname || '.' || p.proname as name,
             (select s from unnest(p.proconfig) s where s like 'search_path=%') as path,
             pg_get_function_result(p.oid) as gives,
             p.prosrc like '%current_setting(''schoolkeeper.school''%' as "keepsToSchool"
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef order by name`)
    assert.deepEqual(
      rows.map(({ name }) => name),
      Object.keys(definers),
    )
    for (const { name, path, gives, keepsToSchool } of rows) {
      assert.match(path ?? '', /^search_path=pg_catalog(, pg_temp)?$/, name)
      assert.ok(keepsToSchool || /^(uuid|SETOF uuid)$/.test(gives), name)
    }
  } finally {
    await client.end()
    await database.drop()
  }
})
