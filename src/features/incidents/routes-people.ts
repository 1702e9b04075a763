// Who is in an incident, as what, and what came of it for them.

import type { Tx } from '#/platform/database/database.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Route, redirect, type Sent, type WebRequest } from '#/platform/web/route.ts'
import { findPeopleByName, fullName, personKindWords } from '../people/index.ts'
import { addPerson, addPersonForm } from './add-person.ts'
import { parts } from './involvement.ts'
import { findInvolvement } from './involvement-store.ts'
import { recordNobody } from './nobody-involved.ts'
import { removePerson, removePersonForm } from './remove-person.ts'
import { formRoutes } from './routes-forms.ts'
import { parentRoutes } from './routes-parents.ts'
import { writeOutcome, writeOutcomeForm } from './write-outcome.ts'

/** A name to look for, and below it those who were found. The name goes by POST, never into an address. */
export async function personFields(tx: Tx, schoolId: string, request: WebRequest): Promise<Field[]> {
  const find = typeof request.body.find === 'string' ? request.body.find.slice(0, 100) : ''
  const found = find === '' ? [] : await findPeopleByName(tx, schoolId, find)
  const name: Field = {
    kind: 'text',
    name: 'find',
    label: found.length === 0 ? 'Name' : 'Look for another name',
    hint: 'The beginning of the first or last name is enough. Send the form to see who is found.',
    width: 20,
  }
  if (found.length === 0) return [name]
  const choices = found.map((person) => ({
    value: person.id,
    text: fullName(person),
    hint: personKindWords[person.kind],
  }))
  return [{ kind: 'choice', name: 'personId', label: 'Who is it?', choices }, name]
}

/** A name was typed and nobody chosen yet: those who were found are shown. */
export const lookingUp = (sent: Sent) => Boolean(sent.find) && !sent.personId && !sent.described

const passesOn = govuk.insetText({
  text: 'If you name an adult who works or volunteers here as alleged instigator, this incident passes to the case manager alone: the head, or the chair of governors if it is about the head. You may then no longer see it. Do not speak to the adult about it.',
})

const adding = formRoutes({
  path: '/people/add',
  does: 'adds a person to an incident',
  may: 'incidents.work',
  title: 'Add a person',
  submit: 'Continue',
  schema: addPersonForm,
  fields: async (tx, { schoolId, register }, request) => [
    ...(register === 'adult' ? [] : [passesOn]),
    ...(await personFields(tx, schoolId, request)),
    {
      kind: 'text',
      name: 'described',
      label: 'Or describe somebody the school does not know',
      hint: 'For instance “calls himself Rex, about fifteen, from another school”',
      optional: true,
    },
    {
      kind: 'choice',
      name: 'part',
      label: 'What is their part in it?',
      hint: 'Somebody who has two parts is added twice.',
      choices: Object.entries(parts).map(([value, { words, means }]) => ({
        value,
        text: words,
        hint: means,
      })),
    },
    html`<p class="govuk-body">Alleged instigators, those affected and others concerned, and their declared relatives, cannot see this incident from then on.</p>`,
  ],
  lookingUp,
  save: addPerson,
})

const removing = formRoutes({
  path: '/people/:involvement/remove',
  does: 'takes a person out of an incident',
  may: 'incidents.work',
  title: 'Take a person out',
  submit: 'Take out',
  schema: removePersonForm,
  fields: async (tx, { schoolId, id }, request) => {
    const person = await findInvolvement(tx, schoolId, id, idIn(request, 'involvement'))
    return [
      html`<p class="govuk-body">${person.nameThen}, ${parts[person.part].words.toLowerCase()}. The line stays on record with your reason.</p>`,
      { kind: 'longText', name: 'why', label: 'Why are they taken out?', rows: 3, limit: 1000 },
    ]
  },
  save: (context, actor, incidentId, form, request) =>
    removePerson(context, actor, incidentId, idIn(request, 'involvement'), form),
})

const outcome = formRoutes({
  path: '/people/:involvement/outcome',
  does: 'writes what came of it for a person',
  may: 'incidents.work',
  title: 'What came of it',
  submit: 'Save',
  schema: writeOutcomeForm,
  fields: async (tx, { schoolId, id }, request) => {
    const person = await findInvolvement(tx, schoolId, id, idIn(request, 'involvement'))
    return [
      html`<p class="govuk-body">${person.nameThen}, ${parts[person.part].words.toLowerCase()}.${
        person.outcome !== null && html` Until now: ${person.outcome}`
      }</p>`,
      {
        kind: 'longText',
        name: 'outcome',
        label: 'What came of it for this person?',
        hint: 'Help as well as consequences. What stood here before stays on the timeline.',
        rows: 4,
        limit: 2000,
      },
    ]
  },
  save: (context, actor, incidentId, form, request) =>
    writeOutcome(context, actor, incidentId, idIn(request, 'involvement'), form),
})

export const peopleRoutes: readonly Route[] = [
  ...adding,
  ...removing,
  ...outcome,
  ...parentRoutes,
  {
    method: 'POST',
    path: '/incidents/:id/people/nobody',
    may: 'incidents.work',
    does: 'records that nobody was involved',
    answer: async (request) => {
      await recordNobody(request.context, request.actor, idIn(request))
      return redirect(request.at(`/incidents/${idIn(request)}`))
    },
  },
]
