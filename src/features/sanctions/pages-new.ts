import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import type { Ladder } from './ladders.ts'
import type { FormPage } from './pages.ts'
import { approvers, stops } from './sanction.ts'

type NewPage = FormPage & {
  opens: (path: string) => boolean
  incident: Incident
  people: readonly { value: string; text: string }[]
  ladders: readonly Ladder[]
}

/** Enters a sanction: who, which level, what for, and what it stops. */
export function newPage({ incident, people, ladders, at, opens, ...state }: NewPage): Html {
  const add = `/incidents/${incident.id}/people/add`
  const levels = ladders.flatMap(({ of, levels }) => [
    { divider: of === 'pupil' ? 'For pupils' : 'For adults who work here' },
    ...levels.map(({ id, name, approver }) => ({
      value: `${of}:${id}`,
      text: name,
      hint: `Decided by ${approvers[approver].words}`,
    })),
  ])
  return html`${govuk.backLink({ text: 'Back to the incident', href: at(`/incidents/${incident.id}`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Enter a sanction</h1>
<p class="govuk-body">A child who did something to another may be at risk as well. Think of support first.</p>
${
  people.length === 0
    ? emptyState({
        sentence: 'Nobody stands in this incident as alleged instigator or otherwise concerned.',
        ...(opens(add) ? { action: { text: 'Add the person first', href: at(add) } } : {}),
      })
    : form({
        action: at(`/incidents/${incident.id}/sanctions/new`),
        csrf: state.csrf,
        once: state.once,
        values: state.values,
        errors: state.errors,
        fields: [
          { kind: 'choice', name: 'personId', label: 'Who?', choices: people },
          { kind: 'choice', name: 'level', label: 'What follows?', choices: levels },
          {
            kind: 'longText',
            name: 'why',
            label: 'What is it for, and what was considered?',
            rows: 4,
            limit: 2000,
          },
          ...stopFields(ladders),
          ...ladoField(ladders),
        ],
        submit: 'Send it to be decided',
      })
}`
}

function stopFields(ladders: readonly Ladder[]): Field[] {
  const offered = new Set(ladders.flatMap(({ levels }) => levels.flatMap((level) => level.stops)))
  if (offered.size === 0) return []
  return [
    {
      kind: 'choice',
      name: 'stops',
      label: 'Is anything stopped?',
      choices: [
        { value: 'nothing', text: 'Nothing' },
        ...[...offered].map((value) => ({
          value,
          text: stops[value],
          ...(value === 'tool'
            ? { reveals: [{ kind: 'text' as const, name: 'tool', label: 'Which tool?', width: 20 as const }] }
            : {}),
        })),
      ],
    },
    {
      kind: 'date',
      name: 'endsOn',
      label: 'The day on which they have it back',
      hint: 'Leave empty if it ends after a talk alone.',
      optional: true,
    },
    {
      kind: 'tick',
      name: 'needsTalk',
      text: 'They have it back only after a talk with a senior leader',
    },
  ]
}

function ladoField(ladders: readonly Ladder[]): Field[] {
  if (!ladders.some(({ of }) => of === 'staff')) return []
  return [
    {
      kind: 'text',
      name: 'ladoAdvice',
      label: 'For an adult: what did the LADO advise?',
      hint: 'With the reference; or say that no child is concerned.',
      optional: true,
    },
  ]
}
