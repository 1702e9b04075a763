import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { questionsFor } from './assessment-form.ts'
import type { Drawn } from './pages.ts'
import { type Assessment, accounts, kinds, parents, places, type Tool, yearName } from './tool.ts'

/** What it is called and what it is: the rest is asked on the next page. */
export function proposePage({ at, csrf, once, values, errors }: Drawn): Html {
  return html`<h1 class="govuk-heading-l">Propose a tool</h1>
<p class="govuk-body">Then you say what it is good for and what could go wrong, and somebody else decides.</p>
${form({
  action: at('/tools/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'Name', width: 20 },
    {
      kind: 'choice',
      name: 'kind',
      label: 'What is it?',
      small: true,
      choices: choicesOf(kinds),
    },
    { kind: 'text', name: 'maker', label: 'Who makes it?', optional: true },
    {
      kind: 'text',
      name: 'site',
      label: 'Address of its site',
      hint: 'For example, www.example.org',
      optional: true,
    },
    {
      kind: 'text',
      name: 'forChildren',
      label: 'What is it for, in words for a child?',
      hint: 'For example, “You can make your own music here.”',
      optional: true,
    },
  ],
  submit: 'Go on',
})}`
}

type Assessing = { tool: Tool; years: readonly number[] }

/** What it is good for, whom it is for, and the questions of the newest version for its kind. */
export function assessPage({ tool, years }: Assessing, { at, csrf, once, values, errors }: Drawn): Html {
  const questions = questionsFor(tool.kind).map(
    ({ key, asks, hint, answers }): Field => ({
      kind: 'choice',
      name: `answer-${key}`,
      label: asks,
      ...(hint === undefined ? {} : { hint }),
      small: true,
      choices: choicesOf(answers),
    }),
  )
  return html`<h1 class="govuk-heading-l">Assess ${tool.name}</h1>
${form({
  action: at(`/tools/${tool.id}/assess`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'longText',
      name: 'benefit',
      label: 'What can people do or learn with it that they could not as well without it?',
      rows: 3,
      limit: 2000,
    },
    html`<h2 class="govuk-heading-m">Who uses it</h2>`,
    ...whoFields(years),
    html`<h2 class="govuk-heading-m">What could go wrong</h2>`,
    ...questions,
    {
      kind: 'longText',
      name: 'risks',
      label: 'What could go wrong, and what do you do about it?',
      optional: true,
      rows: 4,
      limit: 2000,
    },
  ],
  submit: 'Send it to be decided',
})}`
}

function whoFields(years: readonly number[]): Field[] {
  const yearChoices = years.map((year) => ({ value: String(year), text: yearName(year) }))
  return [
    {
      kind: 'select',
      name: 'fromYear',
      label: 'From which year group?',
      choices: [{ value: '', text: 'Staff only' }, ...yearChoices],
    },
    {
      kind: 'select',
      name: 'toYear',
      label: 'To which year group?',
      choices: [{ value: '', text: 'That one alone' }, ...yearChoices],
    },
    {
      kind: 'text',
      name: 'minAge',
      label: 'Age that its makers say',
      hint: 'Look in its terms. Many say 13 or older.',
      optional: true,
      width: 2,
      inputmode: 'numeric',
    },
    {
      kind: 'choice',
      name: 'accounts',
      label: 'How does one sign in?',
      small: true,
      choices: choicesOf(accounts),
    },
    {
      kind: 'choice',
      name: 'parents',
      label: 'What do parents know?',
      small: true,
      choices: choicesOf(parents),
    },
    { kind: 'choices', name: 'places', label: 'Where is it used?', small: true, choices: choicesOf(places) },
  ]
}

/** An assessment as the form holds it: whoever assesses again begins with what was said last. */
export const valuesOf = (one: Assessment | undefined): TypedValues =>
  one === undefined
    ? {}
    : {
        benefit: one.benefit,
        risks: one.risks ?? '',
        fromYear: one.fromYear === null ? '' : String(one.fromYear),
        toYear: one.toYear === null ? '' : String(one.toYear),
        minAge: one.minAge === null ? '' : String(one.minAge),
        accounts: one.accounts,
        parents: one.parents,
        places: one.places,
        ...Object.fromEntries(Object.entries(one.answers).map(([key, value]) => [`answer-${key}`, value])),
      }
