import type { Block, ReportDocument } from '#/platform/documents/document.ts'
import { agreementRow, shortFingerprint, type Version } from './agreement.ts'

const line = '_'.repeat(40)

/** What is written by hand under the promise, by who signs. */
const blanks = {
  pupil: ['Name', 'Class', 'Date'],
  guardian: ['Name of the child', 'Class', 'Your name', 'Signature', 'Date'],
  adult: ['Full name', 'Job title', 'Signature', 'Date'],
} as const

/** A text in force to print and sign by hand. Version and fingerprint stand at the foot of each page. */
export function paperForm(school: string, version: Version): ReportDocument {
  const { title, introduction, promise, sections } = version.text
  const { words, signer } = agreementRow(version.agreement)
  return {
    title,
    subtitle: words,
    organisation: school,
    language: 'en-GB',
    date: version.publishedAt ?? version.draftedAt,
    dateText: `Version ${version.number}`,
    footer: `Version ${version.number}, fingerprint ${shortFingerprint(version.sha256)}. Give this sheet back to the school.`,
    blocks: [
      { kind: 'paragraph', text: introduction },
      ...sections.flatMap(({ heading, paragraphs }): Block[] => [
        { kind: 'heading', level: 2, text: heading },
        { kind: 'list', ordered: false, items: paragraphs.map(({ text }) => text) },
      ]),
      { kind: 'heading', level: 2, text: 'Your answer' },
      { kind: 'paragraph', text: promise },
      { kind: 'paragraph', text: 'Draw a ring around one:     I agree     I do not agree' },
      ...blanks[signer].map((blank): Block => ({ kind: 'paragraph', text: `${blank}: ${line}` })),
    ],
  }
}
