import { formatInstant } from '#/kernel/london-time.ts'
import type { Block, ReportDocument } from '#/platform/documents/document.ts'
import { agreementRow, fingerprint, type Version } from './agreement.ts'
import { ways } from './ask.ts'
import type { Signature } from './signature-store.ts'

const said = {
  signed: 'Agreed',
  refused: 'Did not agree',
  withdrawn: 'Took the agreement back',
  voided: 'The answer before was a mistake',
} as const

export type Receipt = {
  school: string
  version: Version
  signature: Signature
  signerName: string
  aboutName: string
}

/** What somebody keeps of their answer: who, what, when, how, and the whole text as it was read. */
export function receiptDocument({
  school,
  version,
  signature,
  signerName,
  aboutName,
}: Receipt): ReportDocument {
  const facts: string[][] = [
    ['Answer', said[signature.answer]],
    ['By', signerName],
    ...(signature.signerId === signature.aboutId ? [] : [['For', aboutName]]),
    ...(signature.className === null ? [] : [['Class', signature.className]]),
    ...(signature.nameWritten === null ? [] : [['Signed as', signature.nameWritten]]),
    ...(signature.jobTitle === null ? [] : [['Job or role', signature.jobTitle]]),
    ['On', formatInstant(signature.at)],
    ['How', ways[signature.way]],
    ['Version', `${version.number} of ${agreementRow(version.agreement).words}`],
    ['Fingerprint of the text', fingerprint(signature.sha256)],
  ]
  return {
    title: version.text.title,
    subtitle: 'Receipt',
    organisation: school,
    language: 'en-GB',
    date: signature.at,
    dateText: formatInstant(signature.at),
    footer: 'For whoever answered, and the school. The fingerprint is the SHA-256 of this text.',
    blocks: [
      {
        kind: 'table',
        caption: 'What was answered',
        columns: [
          { heading: 'What', holds: 'text' },
          { heading: 'Answer', holds: 'text' },
        ],
        rows: facts,
      },
      { kind: 'paragraph', text: version.text.introduction },
      ...version.text.sections.flatMap(({ heading, paragraphs }): Block[] => [
        { kind: 'heading', level: 2, text: heading },
        { kind: 'list', ordered: false, items: paragraphs.map(({ text }) => text) },
      ]),
      { kind: 'paragraph', text: version.text.promise },
    ],
  }
}
