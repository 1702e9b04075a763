// What came in, and what became of it.

import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Asked, Outcome } from './connection.ts'
import type { Of } from './entry-store.ts'
import type { ProvisioningTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ProvisioningTables>()

export type NewDeed = {
  asked: Asked
  outcome: Outcome
  /** Our own words: nothing that a source wrote. */
  sentence: string
  entryId: string | null
  groupId: string | null
}

/** What the source asked for and what came of it: only added, never changed. */
export async function addDeed(tx: Tx, of: Of, at: Date, deed: NewDeed): Promise<void> {
  await tables(tx)
    .insertInto('provisioning.deed')
    .values({
      school_id: of.schoolId,
      id: newId(),
      connection_id: of.connectionId,
      at,
      asked: deed.asked,
      outcome: deed.outcome,
      sentence: deed.sentence.slice(0, 500),
      entry_id: deed.entryId,
      group_id: deed.groupId,
    })
    .execute()
}

export type Deed = NewDeed & { id: string; at: Date; name: string | null }

/** What came in, newest first; one outcome alone where asked. `name` is what the account or group is called. */
export async function newestDeeds(
  tx: Tx,
  of: Of,
  wanted: { outcome: Outcome | null; offset: number; most: number },
): Promise<{ deeds: Deed[]; total: number }> {
  const { outcome } = wanted
  const found = tables(tx)
    .selectFrom('provisioning.deed as d')
    .where('d.school_id', '=', of.schoolId)
    .where('d.connection_id', '=', of.connectionId)
    .$if(outcome !== null, (query) => query.where('d.outcome', '=', outcome as Outcome))
  const { total } = await found
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await found
    .leftJoin('provisioning.entry as e', (join) =>
      join.onRef('e.school_id', '=', 'd.school_id').onRef('e.id', '=', 'd.entry_id'),
    )
    .leftJoin('provisioning.source_group as g', (join) =>
      join.onRef('g.school_id', '=', 'd.school_id').onRef('g.id', '=', 'd.group_id'),
    )
    .select([
      'd.id',
      'd.at',
      'd.asked',
      'd.outcome',
      'd.sentence',
      'd.entry_id as entryId',
      'd.group_id as groupId',
      'e.user_name as userName',
      'g.name as groupName',
    ])
    .orderBy('d.at', 'desc')
    .orderBy('d.id', 'desc')
    .offset(wanted.offset)
    .limit(wanted.most)
    .execute()
  return {
    deeds: rows.map(({ userName, groupName, ...deed }) => ({ ...deed, name: userName ?? groupName })),
    total,
  }
}

/** Forgets what came in before a moment. */
export async function forgetDeeds(tx: Tx, schoolId: string, before: Date): Promise<void> {
  await tables(tx)
    .deleteFrom('provisioning.deed')
    .where('school_id', '=', schoolId)
    .where('at', '<', before)
    .execute()
}
