// Who can reach what, and why: by folder or system, and by person.

import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { designatedRoles, personKindWords, roleWords } from '../people/index.ts'
import type { ListedResource } from './access-store.ts'
import type { Staff } from './pages-account.ts'
import type { Drawn } from './pages-network.ts'
import { type AccessRight, levels, type Resource, resourceKinds, sensitivities } from './resource.ts'

/** The list of folders and systems; the button to add one only for whoever may. */
export function resourcesPage(resources: readonly ListedResource[], mayAdd: boolean, at: Drawn['at']): Html {
  return html`<h1 class="govuk-heading-l">Who can reach what</h1>
<p class="govuk-body">Folders and systems with somebody who answers for each and confirms the list regularly.</p>
${mayAdd && govuk.button({ text: 'Add a folder or system', href: at('/access/new') })}
${
  resources.length === 0
    ? emptyState({ sentence: 'No folder or system is on the list yet.' })
    : plainTable({
        caption: 'Folders and systems',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: ['Name', 'What', 'Sensitivity', 'Answers for it', 'Rights', 'Confirmed'].map((text) => ({
          text,
        })),
        rows: resources.map((one) => [
          { html: html`<a class="govuk-link" href="${at(`/access/${one.id}`)}">${one.name}</a>` },
          { text: resourceKinds[one.kind] },
          { text: sensitivities[one.sensitivity].words },
          { text: one.owner },
          { text: String(one.rights) },
          { text: one.reviewedAt === null ? 'Not yet' : formatDate(londonDate(one.reviewedAt)) },
        ]),
      })
}`
}

/** Asks for a folder or system, and which member of staff answers for it. */
export function newResourcePage({ csrf, once, at, values, errors }: Drawn, staff: Staff): Html {
  return html`<h1 class="govuk-heading-l">Add a folder or system</h1>
${form({
  action: at('/access/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'Name' },
    { kind: 'choice', name: 'kind', label: 'What is it?', inline: true, choices: choicesOf(resourceKinds) },
    {
      kind: 'text',
      name: 'holds',
      label: 'What does it hold?',
      hint: 'For example: reports to parents, key stage 2.',
    },
    {
      kind: 'choice',
      name: 'sensitivity',
      label: 'How sensitive is it?',
      choices: Object.entries(sensitivities).map(([value, { words, means }]) => ({
        value,
        text: words,
        hint: means,
      })),
    },
    {
      kind: 'select',
      name: 'ownerId',
      label: 'Who answers for it?',
      choices: [{ value: '', text: 'Choose' }, ...staff.map(({ id, name }) => ({ value: id, text: name }))],
    },
    {
      kind: 'text',
      name: 'presetBy',
      label: 'Who set its rights before the school got it?',
      hint: 'For equipment that came with rights already defined, such as the county’s.',
      optional: true,
    },
  ],
  submit: 'Add it',
})}`
}

export type ResourceView = {
  resource: Resource
  owner: string
  rights: readonly AccessRight[]
  names: ReadonlyMap<string, string>
  staff: Staff
  decides: boolean
  implements: boolean
}

/** Who can reach it. Only whoever answers for it gets the boxes to confirm or end each right. */
export function resourcePage(view: ResourceView, drawn: Drawn): Html {
  const { resource, owner, decides } = view
  const facts: [string, string][] = [
    ['What', resourceKinds[resource.kind]],
    ['Holds', resource.holds],
    [
      'Sensitivity',
      `${sensitivities[resource.sensitivity].words}. ${sensitivities[resource.sensitivity].means}`,
    ],
    ['Answers for it', owner],
    ...(resource.presetBy === null
      ? []
      : ([['Rights came defined by', resource.presetBy]] as [string, string][])),
  ]
  return html`<h1 class="govuk-heading-l">${resource.name}</h1>
${govuk.summaryList({ rows: facts.map(([key, text]) => ({ key: { text: key }, value: { text } })) })}
<h2 class="govuk-heading-m">Who can reach it</h2>
${decides ? confirmOf(view, drawn) : rightsList(view)}
${decides && grantOf(view, drawn)}
${
  view.implements &&
  buttonForm({
    action: drawn.at(`/access/${resource.id}/implemented`),
    csrf: drawn.csrf,
    once: drawn.once,
    text: 'The system is set as this list says',
    classes: 'govuk-button--secondary',
  })
}`
}

const whoOf = ({ role, personId }: AccessRight, names: ReadonlyMap<string, string>) =>
  role === null ? (names.get(personId ?? '') ?? 'Somebody who is no longer on record') : roleWords(role)

/** Why somebody reaches it, and how long. */
export const whyOf = ({ level, why, lastDay }: AccessRight) =>
  `${levels[level]}. ${why}${lastDay === null ? '' : `. Until ${formatDate(lastDay)}`}`

function rightsList({ rights, names }: ResourceView): Html {
  if (rights.length === 0) return html`<p class="govuk-body">Nobody but whoever answers for it.</p>`
  return govuk.summaryList({
    rows: rights.map((one) => ({ key: { text: whoOf(one, names) }, value: { text: whyOf(one) } })),
  })
}

function confirmOf({ resource, rights, names }: ResourceView, { csrf, once, at, errors }: Drawn): Html {
  return form({
    action: at(`/access/${resource.id}/confirm`),
    csrf,
    once,
    values: { keeps: rights.map(({ id }) => id) },
    errors: 'to' in errors || 'lastDay' in errors ? {} : errors,
    fields: [
      rights.length === 0
        ? html`<p class="govuk-body">Nobody but you. Confirm that this is right, or let somebody in below.</p>`
        : {
            kind: 'choices',
            name: 'keeps',
            label: 'Who still needs it?',
            hint: 'Whoever is not ticked loses it when you confirm.',
            small: true,
            choices: rights.map((one) => ({ value: one.id, text: whoOf(one, names), hint: whyOf(one) })),
          },
      { kind: 'text', name: 'remark', label: 'Remark', optional: true },
    ],
    submit: 'Confirm this list',
  })
}

function grantOf({ resource, staff }: ResourceView, { csrf, once, at, values, errors }: Drawn): Html {
  const roles = [...Object.keys(designatedRoles), ...Object.keys(personKindWords)]
  return govuk.details({
    summaryText: 'Let a role or a person in',
    open: 'to' in errors || 'level' in errors || 'why' in errors || 'lastDay' in errors,
    html: form({
      action: at(`/access/${resource.id}/rights`),
      csrf,
      once,
      values,
      errors,
      fields: [
        {
          kind: 'select',
          name: 'to',
          label: 'Role or person',
          choices: [
            { value: '', text: 'Choose' },
            ...roles.map((role) => ({ value: `role:${role}`, text: `Role: ${roleWords(role)}` })),
            ...staff.map(({ id, name }) => ({ value: `person:${id}`, text: name })),
          ],
        },
        {
          kind: 'choice',
          name: 'level',
          label: 'What may they do?',
          inline: true,
          choices: choicesOf(levels),
        },
        { kind: 'text', name: 'why', label: 'Why does their work need it?' },
        { kind: 'date', name: 'lastDay', label: 'Last day', hint: 'Needed for one person; a role keeps it.' },
      ],
      submit: 'Let them in',
    }),
  })
}
