import { type Html, html } from '../html.ts'
import { plainTable } from './plain-table.ts'

/** Why a page cannot be shown, and what the person can do about it (decision M5). */
const errorPages = {
  notFound: {
    status: 404,
    title: 'There is nothing here',
    sentence: 'The page does not exist, or it is not yours to see.',
    doThis: 'Check the address, or start again from your task list.',
  },
  notAllowed: {
    status: 403,
    title: 'You may not do this',
    sentence: 'You can see it, but your role does not let you change it.',
    doThis: 'Ask the person whose role allows it, or the head.',
  },
  refused: {
    status: 409,
    title: 'This cannot be done now',
    sentence: 'Something else has to happen first.',
    doThis: 'Go back and do that first. Anything you typed is still there.',
  },
  unreadable: {
    status: 400,
    title: 'That could not be read',
    sentence: 'The browser sent something that this page cannot read, and nothing of it was kept.',
    doThis: 'Go back, load the page afresh and send it once more.',
  },
  tooLarge: {
    status: 413,
    title: 'That is too large',
    sentence: 'What you sent is larger than we can take, and nothing of it was kept.',
    doThis: 'Go back and send a smaller file, or less text.',
  },
  throttled: {
    status: 429,
    title: 'Please wait a moment',
    sentence: 'There were many attempts in a short time.',
    doThis:
      'Wait a minute and try again. If somebody is in danger, ring 999. A child can ring Childline on 0800 1111, free, day and night, or tell an adult they trust.',
  },
  broken: {
    status: 500,
    title: 'Something went wrong on our side',
    sentence: 'It is not your fault. Whoever looks after Schoolkeeper can find it by the number below.',
    doThis: 'Go back and try once more. If it matters now, tell the safeguarding lead in person.',
  },
  unavailable: {
    status: 503,
    title: 'Schoolkeeper cannot reach its records',
    sentence: 'It is trying again by itself. Nothing that was saved is lost.',
    doThis: 'Try again in a minute. If a child may be at risk, tell the safeguarding lead in person now.',
  },
} as const

export type ErrorKind = keyof typeof errorPages

/** What a page says when it cannot be shown: `sentence` where a refusal knows the reason, `home` where the address names a school. */
export function errorPage(
  kind: ErrorKind,
  parts: { requestId: string; sentence?: string; home?: string },
): { status: number; title: string; body: Html } {
  const { status, title, sentence, doThis } = errorPages[kind]
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${parts.sentence ?? sentence}</p>
<p class="govuk-body">${doThis}</p>
${parts.home !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${parts.home}">To the first page of the school</a></p>`}
<p class="sk-error-number">Number of this request: <code>${parts.requestId}</code></p>`
  return { status, title, body }
}

/** Long work, how far it is and what comes next. Give the layout the same `againAfterSeconds`. */
export function progressPage(parts: {
  title: string
  sentence: string
  done?: number
  of?: number
  againAfterSeconds: number
}): Html {
  const { title, sentence, done, of, againAfterSeconds } = parts
  const bar =
    done === undefined || of === undefined
      ? html`<progress class="sk-progress" aria-label="${title}"></progress>`
      : html`<progress class="sk-progress" aria-label="${title}" value="${done}" max="${of}"></progress>
<p class="govuk-body">${done} of ${of}</p>`
  return html`<h1 class="govuk-heading-l">${title}</h1>
<div data-again-after-seconds="${againAfterSeconds}" aria-live="polite">${bar}<p class="govuk-body">${sentence}</p></div>`
}

/** Somebody else saved first: what stands now, field by field, beside what was typed and is still in the form. */
export function bothVersions(parts: {
  labels: Readonly<Record<string, string>>
  theirs: Readonly<Record<string, string>>
  yours: Readonly<Record<string, string>>
}): Html {
  const rows = Object.entries(parts.labels)
    .filter(([name]) => (parts.theirs[name] ?? '') !== (parts.yours[name] ?? ''))
    .map(([name, label]) => [
      { text: label },
      { text: parts.theirs[name] ?? 'empty' },
      { text: parts.yours[name] ?? 'empty' },
    ])
  return html`<div class="sk-theirs">${plainTable({
    caption: 'Somebody else changed this while you were typing',
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: 'Field' }, { text: 'What stands now' }, { text: 'What you typed' }],
    rows,
  })}</div>`
}
