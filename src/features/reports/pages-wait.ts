import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import type { Sent } from '#/platform/web/route.ts'

/** Too many send at once: whom to ring, how long to wait, and all that was typed, under a button that sends it again. */
export function waitPage(parts: { action: string; csrf: string; typed: Sent; seconds: number }): Html {
  const { once, csrf: _csrf, ...typed } = parts.typed
  return html`<h1 class="govuk-heading-xl">Please wait a little</h1>
<p class="govuk-body-l">Lots of people are sending something right now. <strong>What you wrote is still here.</strong> Wait ${parts.seconds} seconds, then press “Send it again”.</p>
${form({
  action: parts.action,
  forgets: true,
  csrf: parts.csrf,
  ...(typeof once === 'string' ? { once } : {}),
  fields: Object.entries(typed).flatMap(([name, sent]) =>
    [sent].flat().map((value): Field => ({ kind: 'hidden', name, value })),
  ),
  submit: 'Send it again',
})}
${govuk.warningText({ text: 'Is anyone in danger now? Ring 999. Do not wait for us.', iconFallbackText: 'Warning' })}
<div class="sk-say">${picture('listen')}<p class="govuk-body-l">You can talk to Childline on <a class="govuk-link" href="tel:08001111">0800 1111</a>. It is free, day and night.</p></div>
<div class="sk-say">${picture('safe-adult')}<p class="govuk-body-l">Or tell an adult you trust. They can tell us for you.</p></div>`
}
