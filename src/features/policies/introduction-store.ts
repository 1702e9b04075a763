import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Audience, Way } from './policy.ts'
import type { PolicyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

export type Introduction = {
  id: string
  number: number
  group: Audience
  way: Way
  heldOn: string
  says: string
}

/** How groups were taken through any version of a policy, newest first. */
export async function introductionsOf(tx: Tx, schoolId: string, policyId: string): Promise<Introduction[]> {
  const { rows } = await sql<Introduction>`
    select i.id, v.number, i."group", i.way, i.held_on as "heldOn", i.says
      from policies.introduction i
      join policies.version v on v.school_id = i.school_id and v.id = i.version_id
     where i.school_id = ${schoolId} and v.policy_id = ${policyId}
     order by i.held_on desc, i.noted_at desc
     limit 100`.execute(tx)
  return rows
}

/** How a group was told of a version, and when. Never changed. */
export async function insertIntroduction(tx: Tx, row: PolicyTables['policies.introduction']): Promise<void> {
  await tables(tx).insertInto('policies.introduction').values(row).execute()
}
