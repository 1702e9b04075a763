// What PostgreSQL does for each statement that a store sends, as the app and under row security (decision X2).

import { CompiledQuery, type KyselyPlugin, type QueryId, type RootOperationNode } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

/** The plans of all statements of `work`, one after the other. Fill and analyze the tables before: a small one is read whole. */
export async function plansOf(tx: Tx, work: (tx: Tx) => Promise<unknown>): Promise<string> {
  const sent: { node: RootOperationNode; queryId: QueryId }[] = []
  const listening: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      sent.push({ node, queryId })
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await work(tx.withPlugin(listening) as Tx)
  const plans: string[] = []
  for (const { node, queryId } of sent) {
    const { sql, parameters } = tx.getExecutor().compileQuery(node, queryId)
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain (costs off) ${sql}`, [...parameters]),
    )
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
  }
  return plans.join('\n\n')
}
