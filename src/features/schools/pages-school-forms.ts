import type { Term } from '#/kernel/school-calendar.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { termRows } from './keep-calendar.ts'
import { type Phase, phases, yearWords } from './school.ts'

/** What a form needs of the request it answers. */
export type Drawn = Pick<WebRequest, 'csrf' | 'once' | 'at'>

/** One day of term on which the school is closed, with its reason. */
export function closedForm({ csrf, once, at }: Drawn, { values, errors }: FormState): Html {
  return form({
    action: at('/school/closed-days'),
    csrf,
    once,
    values,
    errors,
    fields: [
      { kind: 'date', name: 'day', label: 'Which day?', hint: 'For example, 4 1 2027' },
      { kind: 'text', name: 'why', label: 'Why?', hint: 'For example: inset day', width: 20 },
    ],
    submit: 'Mark as closed',
  })
}

/** The same form on a page of its own, for when something in it is wrong. */
export function closedDayPage(drawn: Drawn, state: FormState): Html {
  return html`${backToSchool(drawn)}<h1 class="govuk-heading-l">Mark a day as closed</h1>${closedForm(drawn, state)}`
}

/** Name, hours, address for questions, and the ranges from which class sessions open. */
export function changeSchoolPage(drawn: Drawn, { values, errors }: FormState): Html {
  return html`${backToSchool(drawn)}<h1 class="govuk-heading-l">Change the school’s details</h1>
${form({
  action: drawn.at('/school/change'),
  csrf: drawn.csrf,
  once: drawn.once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'Name of the school', width: 30 },
    {
      kind: 'text',
      type: 'email',
      name: 'email',
      label: 'E-mail address for questions',
      hint: 'Shown to everybody on the pages that say what we keep.',
      width: 30,
      optional: true,
    },
    {
      kind: 'text',
      name: 'dayStartsAt',
      label: 'The school day starts at',
      hint: 'For example, 08:40',
      width: 5,
    },
    {
      kind: 'text',
      name: 'dayEndsAt',
      label: 'The school day ends at',
      hint: 'For example, 15:30',
      width: 5,
    },
    {
      kind: 'longText',
      name: 'networkRanges',
      label: 'Address ranges of the school’s network',
      hint: 'One a line, like 10.4.0.0/16. Whoever runs the network knows them. Class sessions open only from there.',
      rows: 3,
      optional: true,
    },
  ],
  submit: 'Save',
})}`
}

/** Terms to fill in; `suggested` says that the school has none yet and usual dates stand there. */
export function termsPage(drawn: Drawn, suggested: boolean, { values, errors }: FormState): Html {
  const rows = termRows.map((row): readonly Field[] => [
    { kind: 'text', name: `name${row}`, label: `Term ${row + 1}`, width: 10, optional: row > 0 },
    { kind: 'date', name: `from${row}`, label: `First day of term ${row + 1}`, optional: row > 0 },
    { kind: 'date', name: `to${row}`, label: `Last day of term ${row + 1}`, optional: row > 0 },
  ])
  return html`${backToSchool(drawn)}<h1 class="govuk-heading-l">Terms of this school year</h1>
<p class="govuk-body">${suggested ? 'These are England’s usual dates. Put in your own.' : 'Earlier years stay as they were.'} A row without a name is left out.</p>
${form({ action: drawn.at('/school/terms'), csrf: drawn.csrf, once: drawn.once, values, errors, fields: rows.flat(), submit: 'Save the terms' })}`
}

/** Terms as the fields of the form. */
export function termValues(terms: readonly Term[]): Record<string, string> {
  return Object.fromEntries(
    terms.flatMap(({ name, from, to }, row) => [
      [`name${row}`, name],
      [`from${row}`, from],
      [`to${row}`, to],
    ]),
  )
}

/** Offers the years of the school’s own phases. */
export function addClassPage(drawn: Drawn, parts: readonly Phase[], { values, errors }: FormState): Html {
  const years = parts.flatMap(({ key }) =>
    phases[key].years.map((year) => ({ value: String(year), text: yearWords(year) })),
  )
  return html`${backToSchool(drawn)}<h1 class="govuk-heading-l">Add a class</h1>
${form({
  action: drawn.at('/school/classes'),
  csrf: drawn.csrf,
  once: drawn.once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'Name of the class', hint: 'For example: 3 Oak', width: 10 },
    {
      kind: 'choice',
      name: 'phaseId',
      label: 'Phase',
      choices: parts.map(({ id, name }) => ({ value: id, text: name })),
      small: true,
    },
    {
      kind: 'select',
      name: 'yearGroup',
      label: 'Year',
      choices: [...years, { value: 'mixed', text: 'Mixed years' }],
    },
    { kind: 'date', name: 'startsOn', label: 'First day', hint: 'For example, 1 9 2026' },
  ],
  submit: 'Add',
})}`
}

const backToSchool = ({ at }: Drawn): Html => govuk.backLink({ text: 'School', href: at('/school') })
