// Something new because of which the school looks at its policies again: guidance, law, technology, or a lesson of an
// incident. It is kept once, and becomes a review of each policy when its day comes near.

import { formatDate } from '#/kernel/london-time.ts'
import type { Cause } from './review.ts'

export const promptCauses = ['guidance', 'law', 'technology'] as const satisfies readonly Cause[]

export type Prompt = {
  id: string
  cause: (typeof promptCauses)[number] | 'incident'
  title: string
  /** Where it can be read. */
  keptAt: string | null
  appliesFrom: string
  addedAt: Date
  addedBy: string | null
  reviewsAskedAt: Date | null
}

/** What a review says that was asked for because of it. */
export function promptWords({ cause, title, keptAt, appliesFrom }: Prompt): string {
  if (cause === 'incident') return title
  const where = keptAt === null ? '' : ` ${keptAt}`
  return `${title}, from ${formatDate(appliesFrom)}.${where}`
}
