import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Result, TestOutcome } from './case.ts'
import type { FilterChecksTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilterChecksTables>()

/** One run of the self-test. */
export type FilterTest = {
  id: string
  at: Date
  askedBy: string | null
  casesVersion: number
  resolver: string | null
  proxy: string | null
  /** A lesson was on from its first question to its last. */
  inLesson: boolean
  outcome: TestOutcome
  results: readonly Result[]
}

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx)
    .selectFrom('filter_checks.test')
    .select([
      'id',
      'at',
      'asked_by as askedBy',
      'cases_version as casesVersion',
      'resolver',
      'proxy',
      'in_lesson as inLesson',
      'outcome',
      'results',
    ])
    .where('school_id', '=', schoolId)

/** The newest run, if there is one. */
export function newestTest(tx: Tx, schoolId: string): Promise<FilterTest | undefined> {
  return ofSchool(tx, schoolId).orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** The newest run that was made while a lesson was on, if there is one. */
export function newestTestInLesson(tx: Tx, schoolId: string): Promise<FilterTest | undefined> {
  return ofSchool(tx, schoolId)
    .where('in_lesson', '=', true)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** One run. Not found in another school. */
export async function findTest(tx: Tx, schoolId: string, id: string): Promise<FilterTest> {
  const found = await ofSchool(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('test of the filter')
  return found
}

/** The last runs without their results, newest first. */
export function testsOf(
  tx: Tx,
  schoolId: string,
  most: number,
): Promise<Pick<FilterTest, 'id' | 'at' | 'askedBy' | 'inLesson' | 'outcome'>[]> {
  return tables(tx)
    .selectFrom('filter_checks.test')
    .select(['id', 'at', 'asked_by as askedBy', 'in_lesson as inLesson', 'outcome'])
    .where('school_id', '=', schoolId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}

/** Puts a run on record; it is never changed. */
export async function insertTest(tx: Tx, schoolId: string, one: FilterTest): Promise<void> {
  await tables(tx)
    .insertInto('filter_checks.test')
    .values({
      school_id: schoolId,
      id: one.id,
      at: one.at,
      asked_by: one.askedBy,
      cases_version: one.casesVersion,
      resolver: one.resolver,
      proxy: one.proxy,
      in_lesson: one.inLesson,
      outcome: one.outcome,
      results: JSON.stringify(one.results),
    })
    .execute()
}
