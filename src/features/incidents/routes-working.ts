// Working on an incident: each form as data. What may be done in which state is the table's in incident.ts.

import * as z from 'zod'
import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { html } from '#/platform/web/html.ts'
import type { Route } from '#/platform/web/route.ts'
import { roleChoices } from '../people/index.ts'
import { addAddendum, addAddendumForm, addendumKinds } from './add-addendum.ts'
import { listAddenda } from './addendum-store.ts'
import { asked, askIt, askItForm } from './ask-it.ts'
import { closeIncident, closeIncidentForm } from './close-incident.ts'
import {
  type Action,
  actionNames,
  actions,
  type Incident,
  moves,
  registersOfOneMatter,
  states,
} from './incident.ts'
import { listIncidents } from './list-store.ts'
import { kindWords, misuseCatalogue } from './misuse-catalogue.ts'
import { moveIncident, moveIncidentForm } from './move-incident.ts'
import { reclassifyForm, reclassifyIncident } from './reclassify-incident.ts'
import { formRoutes } from './routes-forms.ts'

const yesNo = choicesOf({ yes: 'Yes', no: 'No' })
const answered = (answer: boolean | null) => (answer === null ? 'notDecided' : answer ? 'yes' : 'no')
const noPictures = html`<p class="govuk-body">Write facts before opinions. If there may be a picture of a child, say where it is and never what it shows.</p>`

const addendum = formRoutes({
  path: '/add',
  does: 'adds to an incident',
  may: 'incidents.addNote',
  title: 'Add to this incident',
  submit: 'Add',
  schema: addAddendumForm,
  fields: async (tx, { schoolId, id }) => {
    const known = await listAddenda(tx, schoolId, id)
    return [
      noPictures,
      { kind: 'choice', name: 'kind', label: 'What is this?', choices: choicesOf(addendumKinds) },
      { kind: 'longText', name: 'text', label: 'What do you want to add?', rows: 8, limit: 10_000 },
      {
        kind: 'select',
        name: 'supersedes',
        label: 'If it corrects something: what?',
        choices: [
          { value: '', text: 'The first account' },
          ...known.map(({ id: value, text }) => ({ value, text: text.reveal().slice(0, 60) })),
        ],
      },
    ]
  },
  save: addAddendum,
})

const kind = formRoutes({
  path: '/kind',
  does: 'changes what kind of incident it is',
  may: 'incidents.reclassify',
  title: 'Change the kind of incident',
  submit: 'Change the kind',
  schema: reclassifyForm,
  values: (incident) => ({
    kind: incident.kind,
    safeguarding: answered(incident.safeguarding),
    possibleChildImage: answered(incident.possibleChildImage),
  }),
  fields: () => [
    {
      kind: 'select',
      name: 'kind',
      label: 'What kind of thing happened?',
      choices: misuseCatalogue.map(({ id, words }) => ({ value: id, text: words })),
    },
    {
      kind: 'choice',
      name: 'safeguarding',
      label: 'May a child be harmed or at risk?',
      choices: yesNo,
      inline: true,
    },
    {
      kind: 'choice',
      name: 'possibleChildImage',
      label: 'Could there be a nude, semi-nude or sexual picture of a child?',
      hint: '“Not sure” is yes. Do not look, to find out.',
      choices: yesNo,
      inline: true,
    },
    { kind: 'longText', name: 'why', label: 'What came to light?', rows: 4, limit: 2000 },
  ],
  save: reclassifyIncident,
})

const close = formRoutes({
  path: '/close',
  does: 'closes an incident',
  may: 'incidents.close',
  title: 'Close this incident',
  submit: 'Close the incident',
  schema: closeIncidentForm,
  fields: () => [
    { kind: 'longText', name: 'done', label: 'What was done?', limit: 4000 },
    { kind: 'longText', name: 'told', label: 'Who was told?', rows: 3, limit: 4000 },
    {
      kind: 'longText',
      name: 'change',
      label: 'What will the school change?',
      hint: '“Nothing” is an answer. If something changes, whoever you choose below gets a task and sees only this answer.',
      rows: 3,
      limit: 4000,
    },
    {
      kind: 'select',
      name: 'changeBy',
      label: 'Who makes the change?',
      choices: [
        { value: '', text: 'Choose who' },
        { value: 'nobody', text: 'Nobody: nothing changes' },
        ...roleChoices(),
      ],
    },
  ],
  save: closeIncident,
})

const it = formRoutes({
  path: '/it',
  does: 'asks IT support for help',
  may: 'incidents.askIt',
  title: 'Ask IT support',
  submit: 'Send the slip',
  schema: askItForm,
  fields: () => [
    govuk.insetText({
      text: 'IT support sees these four answers and the time, and nothing else of the incident. Write no name of a child and nothing of what happened.',
    }),
    { kind: 'choice', name: 'asked', label: 'What should they do?', choices: choicesOf(asked) },
    {
      kind: 'text',
      name: 'device',
      label: 'Device',
      hint: 'Its label or name on the network',
      optional: true,
      width: 20,
    },
    { kind: 'text', name: 'account', label: 'Network account', optional: true, width: 20 },
    { kind: 'text', name: 'address', label: 'Web address', optional: true },
  ],
  save: askIt,
})

/** The address says what is done: it is what the permission was asked for, so a field of that name counts for nothing. */
const formOf = (action: Action) =>
  z
    .record(z.string(), z.unknown())
    .transform((sent) => ({ ...sent, action }))
    .pipe(moveIncidentForm)

/** All actions of the state table but closing, which asks more. */
const moving = actionNames
  .filter((action) => action !== 'close' && action !== 'answerFirstQuestions')
  .flatMap((action) => movingRoutes(action))

function movingRoutes(action: Action): readonly Route[] {
  const { label, may, mustSay } = actions[action]
  return formRoutes({
    path: `/do/${action}`,
    does: `${label.toLowerCase()}, an incident`,
    may,
    title: label,
    submit: label,
    schema: formOf(action),
    fields: async (tx, incident, request) => {
      if (action !== 'markDuplicate') return [...whatFollows(action, incident), ...says(action, mustSay)]
      const near = await listIncidents(tx, request.actor, {
        state: 'open',
        registers: registersOfOneMatter(incident.register),
        newestFirst: true,
        offset: 0,
        most: 51,
        now: request.context.clock(),
      })
      const others = near.filter(({ id }) => id !== incident.id).slice(0, 50)
      if (others.length === 0)
        throw new Refused(
          'There is no other open incident that this could repeat. If it repeats one that is over, reopen that one first.',
        )
      return [
        {
          kind: 'select' as const,
          name: 'duplicateOf',
          label: 'Which incident does it repeat?',
          choices: others.map(({ id, reference, kind, toldAt }) => ({
            value: id,
            text: `${reference}: ${kindWords(kind)}, told ${formatDate(londonDate(toldAt))}`,
          })),
        },
        ...says(action, mustSay),
      ]
    },
    save: moveIncident,
  })
}

/** What the incident is called from then on, and what that means: the button alone does not say. */
function whatFollows(action: Action, { state }: Pick<Incident, 'state'>) {
  const next = moves[state][action]
  if (next === undefined) return []
  return [
    html`<p class="govuk-body">From then on: <strong>${states[next].words}</strong>. ${states[next].means}</p>`,
  ]
}

function says(action: Action, mustSay: string | null) {
  const hidden = { kind: 'hidden' as const, name: 'action', value: action }
  if (mustSay === null) return [hidden]
  return [hidden, { kind: 'longText' as const, name: 'says', label: mustSay, limit: 4000 }]
}

export const workingRoutes: readonly Route[] = [...addendum, ...kind, ...close, ...it, ...moving]
