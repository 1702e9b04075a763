import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { SchoolClass } from '../schools/index.ts'
import type { Drawn } from './pages-person-form.ts'
import { contactWays, fullName, type Person, personKindWords } from './person.ts'

/** Offers open classes, and to pupils no part but their own. */
export function joinClassPage(
  { csrf, once, at }: Drawn,
  person: Person,
  classes: readonly SchoolClass[],
  { values, errors }: FormState,
): Html {
  const open = classes.filter(({ endsOn }) => endsOn === null)
  const parts =
    person.kind === 'pupil'
      ? [{ value: 'pupil', text: 'As a pupil' }]
      : [
          { value: 'teacher', text: 'As its teacher' },
          { value: 'assistant', text: 'As a teaching assistant' },
        ]
  return html`${heading(person, at, 'Put into a class')}
${form({
  action: at(`/people/${person.id}/classes`),
  csrf,
  once,
  values: { part: parts[0]?.value, ...values },
  errors,
  fields: [
    {
      kind: 'select',
      name: 'classId',
      label: 'Class',
      choices: [
        { value: '', text: 'Choose a class' },
        ...open.map(({ id, name }) => ({ value: id, text: name })),
      ],
    },
    { kind: 'choice', name: 'part', label: 'How?', choices: parts, small: true },
    { kind: 'date', name: 'startsOn', label: 'From which day?', hint: 'For example, 1 9 2026' },
  ],
  submit: 'Save',
})}`
}

/** Offers what they are not yet; a kind is added and never swapped. */
export function addKindPage({ csrf, once, at }: Drawn, person: Person, { values, errors }: FormState): Html {
  const kinds = (['volunteer', 'governor', 'staff', 'guardian'] as const)
    .filter((kind) => kind !== person.kind)
    .map((value) => ({ value, text: personKindWords[value] }))
  return html`${heading(person, at, 'Something else here besides')}
<p class="govuk-body">A parent who helps in class is a volunteer too: one person, with what volunteers have to sign. They stay on record as what they are now.</p>
${form({
  action: at(`/people/${person.id}/besides`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'choice', name: 'kind', label: 'What are they besides?', choices: kinds, small: true },
    {
      kind: 'text',
      name: 'why',
      label: 'What do they do?',
      hint: 'For example: hears readers in Year 2',
      width: 30,
    },
    { kind: 'date', name: 'startsOn', label: 'From which day?', hint: 'For example, 1 9 2026' },
  ],
  submit: 'Save',
})}`
}

/** How they want to be reached, beside whether the school may. */
export function contactWishPage(
  { csrf, once, at }: Drawn,
  person: Person,
  { values, errors }: FormState,
): Html {
  const ways = choicesOf(contactWays)
  return html`${heading(person, at, 'How they would rather be reached')}
<p class="govuk-body">Whether the school may contact them at all is answered for each child, and stands above this.</p>
${form({
  action: at(`/people/${person.id}/contact`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'choice', name: 'way', label: 'How would they rather be reached?', choices: ways, small: true },
    { kind: 'text', type: 'tel', name: 'telephone', label: 'Telephone number', width: 20, optional: true },
    {
      kind: 'text',
      name: 'note',
      label: 'Anything to know',
      hint: 'For example: works nights, ring after 14:00; needs an interpreter.',
      optional: true,
    },
  ],
  submit: 'Save',
})}`
}

/** People whose name was searched for, to choose one of; null before anything was searched. */
export type Found = readonly Person[] | null

/** A search first, then whom it found: names go by POST, never into an address. */
export function relativePage(
  { csrf, once, at }: Drawn,
  person: Person,
  found: Found,
  { values, errors }: FormState,
): Html {
  return html`${heading(person, at, 'Declare a relative')}
<p class="govuk-body">Two people of the school who are related: siblings, couples, an aunt who teaches here. From then on neither sees nor is told of what is about the other.</p>
${form({
  action: at(`/people/${person.id}/relatives`),
  csrf,
  once,
  values,
  errors,
  fields: [
    ...findFields('relativeId', 'Who is the relative?', found),
    ...(found === null || found.length === 0
      ? []
      : [
          {
            kind: 'text',
            name: 'relation',
            label: 'How are they related?',
            hint: 'For example: sisters',
            width: 20,
          } as const,
        ]),
  ],
  submit: found === null || found.length === 0 ? 'Find' : 'Save',
})}`
}

const yesNo = (name: string, label: string): Field => ({
  kind: 'choice',
  name,
  label,
  inline: true,
  small: true,
  choices: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
})

const fiveAnswers: readonly Field[] = [
  {
    kind: 'choice',
    name: 'parentalResponsibility',
    label: 'Do they have parental responsibility?',
    inline: true,
    small: true,
    choices: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
      { value: 'unknown', text: 'Not known' },
    ],
  },
  yesNo('mayBeContacted', 'May the school contact them?'),
  yesNo('maySign', 'May they sign for the child?'),
  yesNo('maySee', 'May they see the child’s records?'),
  yesNo('addressWithheld', 'Must the child’s address be withheld from them?'),
]

export type GuardianPage = {
  pupil: Person
  /** The guardian whose answers are changed, or those found by name. */
  guardian: Person | null
  found: Found
  seesRestriction: boolean
}

/** The five answers about one parent and one child; a court’s order only to those who may read it. */
export function guardianPage(
  { csrf, once, at }: Drawn,
  shown: GuardianPage,
  { values, errors }: FormState,
): Html {
  const { pupil, guardian, found, seesRestriction } = shown
  const chosen = guardian !== null || (found !== null && found.length > 0)
  const restriction: Field = {
    kind: 'longText',
    name: 'restriction',
    label: 'Is there a court order or another restriction?',
    hint: 'Only the safeguarding leads and the office read this. Everybody else sees that there is one, and whom to ask.',
    rows: 3,
    limit: 2000,
    optional: true,
  }
  return html`${heading(pupil, at, guardian === null ? 'Add a parent or carer' : `${fullName(guardian)} and ${fullName(pupil)}`)}
${form({
  action: at(`/people/${pupil.id}/guardians${guardian === null ? '' : `/${guardian.id}`}`),
  csrf,
  once,
  values,
  errors,
  fields: [
    ...(guardian === null
      ? findFields('guardianId', 'Who is it?', found)
      : [{ kind: 'hidden', name: 'guardianId', value: guardian.id } as const]),
    ...(chosen
      ? [
          {
            kind: 'text',
            name: 'relation',
            label: 'What are they to the child?',
            hint: 'For example: mother, foster carer',
            width: 20,
          } as const,
          ...fiveAnswers,
          ...(seesRestriction ? [restriction] : []),
        ]
      : []),
  ],
  submit: chosen ? 'Save' : 'Find',
})}`
}

function findFields(name: string, label: string, found: Found): readonly Field[] {
  const find: Field = {
    kind: 'text',
    name: 'find',
    label: found === null ? label : 'Search again by name',
    hint: 'The beginning of their name. Somebody who is not on record yet is added under People first.',
    width: 20,
    autocomplete: 'off',
    optional: found !== null,
  }
  if (found === null || found.length === 0) return [find]
  const choices = found.map((person) => ({
    value: person.id,
    text: `${fullName(person)} (${personKindWords[person.kind].toLowerCase()})`,
  }))
  return [{ kind: 'choice', name, label, choices, small: true }, find]
}

function heading(person: Person, at: Drawn['at'], title: string): Html {
  return html`${govuk.backLink({ text: fullName(person), href: at(`/people/${person.id}`) })}
<h1 class="govuk-heading-l">${title}</h1>`
}
