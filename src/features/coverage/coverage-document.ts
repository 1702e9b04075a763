// The same as the page, for a meeting or an inspection: page, PDF and Word file say the same sentences. Pure.

import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Block, ReportDocument } from '#/platform/documents/document.ts'
import type { Passage } from './passages.ts'
import { type Counts, stateWords, worstFirst } from './state.ts'
import { systems } from './systems.ts'

export type DocumentParts = { schoolName: string; passages: readonly Passage[]; counts: Counts; at: Date }

/** The policy with the state of each clause and the evidence behind it. */
export function coverageDocument({ schoolName, passages, counts, at }: DocumentParts): ReportDocument {
  return {
    title: 'Online safety policy: what is kept, and how we know',
    subtitle: `${counts.running} of ${counts.total} clauses are running`,
    organisation: schoolName,
    language: 'en-GB',
    date: at,
    dateText: formatDate(londonDate(at)),
    footer:
      'For governors and inspectors. It names nobody, and gives no count from which a child could be picked out.',
    blocks: [
      { kind: 'heading', level: 2, text: 'In short' },
      {
        kind: 'table',
        caption: 'Clauses by state',
        columns: [
          { heading: 'State', holds: 'text' },
          { heading: 'Clauses', holds: 'numbers' },
          { heading: 'Meaning', holds: 'text' },
        ],
        rows: worstFirst
          .toReversed()
          .map((state) => [stateWords[state].text, String(counts[state]), stateWords[state].means]),
      },
      ...passages.flatMap(drawPassage),
    ],
  }
}

function drawPassage({ heading, text: own, clauses }: Passage): Block[] {
  return [
    { kind: 'heading', level: 2, text: heading },
    ...(own === null ? [] : [{ kind: 'paragraph' as const, text: own }]),
    {
      kind: 'table',
      caption: `Clauses: ${heading}`,
      columns: [
        { heading: 'Clause', holds: 'text' },
        { heading: 'Promise', holds: 'text' },
        { heading: 'State', holds: 'text' },
        { heading: 'Evidence', holds: 'text' },
      ],
      rows: clauses.map(({ id, text, state, system, controls }) => [
        id,
        text,
        stateWords[state].text,
        controls.length === 0
          ? `It will come with: ${systems[system]}.`
          : controls.map(({ name, sentence }) => `${name}: ${sentence}`).join(' '),
      ]),
    },
  ]
}
