// The fields of the form in which a draft is written.

import type { Version } from './agreement.ts'

/** The name of a paragraph's field; a section's field for a new paragraph has the key `new`. */
export const fieldOf = (section: number, key: string): string => `p.${section}.${key}`

/** What stands in each field. */
export function fieldsOf(version: Version): Record<string, string> {
  const { title, introduction, promise, sections } = version.text
  const paragraphs = sections.flatMap(({ paragraphs: all }, section) =>
    all.map(({ key, text }) => [fieldOf(section, key), text] as const),
  )
  return {
    title,
    introduction,
    promise,
    change: version.change === 'minor' ? 'minor' : 'signatures',
    why: version.why,
    seenRevision: String(version.revision),
    ...Object.fromEntries(paragraphs),
  }
}
