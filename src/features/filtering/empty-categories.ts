// A category of which no list names anything blocks nothing, whatever the rules say: whoever looks has to be told.

import type { SiteIndex } from '#/engines/filter/index.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type CategoryId, categoryIds, categoryRow, isCategoryId } from './category.ts'
import { starterLists } from './starter-lists.ts'
import { statesOf } from './state-store.ts'

/** The categories of which an index knows no name, no page and no expression. */
export function emptyIn({ categories, sets }: Pick<SiteIndex, 'categories' | 'sets'>): CategoryId[] {
  const filled = new Set(sets.flat().map((number) => categories[number]))
  return categoryIds.filter((id) => !filled.has(id))
}

/** Those of what the engines hold; before the first state, those of the lists that come with Schoolkeeper. */
export async function emptyCategories(tx: Tx, schoolId: string): Promise<readonly CategoryId[]> {
  const [newest] = await statesOf(tx, schoolId, 1)
  return newest?.emptyCategories?.filter(isCategoryId) ?? categoryIds.filter(startsEmpty)
}

const startsEmpty = (id: CategoryId): boolean => {
  const { names, expressions = [] } = starterLists[id]
  return names.length + expressions.length === 0
}

/** For pages: beside the category itself. */
export const emptyWords = 'Empty here: nothing is blocked by this category yet.'

/** For evidence: one sentence about all of them; null where there is none. */
export const emptySentence = (empty: readonly CategoryId[]): string | null =>
  empty.length === 0
    ? null
    : `Empty here, so nothing is blocked by it yet: ${empty.map((id) => categoryRow(id).words).join('; ')}.`
