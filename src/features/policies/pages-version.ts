// One version: its text with what can be done to it, the comments on it, and how far its approval has come.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Approval, nextStep, type Step, steps } from './approval.ts'
import type { Comment } from './comment-store.ts'
import { commentsPart } from './pages-comments.ts'
import type { FormPage } from './pages-register.ts'
import { type At, factsPart, linkedPart, textPart } from './pages-text.ts'
import { groups } from './policy.ts'
import type { PolicyParts } from './policy-document.ts'
import { cameFromWords, type Paragraph, states, type Version } from './version.ts'

export type VersionMay = { write: boolean; comment: boolean; decide: Step | null }

export type VersionPage = FormPage & {
  parts: PolicyParts
  comments: readonly Comment[]
  names: ReadonlyMap<string, string>
  may: VersionMay
}

/** The page of one version, for those who work on it and those who comment on it. */
export function versionPage(page: VersionPage): Html {
  const { parts, at, may, comments } = page
  const { version, paragraphs } = parts
  const changing = may.write && (version.state === 'draft' || version.state === 'comments')
  return html`${govuk.backLink({ text: 'The policy', href: at(`/policy-register/${version.policyId}`) })}
<span class="govuk-caption-l">Version ${version.number}</span>
<h1 class="govuk-heading-l">${version.title}</h1>
<p class="govuk-body">${statusTag(states[version.state])}</p>
${version.state === 'comments' && commentsNotice(version)}
${may.decide && decideNotice(version, may.decide, at)}
${may.write && actionsPart(page)}
<p class="govuk-body-l">${version.scope}</p>
${factsPart(parts)}
<p class="govuk-body govuk-!-display-none-print">Also to save or print: <a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/policy.pdf`)}">PDF</a>, <a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/policy.docx`)}">Word</a>.${version.number > 1 && html` <a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/changes`)}">What changed, word by word</a>`}</p>
${textPart(paragraphs, (one) => paragraphFoot(one, version, changing, comments, at))}
${paragraphs.length === 0 && html`<p class="govuk-body">There is no text yet.</p>`}
${changing && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/paragraphs/new`)}">Add a paragraph at the end</a></p>`}
${linkedPart(parts.linked)}
${commentsPart(page)}
${may.write && approvalsPart(parts.approvals, version)}`
}

function commentsNotice({ groups: asked, commentsUntil }: Version): Html {
  const who = asked.map((group) => groups[group].words).join(', ')
  return govuk.insetText({
    html: html`<p class="govuk-body">${who} can comment${commentsUntil && ` until ${formatDate(commentsUntil)}`}. Your comment goes to those who write the policy, and they answer it here.</p>
<p class="govuk-body"><a class="govuk-link" href="#comment">Write a comment</a></p>`,
  })
}

function decideNotice(version: Version, step: Step, at: At): Html {
  const path = step === 'signature' ? 'sign' : 'decide'
  return govuk.insetText({
    html: html`<p class="govuk-body">It waits for you: ${steps[step].words.toLowerCase()}.</p>
${govuk.button({ text: step === 'signature' ? 'Read it and sign' : 'Record the decision', href: at(`/policy-register/versions/${version.id}/${path}`) })}`,
  })
}

function actionsPart({ parts, at, csrf }: VersionPage): Html {
  const { version } = parts
  const base = `/policy-register/versions/${version.id}`
  const button = (path: string, text: string, usual = false) =>
    buttonForm({
      action: at(`${base}/${path}`),
      csrf,
      text,
      ...(usual ? {} : { classes: 'govuk-button--secondary' }),
    })
  const link = (path: string, text: string) =>
    html`<a class="govuk-link" href="${at(`${base}/${path}`)}">${text}</a>`
  if (version.state === 'draft') {
    return html`<div class="govuk-button-group">${button('send', 'Send it for approval', true)}${button('comments/open', 'Open it for comments')}</div>
<p class="govuk-body">${link('facts', 'Change title, scope, owner and dates')}. ${link('meetings/new', 'Record a discussion')}. ${link('word', 'Take the text from a Word file')}.</p>
${govuk.details({ summaryText: 'Give this version up', html: html`<p class="govuk-body">It is kept, and another version may begin.</p>${button('give-up', 'Give it up')}` })}`
  }
  if (version.state === 'comments') {
    return html`<div class="govuk-button-group">${button('comments/close', 'Close it for comments', true)}</div>
<p class="govuk-body">${link('facts', 'Change title, scope, owner and dates')}. ${link('meetings/new', 'Record a discussion')}.</p>`
  }
  return html``
}

function paragraphFoot(
  one: Paragraph,
  version: Version,
  changing: boolean,
  comments: readonly Comment[],
  at: At,
): Html | null {
  const base = `/policy-register/versions/${version.id}/paragraphs/${one.id}`
  const count = comments.filter(({ paragraphKey }) => paragraphKey === one.key).length
  if (!changing && count === 0) return null
  const said = count === 1 ? '1 comment' : `${count} comments`
  return html`<div class="sk-clause__foot govuk-!-display-none-print">
${
  changing &&
  html`<a class="govuk-link" href="${at(base)}">Change<span class="govuk-visually-hidden"> paragraph ${one.number}</span></a>
<a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/paragraphs/new?after=${one.id}`)}">Add one below<span class="govuk-visually-hidden"> paragraph ${one.number}</span></a>`
}
${count > 0 && html`<a class="govuk-link" href="#comments">${said}</a>`}
${changing && one.clauses.length > 0 && html`<span class="govuk-hint govuk-!-margin-bottom-0">Keeps ${one.clauses.join(', ')}</span>`}</div>`
}

function approvalsPart(approvals: readonly Approval[], version: Version): Html {
  const waiting =
    version.state === 'approving' || version.state === 'signing' ? nextStep(version, approvals) : null
  return html`<section><h2 class="govuk-heading-m">How it came about</h2>
${waiting && html`<p class="govuk-body">Next: ${steps[waiting].words.toLowerCase()}.</p>`}
${timeline([
  ...[...approvals].reverse().map((one) => ({
    at: one.at,
    title:
      one.decision === 'approved'
        ? steps[one.step].words
        : `Sent back (${steps[one.step].words.toLowerCase()})`,
    by: one.nameThen,
    body: [
      one.step === 'signature' ? null : `On ${formatDate(one.heldOn)}.`,
      one.minute && `${one.minute}.`,
      one.says,
    ]
      .filter(Boolean)
      .join(' '),
  })),
  {
    at: version.madeAt,
    title: `Begun from ${cameFromWords[version.cameFrom]}`,
    body: `${formatInstant(version.madeAt)}`,
  },
])}</section>`
}
