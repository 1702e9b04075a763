import { type RawBuilder, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { workers } from './permissions.ts'
import { groupOf } from './policy.ts'
import type { PolicyTables } from './tables.ts'
import type { Version } from './version.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

const columns = [
  'v.id',
  'v.policy_id as policyId',
  'v.number',
  'v.state',
  'v.came_from as cameFrom',
  'v.title',
  'v.scope',
  'v.owner',
  'v.applies_from as appliesFrom',
  'v.change_note as changeNote',
  'v.groups',
  'v.comments_until as commentsUntil',
  'v.route',
  'v.attempt',
  'v.hash',
  'v.adopted_on as adoptedOn',
  'v.published_at as publishedAt',
  'v.made_at as madeAt',
  'v.revision',
] as const

/**
 * Which versions somebody may see: those who write and decide all of them, everybody what was adopted, and a group that
 * is asked for comments what is open for them. `alias` names the version's table in the query.
 */
export function visibleVersion(actor: Actor, alias: 'v'): RawBuilder<boolean> {
  const v = sql.ref(alias)
  if (actor.kind === 'system') return sql<boolean>`true`
  if (actor.kind !== 'person') return sql<boolean>`${v}.published_at is not null`
  if (workers.some((role) => actor.roles.has(role))) return sql<boolean>`true`
  const group = groupOf(actor.roles)
  return sql<boolean>`(${v}.adopted_on is not null or (${v}.state = 'comments' and ${group}::text = any(${v}.groups)))`
}

const seenBy = (tx: Tx, actor: Actor) =>
  tables(tx)
    .selectFrom('policies.version as v')
    .select(columns)
    .where('v.school_id', '=', actor.schoolId)
    .where(visibleVersion(actor, 'v'))

/** The version, if the actor may see it. */
export async function findVersion(tx: Tx, actor: Actor, id: string): Promise<Version> {
  const found = await seenBy(tx, actor).where('v.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('version of the policy')
  return found
}

/** The same, held until the commit. */
export async function findVersionToChange(tx: Tx, actor: Actor, id: string): Promise<Version> {
  await tables(tx)
    .selectFrom('policies.version as v')
    .select('v.id')
    .where('v.school_id', '=', actor.schoolId)
    .where('v.id', '=', id)
    .forUpdate()
    .execute()
  return findVersion(tx, actor, id)
}

/** Every version of a policy that the actor may see, newest first. */
export async function versionsOf(tx: Tx, actor: Actor, policyId: string): Promise<Version[]> {
  return seenBy(tx, actor).where('v.policy_id', '=', policyId).orderBy('v.number', 'desc').execute()
}

/** The version in force, if there is one. */
export async function versionInForce(tx: Tx, actor: Actor, policyId: string): Promise<Version | undefined> {
  return seenBy(tx, actor)
    .where('v.policy_id', '=', policyId)
    .where('v.state', '=', 'adopted')
    .executeTakeFirst()
}

/** Every version in force that is published, with its policy: what the public page lists. */
export async function publishedVersions(
  tx: Tx,
  schoolId: string,
): Promise<(Version & { slug: string; reviewDueOn: string | null })[]> {
  return tables(tx)
    .selectFrom('policies.version as v')
    .innerJoin('policies.policy as p', (join) =>
      join.onRef('p.school_id', '=', 'v.school_id').onRef('p.id', '=', 'v.policy_id'),
    )
    .select([...columns, 'p.slug', 'p.review_due_on as reviewDueOn'])
    .where('v.school_id', '=', schoolId)
    .where('v.state', '=', 'adopted')
    .where('v.published_at', 'is not', null)
    .orderBy('v.title')
    .execute()
}

/** A draft in its first attempt, at revision 1. */
export async function insertVersion(
  tx: Tx,
  row: Omit<PolicyTables['policies.version'], 'attempt' | 'revision'>,
): Promise<void> {
  await tables(tx).insertInto('policies.version').values(row).execute()
}

export type VersionChanges = Partial<
  Omit<PolicyTables['policies.version'], 'school_id' | 'id' | 'policy_id' | 'number' | 'revision' | 'attempt'>
> & { attempt?: number }

/** Saves what changed of a version, and counts the change. */
export async function saveVersion(
  tx: Tx,
  schoolId: string,
  id: string,
  changes: VersionChanges,
): Promise<void> {
  await tables(tx)
    .updateTable('policies.version')
    .set((version) => ({ ...changes, revision: version('revision', '+', 1) }))
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
