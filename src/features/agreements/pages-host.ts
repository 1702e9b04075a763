import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { type Html, html } from '#/platform/web/html.ts'

type Forms = {
  csrf: string
  once: string
  at: (path: string) => string
  values: TypedValues
  errors: FieldErrors
}

/** Finds the visitor by name, then asks who it is. */
export function hostPage(
  parts: Forms & { visitors: readonly { value: string; text: string }[] | null },
): Html {
  const { visitors, at, csrf, once, values, errors } = parts
  return html`<h1 class="govuk-heading-l">I answer for a visitor</h1>
<p class="govuk-body">A visitor who needs the network signs the visitors’ agreement first. You answer for their keeping to it. The office keeps visitors’ records: ask there if
yours is not found.</p>
${form({
  action: at('/agreements/visitors/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'The visitor’s name' },
    ...(visitors === null
      ? []
      : [{ kind: 'choice' as const, name: 'visitorId', label: 'Who is it?', choices: visitors }]),
  ],
  submit: visitors === null ? 'Find' : 'I answer for them',
})}`
}
