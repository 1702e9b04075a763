import { buttonForm, form } from '../web/components/form.ts'
import { type Html, html } from '../web/html.ts'
import type { FieldErrors } from '../web/route.ts'

type Parts = {
  at: (path: string) => string
  csrf: string
  once: string
  open: 'waiting' | 'agreed' | null
  values?: Readonly<Record<string, string>>
  errors?: FieldErrors
}

/** Says what an export is and what it takes; the code is for whoever holds the grant of two people. */
export function exportPage(parts: Parts): Html {
  return html`<h1 class="govuk-heading-l">Export</h1>
<p class="govuk-body">An export is a folder with everything of this school: each register as a table, the files, and the chain of the audit trail. Whoever runs the server writes it, with a code that two people of the school have allowed.</p>
<p class="govuk-body">It holds what you may see. Sealed files are listed and stay sealed. Sign-ins and keys are left out.</p>
${parts.open === 'agreed' ? agreed(parts) : parts.open === 'waiting' ? waiting : asking(parts)}`
}

/** The code, shown once: `hours` is how long it may still be typed into the console. */
export function exportCodePage(code: string, hours: number): Html {
  return html`<h1 class="govuk-heading-l">The code for the export</h1>
<p class="govuk-heading-m">${code}</p>
<p class="govuk-body">Give it to whoever runs the server. It works once, within ${hours} hours, and is not shown again.</p>`
}

const waiting = html`<p class="govuk-inset-text">A second person has been asked, and has not answered yet.</p>`

function agreed({ at, csrf, once }: Parts): Html {
  return html`<p class="govuk-body">A second person has agreed.</p>
${buttonForm({ action: at('/export/code'), csrf, once, text: 'Show the code' })}`
}

function asking({ at, csrf, once, values = {}, errors = {} }: Parts): Html {
  return form({
    action: at('/export/ask'),
    csrf,
    once,
    values,
    errors,
    fields: [{ kind: 'longText', name: 'reason', label: 'Why is it needed?', limit: 2000 }],
    submit: 'Ask a second person',
  })
}
