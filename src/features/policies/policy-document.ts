// A version as a document: page, PDF and Word file are drawn from the same.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { Block, ReportDocument } from '#/platform/documents/document.ts'
import { roleWords } from '../people/index.ts'
import { type Approval, steps } from './approval.ts'
import type { Linked } from './policy.ts'
import { blocksOf } from './text-blocks.ts'
import { fingerprint, inSections, type Paragraph, states, type Version } from './version.ts'

export type PolicyParts = {
  schoolName: string
  version: Version
  paragraphs: readonly Paragraph[]
  linked: readonly Linked[]
  approvals: readonly Approval[]
  reviewDueOn: string | null
}

/** The policy to print, to send and to save. A draft says on every page that it is one. */
export function policyDocument(parts: PolicyParts): ReportDocument {
  const { version, paragraphs, linked } = parts
  const inForce = version.adoptedOn !== null
  return {
    title: version.title,
    subtitle: version.scope,
    organisation: parts.schoolName,
    language: 'en-GB',
    date: version.publishedAt ?? version.madeAt,
    dateText: inForce
      ? `Version ${version.number}, adopted on ${formatDate(version.adoptedOn ?? '')}`
      : `Version ${version.number}: ${states[version.state].text.toLowerCase()}, not in force`,
    footer: footerOf(version, inForce),
    blocks: [
      factsTable(parts),
      ...inSections(paragraphs).flatMap(({ heading, paragraphs: ours }, index): Block[] => [
        { kind: 'heading', level: 2, text: `${index + 1}. ${heading}` },
        ...ours.flatMap(blocksOfParagraph),
      ]),
      ...(linked.length === 0 ? [] : linkedBlocks(linked)),
    ],
  }
}

function footerOf(version: Version, inForce: boolean): string {
  const mark = version.hash === null ? '' : ` Fingerprint ${fingerprint(version.hash)}.`
  return inForce
    ? `Version ${version.number}.${mark}`
    : `Draft of version ${version.number}, not in force.${mark}`
}

function blocksOfParagraph({ number, text, printed }: Paragraph): Block[] {
  return blocksOf(printed ?? text).map((block, index) =>
    block.kind === 'list'
      ? { kind: 'list', ordered: false, items: block.items }
      : { kind: 'paragraph', text: index === 0 ? `${number}  ${block.text}` : block.text },
  )
}

/** Owner, dates, approvals and signature: what an inspector looks for on the first page. */
export function factsOf({ version, approvals, reviewDueOn }: PolicyParts): [string, string][] {
  const valid = approvals.filter(
    ({ attempt, decision }) => attempt === version.attempt && decision === 'approved',
  )
  return [
    ['Owner', roleWords(version.owner)],
    ...(version.adoptedOn ? [['Adopted', formatDate(version.adoptedOn)] as [string, string]] : []),
    ...(version.appliesFrom ? [['Applies from', formatDate(version.appliesFrom)] as [string, string]] : []),
    ...(version.state === 'adopted' && reviewDueOn
      ? [['Review by', formatDate(reviewDueOn)] as [string, string]]
      : []),
    ...valid.map((one): [string, string] => [steps[one.step].words, saidOf(one)]),
  ]
}

/** Roles and days: who it was is in the history, and no name stands on a public page (B22, R113). */
function saidOf({ step, heldOn, minute, at }: Approval): string {
  if (step === 'signature') return `Signed on ${formatInstant(at)}`
  return [formatDate(heldOn), minute].filter(Boolean).join(', ')
}

function factsTable(parts: PolicyParts): Block {
  return {
    kind: 'table',
    caption: 'About this version',
    columns: [
      { heading: 'What', holds: 'text' },
      { heading: 'Who and when', holds: 'text' },
    ],
    rows: factsOf(parts),
  }
}

function linkedBlocks(linked: readonly Linked[]): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Read together with' },
    {
      kind: 'list',
      ordered: false,
      items: linked.map(({ title, keptAt }) => (keptAt === null ? title : `${title} (${keptAt})`)),
    },
  ]
}
