// Comments on a draft: the form, what was said, and what came of it.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Comment } from './comment-store.ts'
import type { FormPage } from './pages-register.ts'
import type { VersionPage } from './pages-version.ts'
import { groupNames, groups } from './policy.ts'

/** The part of a version’s page with its comments. */
export function commentsPart(page: VersionPage): Html {
  const { comments, may, parts } = page
  if (comments.length === 0 && !may.comment) return html``
  return html`<section id="comments"><h2 class="govuk-heading-m">Comments</h2>
${comments.length === 0 && html`<p class="govuk-body">None so far.</p>`}
${comments.map((one) => commentPart(one, page))}
${may.comment && parts.version.state === 'comments' && commentForm(page)}</section>`
}

function commentPart(comment: Comment, { parts, names, may, at }: VersionPage): Html {
  const about = parts.paragraphs.find(({ key }) => key === comment.paragraphKey)
  const who = comment.meeting ?? names.get(comment.personId) ?? 'Somebody who has left'
  const when = comment.heldOn === null ? formatInstant(comment.at) : formatDate(comment.heldOn)
  const base = `/policy-register/versions/${parts.version.id}/comments/${comment.id}`
  return html`<div class="govuk-!-margin-bottom-6">
<p class="govuk-body govuk-!-margin-bottom-1"><strong>${groups[comment.group].words}</strong>, ${when}${about && html`, on <a class="govuk-link" href="#p-${about.key}">paragraph ${about.number}</a>`}</p>
${writtenWords(comment.says, who)}
${
  comment.answer !== null
    ? html`<p class="govuk-body"><strong>${comment.changedText ? 'The text was changed.' : 'The text stays.'}</strong> ${comment.answer}</p>`
    : may.write && comment.meeting === null
      ? html`<p class="govuk-body"><a class="govuk-link" href="${at(base)}">Answer<span class="govuk-visually-hidden"> this comment</span></a></p>`
      : comment.meeting === null && html`<p class="govuk-hint">Not answered yet.</p>`
}</div>`
}

function commentForm({ parts, at, csrf, once, values, errors }: VersionPage): Html {
  return html`<div id="comment"><h3 class="govuk-heading-s">Say what you think</h3>
<p class="govuk-body">Did something happen to you or to somebody else? Do not write it here: <a class="govuk-link" href="${at('/report')}">tell the school</a>, so that somebody looks at it today.</p>
${form({
  action: at(`/policy-register/versions/${parts.version.id}/comments`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'select',
      name: 'paragraphKey',
      label: 'What is it about?',
      choices: [
        { value: '', text: 'The whole policy' },
        ...parts.paragraphs.map(({ key, number, heading }) => ({ value: key, text: `${number} ${heading}` })),
      ],
    },
    { kind: 'longText', name: 'says', label: 'Your comment', rows: 5, limit: 4000 },
  ],
  submit: 'Send the comment',
})}</div>`
}

/** Asks what came of a comment. */
export function answerPage(page: FormPage & { comment: Comment; versionId: string }): Html {
  const { comment, versionId, at, csrf, once, values, errors } = page
  const back = at(`/policy-register/versions/${versionId}#comments`)
  return html`${govuk.backLink({ text: 'Comments', href: back })}
<h1 class="govuk-heading-l">Answer a comment</h1>
${writtenWords(comment.says)}
${form({
  action: at(`/policy-register/versions/${versionId}/comments/${comment.id}`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'changedText',
      label: 'Was the text changed because of it?',
      inline: true,
      choices: [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No' },
      ],
    },
    {
      kind: 'longText',
      name: 'answer',
      label: 'What came of it, and why?',
      hint: 'Whoever wrote the comment reads this.',
      rows: 4,
      limit: 2000,
    },
  ],
  submit: 'Send the answer',
})}`
}

/** Writes down what a meeting said. */
export function meetingPage(page: FormPage & { versionId: string }): Html {
  const { versionId, at, csrf, once, values, errors } = page
  const back = at(`/policy-register/versions/${versionId}`)
  return html`${govuk.backLink({ text: 'The draft', href: back })}
<h1 class="govuk-heading-l">Record a discussion</h1>
<p class="govuk-body">A staff meeting, the governors, a forum of parents, the pupils’ council: what they thought belongs to the history of the policy.</p>
${form({
  action: at(`/policy-register/versions/${versionId}/meetings/new`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'group',
      label: 'Who met?',
      choices: groupNames.map((value) => ({ value, text: groups[value].words })),
    },
    {
      kind: 'text',
      name: 'meeting',
      label: 'Which meeting, and about how many came?',
      hint: 'For example, staff meeting, 24 people',
    },
    { kind: 'date', name: 'heldOn', label: 'When?', hint: 'For example, 24 11 2026' },
    { kind: 'longText', name: 'says', label: 'What did they think?', rows: 6, limit: 4000 },
  ],
  submit: 'Save',
})}`
}
