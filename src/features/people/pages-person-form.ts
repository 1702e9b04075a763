import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { bothVersions } from '#/platform/web/components/whole-pages.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { fullName, type Person, personKindWords } from './person.ts'

/** What a form needs of the request it answers. */
export type Drawn = Pick<WebRequest, 'csrf' | 'once' | 'at'>

const labels = {
  givenName: 'Given name',
  familyName: 'Family name',
  knownAs: 'Known as',
  dateOfBirth: 'Date of birth',
  email: 'E-mail address',
  jobTitle: 'Job',
} as const

const recordFields: readonly Field[] = [
  { kind: 'text', name: 'givenName', label: labels.givenName, width: 20, autocomplete: 'off' },
  { kind: 'text', name: 'familyName', label: labels.familyName, width: 20, autocomplete: 'off' },
  {
    kind: 'text',
    name: 'knownAs',
    label: labels.knownAs,
    hint: 'What people call them, where that is another name.',
    width: 20,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'date',
    name: 'dateOfBirth',
    label: labels.dateOfBirth,
    hint: 'For example, 3 11 2017',
    optional: true,
  },
  {
    kind: 'text',
    type: 'email',
    name: 'email',
    label: labels.email,
    width: 30,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'text',
    name: 'jobTitle',
    label: labels.jobTitle,
    hint: 'For staff, for example: class teacher.',
    width: 30,
    optional: true,
    autocomplete: 'off',
  },
]

/** Asks for somebody of any kind; what belongs to one kind alone says so. */
export function addPersonPage({ csrf, once, at }: Drawn, { values, errors }: FormState): Html {
  const kinds = choicesOf(personKindWords)
  return html`${govuk.backLink({ text: 'People', href: at('/people') })}
<h1 class="govuk-heading-l">Add a person</h1>
${form({
  action: at('/people/add'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'choice', name: 'kind', label: 'What are they?', choices: kinds, small: true },
    ...recordFields,
    { kind: 'date', name: 'joinedOn', label: 'First day', hint: 'For example, 1 9 2026' },
  ],
  submit: 'Add',
})}`
}

/** What is on record, to be corrected; beside it what somebody else saved meanwhile. */
export function changePersonPage(
  { csrf, once, at }: Drawn,
  person: Person,
  { values, errors, theirs }: FormState,
): Html {
  const back = at(`/people/${person.id}`)
  const typed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]))
  return html`${govuk.backLink({ text: fullName(person), href: back })}
<h1 class="govuk-heading-l">Change the record of ${fullName(person)}</h1>
${theirs && bothVersions({ labels, theirs, yours: typed })}
${form({
  action: at(`/people/${person.id}/change`),
  csrf,
  once,
  values: theirs ? { ...values, seenRevision: theirs.seenRevision } : values,
  errors,
  fields: [...recordFields, { kind: 'hidden', name: 'seenRevision' }],
  submit: 'Save',
  beside: html`<a class="govuk-link" href="${back}">Leave it as it is</a>`,
})}`
}

/** The last day, and whether access ends with it or at once. Says which roles end too. */
export function leavePage(
  { csrf, once, at }: Drawn,
  person: Person,
  roles: readonly string[],
  { values, errors }: FormState,
): Html {
  const back = at(`/people/${person.id}`)
  return html`${govuk.backLink({ text: fullName(person), href: back })}
<h1 class="govuk-heading-l">${fullName(person)} leaves the school</h1>
<p class="govuk-body">Every class of theirs ends with the last day, and so does their access, unless you end it sooner.</p>
${roles.length > 0 && govuk.warningText({ text: `These roles end too: ${roles.join(', ')}. See that somebody else has them.`, iconFallbackText: 'Warning' })}
${form({
  action: at(`/people/${person.id}/leave`),
  csrf,
  once,
  values: { accessEnds: 'afterLastDay', ...values },
  errors,
  fields: [
    { kind: 'date', name: 'lastDay', label: 'Last day', hint: 'For example, 31 8 2027' },
    {
      kind: 'choice',
      name: 'accessEnds',
      label: 'When does their access end?',
      small: true,
      choices: [
        { value: 'afterLastDay', text: 'After the last day' },
        {
          value: 'now',
          text: 'Now',
          hint: 'Every sign-in, session and role of theirs ends when you save, whatever the last day is.',
        },
      ],
    },
  ],
  submit: 'Save the last day',
  weight: 'warning',
  beside: html`<a class="govuk-link" href="${back}">No, go back</a>`,
})}`
}
