// The policy as people read it: the paragraphs of the text in force, each with the clauses that it says. Pure.

import type { AssessedClause } from './assess.ts'

/** A stretch of the policy. `text` is the school's own words; null where the clauses stand for themselves. */
export type Passage = { heading: string; text: string | null; clauses: readonly AssessedClause[] }

/** Passages under one heading, which a page folds away. */
export type Chapter = { heading: string; passages: readonly Passage[] }

export type ParagraphInForce = { heading: string; number: string; text: string; clauses: readonly string[] }

const notInText = 'Promises that the text in force does not say'

/**
 * The clauses under the paragraphs that say them; those that no paragraph says come last, so that none is lost. While
 * no text is in force they stand by the sections of the policy they come from.
 */
export function passagesOf(
  clauses: readonly AssessedClause[],
  paragraphs: readonly ParagraphInForce[],
): readonly Passage[] {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]))
  const said = paragraphs.flatMap(({ heading, number, text, clauses: ids }) => {
    const here = ids.flatMap((id) => byId.get(id) ?? [])
    return here.length === 0 ? [] : [{ heading: `${number} ${heading}`.trim(), text, clauses: here }]
  })
  if (said.length === 0) return bySection(clauses)
  const inText = new Set(said.flatMap((passage) => passage.clauses.map(({ id }) => id)))
  const left = clauses.filter(({ id }) => !inText.has(id))
  return left.length === 0 ? said : [...said, { heading: notInText, text: null, clauses: left }]
}

function bySection(clauses: readonly AssessedClause[]): readonly Passage[] {
  const sections = Map.groupBy(clauses, ({ section }) => section)
  return [...sections].map(([section, here]) => ({ heading: headingOf(section), text: null, clauses: here }))
}

/** Two policies number their sections and give them no words. */
const headingOf = (section: string): string => (/^\d/.test(section) ? `Section ${section}` : section)

/** The passages by their chapters: paragraphs 4.1 to 4.7 are chapter 4. A passage without such a number is one of its own. */
export function chaptersOf(passages: readonly Passage[]): readonly Chapter[] {
  const byHeading = Map.groupBy(passages, ({ heading }) => heading.replace(/^(\d+)\.\d+ /, '$1 '))
  return [...byHeading].map(([heading, here]) => ({ heading, passages: here }))
}
