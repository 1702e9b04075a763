import { form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { type Html, html } from '../web/html.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'

/** Asking for a reset, waiting for it, doing it. */
export function resetPage(
  request: WebRequest,
  parts: {
    name: string
    path: string
    state: 'ask' | 'waiting' | 'agreed'
    reviewed: boolean
    errors?: FieldErrors
  },
): Page {
  return page({
    title: 'Reset a second factor',
    errors: parts.errors ?? {},
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Reset the second factor of ${parts.name}</h1>
<p class="govuk-body">For somebody who has lost their phone or key and has no recovery code left. Their sign-ins end, and they set up
a new second factor when they next sign in.</p>
${govuk.warningText({
  text: 'Make sure that it is them: see them in person, or ring the number the school has for them. Not the number in a message.',
  iconFallbackText: 'Warning',
})}
${parts.reviewed && govuk.insetText({ text: 'This is the way for when nobody else is left to agree. Somebody who took no part looks at it afterwards.' })}
${stepOf(request, parts)}
</div></div>`,
  })
}

function stepOf(request: WebRequest, parts: Parameters<typeof resetPage>[1]): Html {
  const { csrf, once } = request
  switch (parts.state) {
    case 'ask':
      return form({
        action: request.at(`${parts.path}/ask`),
        csrf,
        once,
        errors: parts.errors ?? {},
        values: { reason: typeof request.body.reason === 'string' ? request.body.reason : '' },
        fields: [
          {
            kind: 'longText',
            name: 'reason',
            label: 'Why, and how do you know that it is them?',
            rows: 3,
            limit: 2000,
          },
        ],
        submit: 'Ask a second person',
      })
    case 'waiting':
      return govuk.insetText({
        html: html`Asked. It waits for <a class="govuk-link" href="${request.at('/two-person')}">a second person</a> to agree.`,
      })
    case 'agreed':
      return form({
        action: request.at(parts.path),
        csrf,
        once,
        fields: [],
        submit: 'Reset now',
        weight: 'warning',
      })
  }
}
