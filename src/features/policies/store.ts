import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Linked, Policy } from './policy.ts'
import type { PolicyTables } from './tables.ts'
import type { State } from './version.ts'
import { visibleVersion } from './version-store.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

const columns = ['id', 'slug', 'title', 'model', 'review_due_on as reviewDueOn', 'made_at as madeAt'] as const

/** The policy. Not found in another school. */
export async function findPolicy(tx: Tx, schoolId: string, id: string): Promise<Policy> {
  const found = await tables(tx)
    .selectFrom('policies.policy')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('policy')
  return found
}

/** By the word in its public address; undefined where the school has none of that name. */
async function findPolicyBySlug(tx: Tx, schoolId: string, slug: string): Promise<Policy | undefined> {
  return tables(tx)
    .selectFrom('policies.policy')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('slug', '=', slug)
    .executeTakeFirst()
}

/** Policies that have this title, whatever their address. */
export async function isSlugTaken(tx: Tx, schoolId: string, slug: string): Promise<boolean> {
  return (await findPolicyBySlug(tx, schoolId, slug)) !== undefined
}

/** The document; its text is in its versions. */
export async function insertPolicy(tx: Tx, row: PolicyTables['policies.policy']): Promise<void> {
  await tables(tx).insertInto('policies.policy').values(row).execute()
}

/** Sets the title that lists show, and the day of the next review, as the version in force has them. */
export async function savePolicy(
  tx: Tx,
  schoolId: string,
  id: string,
  changes: { title?: string; reviewDueOn?: string },
): Promise<void> {
  await tables(tx)
    .updateTable('policies.policy')
    .set({
      ...(changes.title === undefined ? {} : { title: changes.title }),
      ...(changes.reviewDueOn === undefined ? {} : { review_due_on: changes.reviewDueOn }),
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export type PolicyLine = {
  id: string
  slug: string
  title: string
  reviewDueOn: string | null
  adoptedOn: string | null
  publishedAt: Date | null
  owner: string | null
  /** The version that is being worked on, where the reader may see it. */
  openState: State | null
  openVersionId: string | null
}

/** Every policy of which the actor may see a version, with what is in force and what is being worked on. */
export async function listPolicies(tx: Tx, actor: Actor): Promise<PolicyLine[]> {
  const { rows } = await sql<PolicyLine>`
    select p.id, p.slug, p.title, p.review_due_on as "reviewDueOn", f.adopted_on as "adoptedOn",
           f.published_at as "publishedAt", f.owner, v.state as "openState", v.id as "openVersionId"
      from policies.policy p
      left join policies.version f on f.school_id = p.school_id and f.policy_id = p.id and f.state = 'adopted'
      left join policies.version v on v.school_id = p.school_id and v.policy_id = p.id
           and v.state in ('draft', 'comments', 'approving', 'signing') and ${visibleVersion(actor, 'v')}
     where p.school_id = ${actor.schoolId} and (f.id is not null or v.id is not null)
     order by p.title, p.id`.execute(tx)
  return rows
}

/** What a policy is read together with. */
export async function linkedTo(tx: Tx, schoolId: string, policyId: string): Promise<Linked[]> {
  return tables(tx)
    .selectFrom('policies.linked')
    .select(['id', 'title', 'kept_at as keptAt'])
    .where('school_id', '=', schoolId)
    .where('policy_id', '=', policyId)
    .where('removed_at', 'is', null)
    .orderBy('title')
    .execute()
}

/** Documents that are read together with it; none is no mistake. */
export async function insertLinked(tx: Tx, rows: PolicyTables['policies.linked'][]): Promise<void> {
  if (rows.length > 0) await tables(tx).insertInto('policies.linked').values(rows).execute()
}

/** Takes a link away; false when there is none, or it was taken away before. */
export async function removeLinked(
  tx: Tx,
  schoolId: string,
  of: { policyId: string; id: string; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('policies.linked')
    .set({ removed_at: of.at })
    .where('school_id', '=', schoolId)
    .where('policy_id', '=', of.policyId)
    .where('id', '=', of.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
