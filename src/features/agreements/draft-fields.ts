// The fields of the form in which a draft is written.

import type { Version } from './agreement.ts'

/** The name of a paragraph's field; a section's own have the keys `heading` and `new`. */
export const fieldOf = (section: number, key: string): string => `p.${section}.${key}`

/** What stands in each field. */
export function fieldsOf(version: Version): Record<string, string> {
  const { title, introduction, promise, sections } = version.text
  const parts = sections.flatMap(({ heading, paragraphs }, section) => [
    [fieldOf(section, 'heading'), heading] as const,
    ...paragraphs.map(({ key, text }) => [fieldOf(section, key), text] as const),
  ])
  return {
    title,
    introduction,
    promise,
    change: version.change === 'minor' ? 'minor' : 'signatures',
    why: version.why,
    seenRevision: String(version.revision),
    ...Object.fromEntries(parts),
  }
}
