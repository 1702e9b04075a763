import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { allMeanings, meanings } from './mapping.ts'
import type { Drawn } from './pages.ts'

/** Asks what each column means, with the first lines of the file beside the question. */
export function columnsPage(
  { csrf, once, at }: Drawn,
  shown: { importId: string; header: readonly string[]; rows: readonly (readonly string[])[] },
  { values, errors }: FormState,
): Html {
  const { importId, header, rows } = shown
  const columns = header.map((name) => ({ value: name, text: name }))
  const back = at(`/rosters/imports/${importId}`)
  return html`${govuk.backLink({ text: 'The import', href: back })}
<h1 class="govuk-heading-l">What do the columns mean?</h1>
<p class="govuk-body">It is remembered for this source, so you are asked once.</p>
${plainTable({
  caption: 'The first lines of the file',
  captionClasses: 'govuk-table__caption--s',
  head: header.map((text) => ({ text })),
  rows: rows.map((cells) => header.map((_, at) => ({ text: cells[at] ?? '' }))),
})}
${form({
  action: at(`/rosters/imports/${importId}/columns`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'select',
      name: 'everybodyIs',
      label: 'Who is in the file?',
      choices: [
        { value: 'pupil', text: 'Pupils only' },
        { value: 'staff', text: 'Staff only' },
        { value: 'guardian', text: 'Parents and carers only' },
        { value: 'governor', text: 'Governors only' },
        { value: 'volunteer', text: 'Volunteers only' },
        { value: 'column', text: 'Several: a column says what each is' },
      ],
    },
    ...allMeanings.map((meaning) => {
      const { label, hint, needed } = meanings[meaning]
      return {
        kind: 'select',
        name: meaning,
        label,
        ...(hint === '' ? {} : { hint }),
        optional: !needed,
        choices: [{ value: '', text: 'No column' }, ...columns],
      } as const
    }),
  ],
  submit: 'Remember this',
})}`
}
