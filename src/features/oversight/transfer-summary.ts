import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import type { ReportDocument } from '#/platform/documents/document.ts'
import { fullName, type Person } from '../people/index.ts'
import type { ChronologyItem } from './chronology.ts'

/** The summary of a child's record for the next school, as a document. */
export function transferSummary(
  schoolName: string,
  person: Person,
  items: readonly ChronologyItem[],
  at: Date,
): ReportDocument {
  const born = person.dateOfBirth ? `Born ${formatDate(person.dateOfBirth)}` : 'Date of birth not on record'
  return {
    title: `Safeguarding record: ${fullName(person)}`,
    subtitle: born,
    organisation: schoolName,
    language: 'en-GB',
    date: at,
    dateText: formatDate(londonDate(at)),
    footer:
      'Confidential. For the designated safeguarding lead of the receiving school. Please send a receipt.',
    blocks: [
      { kind: 'heading', level: 2, text: 'Chronology' },
      items.length === 0
        ? { kind: 'paragraph', text: 'There are no entries.' }
        : {
            kind: 'table',
            caption: 'Entries, oldest first',
            columns: [
              { heading: 'When', holds: 'text' },
              { heading: 'What', holds: 'text' },
              { heading: 'Entry', holds: 'text' },
            ],
            rows: items.map((item) => [formatInstant(item.at), item.what, item.summary]),
          },
    ],
  }
}
