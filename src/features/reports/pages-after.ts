import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import { misuseKind } from '../incidents/index.ts'
import type { OwnReport } from './answer-report.ts'
import type { Report } from './report.ts'

/** Whom anybody can ring without us. */
export type Outside = readonly { words: string; phone: string | null }[]

/** After sending. The code is shown this once. */
export function sentPage(parts: {
  replyCode: string | null
  passedOn: boolean
  /** Somebody may be in danger: what to do now stands before everything else. */
  danger: boolean
  nobodyHere: boolean
  outside: Outside
  replyHref: string
  doneHref: string
  forChild: boolean
}): Html {
  const { replyCode, forChild } = parts
  return html`${
    forChild
      ? html`<h1 class="govuk-heading-xl">${picture('sent')} Thank you. You did the right thing.</h1>`
      : govuk.panel({ titleText: 'Thank you. We have it.', html: html`` })
  }
${parts.danger && govuk.warningText({ text: forChild ? 'Tell a grown-up near you now, or ring 999.' : 'If anyone is in danger now, ring 999. Do not wait for us.', iconFallbackText: 'Warning' })}
${
  parts.nobodyHere &&
  govuk.warningText({
    text: 'Nobody at this school can be told without telling those it is about. Please ring one of the numbers below now.',
    iconFallbackText: 'Warning',
  })
}
<p class="govuk-body-l">${parts.passedOn ? 'It was passed to the right person.' : 'The people who look after safety online here have been told.'}</p>
${
  replyCode !== null &&
  html`<h2 class="govuk-heading-m">Your code</h2><p class="govuk-body">With it you can read our answer and write to us again. Write it down: it is shown only now, and nobody can look it up.</p>
<p class="sk-reply-code">${replyCode}</p>
<p class="govuk-body">You type it in at <a class="govuk-link" href="${parts.replyHref}">I have a code</a>.</p>`
}
${outsideList(parts.outside)}
${govuk.button({ text: forChild ? 'I am finished' : 'Finish', href: parts.doneHref })}`
}

/** Police, LADO and children's services, always shown: nobody needs us to reach them. */
function outsideList(outside: Outside): Html {
  return govuk.details({
    summaryText: 'Ring somebody outside the school',
    html: html`<p class="govuk-body">You need nobody’s leave for this.</p>
<ul class="govuk-list">${outside.map(
      ({ words, phone }) =>
        html`<li><strong>${words}</strong>: ${phone ?? 'ask the local authority’s switchboard'}</li>`,
    )}</ul>`,
  })
}

/** Where a code is typed in. */
export function codePage(parts: {
  action: string
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
}): Html {
  return html`<h1 class="govuk-heading-l">Read our answer</h1>
${form({
  action: parts.action,
  forgets: true,
  csrf: parts.csrf,
  once: parts.once,
  values: parts.values,
  errors: parts.errors,
  fields: [
    {
      kind: 'text',
      name: 'code',
      label: 'Your code',
      hint: 'Twelve letters and numbers, like K7M2-QX9D-3FHT',
      width: 20,
      autocomplete: 'off',
    },
  ],
  submit: 'Continue',
})}`
}

/** What one told us and what was written to and fro. No case details: those are not the reporter's to read. */
export function ownReportPage(parts: {
  own: OwnReport
  action: string
  csrf: string
  once: string
  code: string | null
  values: TypedValues
  errors: FieldErrors
  outside: Outside
}): Html {
  const { report, messages } = parts.own
  return html`<h1 class="govuk-heading-l">What you told us</h1>
<p class="govuk-body">${formatInstant(report.receivedAt)}. ${report.aboutAdult ? 'It was passed to the right person.' : 'It is with those who look after this.'}</p>
${govuk.summaryList({ rows: report.said.map(({ ask, answer }) => ({ key: { text: ask }, value: { html: writtenWords(answer.reveal()) } })) })}
<h2 class="govuk-heading-m">What was written since</h2>
${messages.map(({ writtenBy, text, writtenAt }) =>
  writtenWords(
    text.reveal(),
    `${writtenBy === 'school' ? 'The school' : 'You'}, ${formatInstant(writtenAt)}`,
  ),
)}
${!messages.some(({ writtenBy }) => writtenBy === 'school') && html`<p class="govuk-body">There is no answer yet. Look again tomorrow.</p>`}
${form({
  action: parts.action,
  forgets: true,
  csrf: parts.csrf,
  once: parts.once,
  values: parts.values,
  errors: parts.errors,
  fields: [
    ...(parts.code === null ? [] : [{ kind: 'hidden' as const, name: 'code', value: parts.code }]),
    { kind: 'longText', name: 'text', label: 'Write to us again', rows: 4, limit: 4000 },
  ],
  submit: 'Send',
})}
${outsideList(parts.outside)}`
}

/** All that somebody told us from their own sign-in. */
export function myReportsPage(parts: { reports: readonly Report[]; at: (path: string) => string }): Html {
  const { reports, at } = parts
  const rows = reports.map((report) => [
    {
      html: html`<a class="govuk-link" href="${at(`/my-reports/${report.id}`)}">${formatInstant(report.receivedAt)}</a>`,
    },
    { text: generalWords(report) },
  ])
  return html`<h1 class="govuk-heading-l">What you told us</h1>
${
  rows.length === 0
    ? emptyState({
        sentence: 'You have told us nothing yet.',
        action: { text: 'Tell us something', href: at('/report') },
      })
    : plainTable({ head: [{ text: 'When' }, { text: 'What' }], rows })
}`
}

/** What a report was about, so that rows can be told apart: no more than may be read over one’s shoulder (decision S14). */
function generalWords({ danger, aboutAdult, said }: Report): string {
  if (danger) return 'Somebody in danger'
  const kind = misuseKind(said.find((one) => one.kind !== undefined)?.kind ?? '')
  if (aboutAdult || kind?.register === 'adult') return 'Passed to the right person'
  if (kind === undefined) return 'Report'
  if (kind.safeguarding) return 'A child’s safety'
  return { pupil: 'Pupils online', staffVictim: 'Staff as targets', technical: 'Devices, accounts or data' }[
    kind.register
  ]
}
