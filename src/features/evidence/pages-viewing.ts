import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import { type Names, nameOf } from './pages.ts'
import { type FormPage, formOf, momentFields } from './pages-new.ts'
import { neverDescribe } from './pages-procedure.ts'
import { onlyWays, type Viewing, viewingState, viewingStates } from './procedure.ts'

/** Asks the head. The page says first what speaks against looking. */
export function askToViewPage(parts: FormPage & { incident: Incident }): Html {
  const { incident, at } = parts
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${incident.id}/evidence`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Ask whether a picture may be looked at</h1>
${govuk.warningText({ text: 'Looking is the last resort. Decide from what people say if you can. Nothing is uploaded, copied or shown here.', iconFallbackText: 'Warning' })}
<p class="govuk-body">If an adult is involved, a child under 13, force, threats or an immediate risk: do not look. Ring the police or children’s social care now.</p>
${form({
  ...formOf(parts),
  action: at(`/incidents/${incident.id}/viewings`),
  fields: [
    {
      kind: 'choice',
      name: 'onlyWay',
      label: 'Why is there no other way?',
      choices: choicesOf(onlyWays),
    },
    {
      kind: 'longText',
      name: 'why',
      label: 'What was tried first, and what cannot be decided without looking?',
      hint: neverDescribe,
      rows: 4,
      limit: 2000,
    },
    {
      kind: 'text',
      name: 'othersPresent',
      label: 'Who else will be in the room?',
      hint: 'A member of staff, who need not look. Whoever looks is of the same sex as the child where possible.',
    },
    { kind: 'text', name: 'place', label: 'In which room of the school?' },
    {
      kind: 'choice',
      name: 'device',
      label: 'On which device?',
      choices: [
        { value: 'childs', text: 'The child’s own, where it is' },
        { value: 'school', text: 'A school device on which it is already' },
        {
          value: 'personal',
          text: 'A personal device of a member of staff',
          hint: 'This is always refused.',
        },
      ],
    },
    ...momentFields('When would you look?'),
  ],
  submit: 'Ask the head',
})}`
}

/** One request: what was asked, and the form of whoever is next. */
export function viewingPage(
  parts: FormPage & { viewing: Viewing; names: Names; mayDecide: boolean; mayNote: boolean },
): Html {
  const { viewing, names, at } = parts
  const state = viewingState(viewing)
  const rows: [string, string | null][] = [
    ['Asked by', `${nameOf(names, viewing.askedBy)}, ${formatInstant(viewing.askedAt)}`],
    ['Why there is no other way', onlyWays[viewing.onlyWay]],
    ['Who else is in the room', viewing.othersPresent],
    ['Where and when', `${viewing.place}, ${formatInstant(viewing.plannedFor)}`],
    [
      'Decided by',
      viewing.decidedAt && `${nameOf(names, viewing.decidedBy)}, ${formatInstant(viewing.decidedAt)}`,
    ],
    ['Reason of the decision', viewing.decisionWhy],
    ['Looked at', viewing.viewedAt && formatInstant(viewing.viewedAt)],
    ['What was decided then', viewing.decidedAfter],
  ]
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${viewing.incidentId}/evidence`) })}
<h1 class="govuk-heading-l">Request to look at a picture</h1>
<p class="govuk-body">${statusTag(viewingStates[state])}</p>
${writtenWords(viewing.why, nameOf(names, viewing.askedBy))}
${govuk.summaryList({ rows: rows.flatMap(([key, text]) => (text === null ? [] : [{ key: { text: key }, value: { text } }])) })}
${state === 'asked' && parts.mayDecide && decisionForm(parts)}
${state === 'approved' && parts.mayNote && noteForm(parts)}`
}

function decisionForm(parts: FormPage & { viewing: Viewing }): Html {
  return form({
    ...formOf(parts),
    action: parts.at(`/viewings/${parts.viewing.id}/decide`),
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: 'May it be looked at?',
        choices: [
          { value: 'refused', text: 'No', hint: 'The usual answer. Decide without it, or ask the police.' },
          { value: 'approved', text: 'Yes, once, as it is asked for here' },
        ],
      },
      { kind: 'longText', name: 'why', label: 'Why?', rows: 3, limit: 2000 },
    ],
    submit: 'Decide',
  })
}

function noteForm(parts: FormPage & { viewing: Viewing }): Html {
  return html`<h2 class="govuk-heading-m">When it was looked at</h2>${form({
    ...formOf(parts),
    action: parts.at(`/viewings/${parts.viewing.id}/note`),
    fields: [
      ...momentFields('When was it looked at?'),
      {
        kind: 'longText',
        name: 'decidedAfter',
        label: 'What was decided?',
        hint: neverDescribe,
        rows: 3,
        limit: 2000,
      },
    ],
    submit: 'Record it',
  })}`
}
