// A review as one document: page and PDF say the same.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { Block, ReportDocument } from '#/platform/documents/document.ts'
import { roleWords } from '../people/index.ts'
import { questionsOf } from './questions.ts'
import {
  type Part,
  parts,
  type Review,
  type ReviewAction,
  type ReviewSignature,
  reasons,
  reviewStates,
  standings,
  stillToSign,
} from './review.ts'
import type { Counted } from './review-store.ts'

export type ReviewParts = {
  school: string
  review: Review
  actions: readonly ReviewAction[]
  signatures: readonly ReviewSignature[]
  /** Roles that have to sign, as the school set it. */
  wanted: readonly string[]
  counted: Counted
  names: ReadonlyMap<string, string>
}

/** The review as a document. */
export function reviewDocument(view: ReviewParts): ReportDocument {
  const { school, review } = view
  const at = review.signedAt ?? review.finishedAt ?? review.begunAt
  return {
    title: 'Review of filtering and monitoring',
    subtitle: `Number ${review.number}. ${reasons[review.reason]}. ${reviewStates[review.state].text}.`,
    organisation: school,
    language: 'en-GB',
    date: at,
    dateText: formatInstant(at),
    footer: 'For governors. It names no child.',
    blocks: [...aboutBlocks(view), ...answerBlocks(review), ...actionBlocks(view), ...signatureBlocks(view)],
  }
}

function aboutBlocks({ review, counted }: ReviewParts): Block[] {
  return [
    { kind: 'paragraph', text: review.why },
    { kind: 'heading', level: 2, text: 'Who took part' },
    {
      kind: 'list',
      ordered: false,
      items: (Object.keys(parts) as Part[]).map((part) => `${parts[part]}: ${review.takesPart[part]}`),
    },
    { kind: 'heading', level: 2, text: 'What the checks of the year say' },
    { kind: 'paragraph', text: countedWords(counted) },
  ]
}

/** The year’s checks in two sentences. */
export const countedWords = ({ tests, failedTests, trials, wrongTrials }: Counted): string =>
  [
    tests === 0
      ? 'Nothing was tested over the network in the year before.'
      : `Tested over the network: ${times(tests)}, ${failedTests === 0 ? 'always as agreed' : `not as agreed ${times(failedTests)}`}.`,
    trials === 0
      ? 'Nobody tried it on a device.'
      : `Tried by hand on a device: ${times(trials)}, ${wrongTrials === 0 ? 'always as it should be' : `not as it should be ${times(wrongTrials)}`}.`,
  ].join(' ')

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

function answerBlocks({ edition, answers }: Review): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What was found' },
    ...questionsOf(edition).flatMap(({ key, asks }): Block[] => {
      const answer = answers[key]
      return [
        { kind: 'heading', level: 3, text: asks },
        {
          kind: 'paragraph',
          text: answer === undefined ? 'Not answered yet.' : `${standings[answer.standing]}. ${answer.says}`,
        },
      ]
    }),
  ]
}

function actionBlocks({ actions }: ReviewParts): Block[] {
  if (actions.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: 'What follows' },
    {
      kind: 'table',
      caption: 'What has to be done, by whom, until when',
      columns: [
        { heading: 'What', holds: 'text' },
        { heading: 'Who', holds: 'text' },
        { heading: 'Until', holds: 'text' },
        { heading: 'Done', holds: 'text' },
      ],
      rows: actions.map(({ what, role, dueOn, doneAt, doneHow }) => [
        what,
        roleWords(role),
        formatDate(dueOn),
        doneAt === null ? 'Not yet' : `${formatInstant(doneAt)}: ${doneHow}`,
      ]),
    },
  ]
}

function signatureBlocks({ signatures, wanted, names }: ReviewParts): Block[] {
  const missing = stillToSign(wanted, signatures)
  return [
    { kind: 'heading', level: 2, text: 'Who signed' },
    {
      kind: 'list',
      ordered: false,
      items: [
        ...signatures.map(
          ({ role, signedBy, signedAt }) =>
            `${names.get(signedBy) ?? 'Somebody who has left'}, ${roleWords(role).toLowerCase()}, ${formatInstant(signedAt)}`,
        ),
        ...missing.map((role) => `${roleWords(role)}: not yet`),
      ],
    },
  ]
}
