import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findSchool } from '../schools/index.ts'
import { presetRules, type Rules, withSafeSearch } from './profile.ts'
import type { FilteringTables } from './tables.ts'
import type { Version } from './version.ts'

const tables = (tx: Tx) => tx.withTables<FilteringTables>()

const columns = [
  'id',
  'number',
  'rules',
  'why',
  'state',
  'proposed_at as proposedAt',
  'proposed_by as proposedBy',
  'decided_at as decidedAt',
  'decided_by as decidedBy',
  'decided_why as decidedWhy',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('filtering.version').select(columns).where('school_id', '=', schoolId)

/** The rules in force: those that were agreed last, or what the school's policy says. */
export async function rulesInForce(tx: Tx, schoolId: string): Promise<Rules> {
  const found = await ofSchool(tx, schoolId).where('state', '=', 'inForce').executeTakeFirst()
  const { policyCode } = await findSchool(tx, schoolId)
  const preset = presetRules(policyCode)
  // A category or profile that is newer than the version has what the policy says of it.
  return found ? withRest(found.rules, preset) : preset
}

function withRest(rules: Rules, preset: Rules): Rules {
  const merged = Object.entries(preset).map(([key, rest]) => {
    const own = rules[key as keyof Rules]
    const both = own && { ...rest, ...own, categories: { ...rest.categories, ...own.categories } }
    return [key, both ? withSafeSearch(both) : rest]
  })
  return Object.fromEntries(merged) as Rules
}

/** The version that waits for somebody to decide, if one does. */
export function waitingVersion(tx: Tx, schoolId: string): Promise<Version | undefined> {
  return ofSchool(tx, schoolId).where('state', '=', 'proposed').executeTakeFirst()
}

/** Every version, newest first. */
export function versionsOf(tx: Tx, schoolId: string): Promise<Version[]> {
  return ofSchool(tx, schoolId).orderBy('number', 'desc').execute()
}

/** One version. `toChange` holds it until the commit. Not found in another school. */
export async function findVersion(tx: Tx, schoolId: string, id: string, toChange = false): Promise<Version> {
  const query = ofSchool(tx, schoolId).where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('version of the rules')
  return found
}

/** What was in force when the version was proposed: the one decided before it. */
export async function rulesBefore(tx: Tx, schoolId: string, version: Version): Promise<Rules> {
  const found = await ofSchool(tx, schoolId)
    .where('state', 'in', ['inForce', 'replaced'])
    .where('number', '<', version.number)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { policyCode } = await findSchool(tx, schoolId)
  return found?.rules ?? presetRules(policyCode)
}

/** Held until the commit: of two who propose at once, the second waits and gets the next. */
export async function nextNumber(tx: Tx, schoolId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`filtering version ${schoolId}`}, 0))`.execute(tx)
  const [newest] = await ofSchool(tx, schoolId).orderBy('number', 'desc').limit(1).execute()
  return (newest?.number ?? 0) + 1
}

/** The rules as they were proposed; they never change afterwards. */
export async function insertVersion(tx: Tx, schoolId: string, one: Version): Promise<void> {
  await tables(tx)
    .insertInto('filtering.version')
    .values({
      school_id: schoolId,
      id: one.id,
      number: one.number,
      rules: JSON.stringify(one.rules),
      why: one.why,
      state: one.state,
      proposed_at: one.proposedAt,
      proposed_by: one.proposedBy,
      decided_at: one.decidedAt,
      decided_by: one.decidedBy,
      decided_why: one.decidedWhy,
    })
    .execute()
}

/** Once in force, it replaces the version before. */
export async function saveDecision(
  tx: Tx,
  schoolId: string,
  id: string,
  { state, at, by, why }: { state: 'inForce' | 'refused'; at: Date; by: string; why: string | null },
): Promise<void> {
  if (state === 'inForce') {
    await tables(tx)
      .updateTable('filtering.version')
      .set({ state: 'replaced' })
      .where('school_id', '=', schoolId)
      .where('state', '=', 'inForce')
      .execute()
  }
  await tables(tx)
    .updateTable('filtering.version')
    .set({ state, decided_at: at, decided_by: by, decided_why: why })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
