import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import {
  type AgreementKey,
  type AgreementText,
  agreementRow,
  clausesLost,
  fingerprint,
  type Version,
  versionStates,
} from './agreement.ts'
import { changeWords } from './change-words.ts'
import { fieldOf } from './draft-fields.ts'

type Forms = { csrf: string; once: string; at: (path: string) => string }

/** The text as its signers read it: with pictures where children read it. `headingLevel` is that of its title. */
export function agreementText(key: AgreementKey, text: AgreementText, headingLevel: 1 | 2 = 1): Html {
  const pictures = agreementRow(key).look === 'pictures'
  const title =
    headingLevel === 1
      ? html`<h1 class="govuk-heading-l">${text.title}</h1>`
      : html`<h2 class="govuk-heading-m">${text.title}</h2>`
  return html`<article class="sk-agreement">${title}
<p class="govuk-body-l">${text.introduction}</p>
${text.sections.map(
  (section) => html`${
    headingLevel === 1
      ? html`<h2 class="govuk-heading-m">${section.heading}</h2>`
      : html`<h3 class="govuk-heading-s">${section.heading}</h3>`
  }
<ul class="sk-agreement__rules">${section.paragraphs.map(
    (one) =>
      html`<li>${pictures && one.picture !== undefined && picture(one.picture)}<span>${one.text}</span></li>`,
  )}</ul>`,
)}
</article>`
}

export type TextLine = {
  key: AgreementKey
  asked: boolean
  current: Version | undefined
  open: Version | undefined
}

/** Every agreement, whether its text is in force, and what can be done about it. */
export function textsPage(lines: readonly TextLine[], at: Forms['at'], mayDraft: boolean): Html {
  return html`<h1 class="govuk-heading-l">Texts of the agreements</h1>
<p class="govuk-body">Each starts from a model text. Change it as your school needs, have it approved, and it is what people sign. Every version is kept
with its fingerprint.</p>
${plainTable({
  firstCellIsHeader: true,
  head: ['Agreement', 'In force since', 'Version', 'Being written'].map((text) => ({ text })),
  rows: lines.map(({ key, asked, current, open }) => [
    {
      html: html`<a class="govuk-link" href="${at(`/agreements/texts/${key}`)}">${agreementRow(key).words}</a>${
        !asked && html`<br><span class="govuk-hint">Not asked for at this school</span>`
      }`,
    },
    { text: current?.publishedAt ? formatDate(londonDate(current.publishedAt)) : 'not yet' },
    { text: current ? String(current.number) : '–' },
    {
      html: open
        ? html`<a class="govuk-link" href="${at(`/agreements/versions/${open.id}`)}">Version ${open.number}</a> ${statusTag(versionStates[open.state], 'brief')}`
        : html`${mayDraft && !current ? 'Open it to start from the model' : '–'}`,
    },
  ]),
})}`
}

/** One agreement: what is in force, its versions, and the way to a draft. */
export function textPage(
  parts: Forms & { key: AgreementKey; versions: readonly Version[]; mayDraft: boolean },
): Html {
  const { key, versions, at } = parts
  const open = versions.find(({ state }) => state === 'draft' || state === 'waiting')
  const current = versions.find(({ state }) => state === 'published')
  return html`<h1 class="govuk-heading-l">${agreementRow(key).words}</h1>
${!current && govuk.insetText({ text: 'No text of this agreement is in force, so nobody is asked to sign it.' })}
${
  open
    ? html`<p class="govuk-body">${statusTag(versionStates[open.state])} <a class="govuk-link" href="${at(`/agreements/versions/${open.id}`)}">Open version ${open.number}</a></p>`
    : parts.mayDraft &&
      buttonForm({
        action: at(`/agreements/texts/${key}/draft`),
        csrf: parts.csrf,
        once: parts.once,
        text: current ? 'Change the text' : 'Start from the model text',
      })
}
${current && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/agreements/versions/${current.id}`)}">Read what is in force</a>, or <a class="govuk-link" href="${at(`/agreements/versions/${current.id}/paper.pdf`)}">print it to be signed by hand</a></p>`}
${
  versions.length > 0 &&
  plainTable({
    caption: 'Versions',
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: ['Version', 'State', 'Change', 'Why'].map((text) => ({ text })),
    rows: versions.map((version) => [
      {
        html: html`<a class="govuk-link" href="${at(`/agreements/versions/${version.id}`)}">Version ${version.number}</a>`,
      },
      { html: statusTag(versionStates[version.state], 'brief') },
      { text: version.change === 'minor' ? 'Minor' : 'Asks for signatures' },
      { text: version.why },
    ]),
  })
}`
}

export type VersionPage = Forms & {
  version: Version
  /** The clauses of the school's own policy, or null while it has chosen none. */
  ownClauses: (clause: string) => boolean
  names: ReadonlyMap<string, string>
  mayDraft: boolean
  mayDecide: boolean
  errors: FieldErrors
}

/** A version as people will see it, with what can be done with it. */
export function versionPage(parts: VersionPage): Html {
  const { version, names, at } = parts
  const lost = clausesLost(version.agreement, version.text).filter(parts.ownClauses)
  return html`<p class="govuk-body">${statusTag(versionStates[version.state])}</p>
${
  lost.length > 0 &&
  version.state !== 'replaced' &&
  govuk.warningText({
    text: `No paragraph says any longer what these clauses of your policy ask for: ${lost.join(', ')}.`,
    iconFallbackText: 'Warning',
  })
}
<div class="sk-preview">${agreementText(version.agreement, version.text)}
<p class="govuk-body"><strong>${version.text.promise}</strong></p></div>
${govuk.summaryList({
  rows: [
    ['Version', String(version.number)],
    ['What it asks of people', changeWords(version)],
    ['Why', version.why],
    ['Written by', names.get(version.draftedBy ?? '') ?? 'Schoolkeeper'],
    [
      'Approved by',
      version.publishedAt ? (names.get(version.approvedBy ?? '') ?? 'Schoolkeeper') : 'not yet',
    ],
    ['In force from', version.publishedAt ? formatDate(londonDate(version.publishedAt)) : 'not yet'],
    ['Fingerprint (SHA-256)', fingerprint(version.sha256)],
  ].map(([key = '', value = '']) => ({ key: { text: key }, value: { text: value } })),
})}
${version.state === 'draft' && parts.mayDraft && draftActions(parts)}
${version.state === 'waiting' && parts.mayDecide && decision(parts)}
${
  version.state === 'waiting' &&
  !parts.mayDecide &&
  govuk.insetText({ text: 'It waits for whoever approves texts at your school.' })
}
<p class="govuk-body"><a class="govuk-link" href="${at(`/agreements/texts/${version.agreement}`)}">All versions</a></p>`
}

function draftActions({ version, at, csrf, once }: VersionPage): Html {
  return html`<div class="govuk-button-group">${govuk.button({
    text: 'Change the words',
    href: at(`/agreements/versions/${version.id}/change`),
    classes: 'govuk-button--secondary',
  })}${buttonForm({
    action: at(`/agreements/versions/${version.id}/submit`),
    csrf,
    once,
    text: 'Send for approval',
  })}</div>`
}

function decision({ version, at, csrf, once, errors }: VersionPage): Html {
  return form({
    action: at(`/agreements/versions/${version.id}/decide`),
    csrf,
    once,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: 'Do you approve this text?',
        choices: [
          { value: 'approve', text: 'Yes, it is in force from now on', hint: changeWords(version) },
          { value: 'sendBack', text: 'No, it goes back to be written on' },
        ],
      },
    ],
    submit: 'Decide',
  })
}

/** The form in which a draft is written: each paragraph a box of its own, and one more in each section. */
export function draftPage(
  parts: Forms & { version: Version; values: TypedValues; errors: FieldErrors },
): Html {
  const { version, values, errors, at, csrf, once } = parts
  return html`<h1 class="govuk-heading-l">Change the words</h1>
<p class="govuk-body">Empty a box and its paragraph goes. The small codes are clauses of the policies that the paragraph carries: keep what they ask for.</p>
${form({
  action: at(`/agreements/versions/${version.id}/change`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'seenRevision' },
    { kind: 'text', name: 'title', label: 'Title' },
    { kind: 'longText', name: 'introduction', label: 'Introduction', rows: 2 },
    ...version.text.sections.flatMap(({ heading, paragraphs }, section) => [
      html`<h2 class="govuk-heading-m">${heading}</h2>`,
      { kind: 'text' as const, name: fieldOf(section, 'heading'), label: `Heading of part ${section + 1}` },
      ...paragraphs.map(({ key, clauses }, index) => ({
        kind: 'longText' as const,
        name: fieldOf(section, key),
        label: `Paragraph ${index + 1}`,
        rows: 3,
        ...(clauses.length > 0 ? { hint: clauses.join(', ') } : {}),
      })),
      {
        kind: 'longText' as const,
        name: fieldOf(section, 'new'),
        label: `A new paragraph under “${heading}”`,
        optional: true,
        rows: 2,
      },
    ]),
    { kind: 'longText', name: 'promise', label: 'What stands above the signature', rows: 2 },
    {
      kind: 'choice',
      name: 'change',
      label: 'Do people have to sign again?',
      choices: [
        { value: 'signatures', text: 'Yes', hint: 'It asks something else of them than before.' },
        { value: 'minor', text: 'No, it is a minor change', hint: 'Signatures stand.' },
      ],
    },
    { kind: 'text', name: 'why', label: 'Why does it change?' },
  ],
  submit: 'Save the draft',
})}`
}
