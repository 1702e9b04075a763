import * as z from 'zod'
import { allow, may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import type { Context } from '#/platform/context.ts'
import type { SearchHit } from '#/platform/feature.ts'
import { wordsOf } from '../incidents/index.ts'

/** More is not read by anybody; whoever finds too much adds a word. */
export const mostHits = 50
const mostWords = 6

export const searchForm = z.object({
  words: z
    .string()
    .trim()
    .min(2, 'Type at least one word of two letters')
    .max(200, 'Search for fewer words: 200 characters at most'),
})

export type SearchResult = { hits: readonly SearchHit[]; isCut: boolean }

/**
 * Finds records that hold all of the words, among those that the actor may see. That it was searched and which records
 * came up is on record before the result is given back; the words themselves are not, they may be a child's.
 */
export async function searchRecords(
  context: Context,
  actor: Actor,
  request: { words: string },
): Promise<SearchResult> {
  allow(context, actor, 'oversight.search')
  const words = wordsOf([request.words]).slice(0, mostWords)
  const found: SearchHit[] = []
  for (const source of context.search) {
    if (may(context, actor, source.may))
      found.push(...(await source.find(context, actor, words, mostHits + 1)))
  }
  const hits = found.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, mostHits)
  await recordReads(context, actor, [
    { did: 'oversight.searched', detail: { hits: hits.length } },
    ...hits.map(({ kind, id }) => ({ did: 'oversight.foundBySearch' as const, about: { kind, id } })),
  ])
  return { hits, isCut: found.length > mostHits }
}
