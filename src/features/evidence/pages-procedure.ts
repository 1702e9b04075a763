import { formatInstant } from '#/kernel/london-time.ts'
import type { HoldsSealed } from '#/platform/backup/backup.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import { type At, type Names, nameOf } from './pages.ts'
import { type FormPage, formOf, momentFields } from './pages-new.ts'
import {
  type Deletion,
  type StepTaken,
  stepKinds,
  type Viewing,
  viewingState,
  viewingStates,
} from './procedure.ts'
import type { OldBackup } from './sealing-store.ts'

export const neverDescribe = 'Never describe a picture of a child.'

/** What was done to find out who did it and to help, and for a possible picture of a child its procedure. */
export function procedureParts(parts: {
  incident: Incident
  steps: readonly StepTaken[]
  viewings: readonly Viewing[]
  deletions: readonly Deletion[]
  names: Names
  at: At
  opens: (path: string) => boolean
}): Html {
  const { incident, steps, names, at } = parts
  const to = (path: string) => at(`/incidents/${incident.id}${path}`)
  return html`<h2 class="govuk-heading-m">Finding out who did it, and help</h2>
${steps.length === 0 ? html`<p class="govuk-body">Nothing is recorded yet: logs, witnesses, provider, police, advice to keep a record.</p>` : timeline(steps.map((step) => ({ at: step.at, title: `${stepKinds[step.kind].words}: ${step.whom}`, by: nameOf(names, step.recordedBy), body: step.says })))}
<p class="govuk-body"><a class="govuk-link" href="${to('/steps-taken/new')}">Record a step</a></p>
${incident.possibleChildImage && pictureParts(parts)}`
}

function pictureParts({
  incident,
  viewings,
  deletions,
  names,
  at,
  opens,
}: Parameters<typeof procedureParts>[0]): Html {
  const of = `/incidents/${incident.id}`
  const to = (path: string) => at(`${of}${path}`)
  const asked = viewings.map((viewing) => ({
    text: `Request to look, ${formatInstant(viewing.askedAt)}`,
    href: at(`/viewings/${viewing.id}`),
    state: viewingStates[viewingState(viewing)].text,
  }))
  const deleted = deletions.map((deletion) => ({
    text: `Deletion by ${nameOf(names, deletion.pupilId)}`,
    href: at(`/deletions/${deletion.id}`),
    state: deletion.confirmedAt ? 'Confirmed' : `To be confirmed by ${formatInstant(deletion.confirmBy)}`,
  }))
  const lines = [...asked, ...deleted].map(
    ({ text, href, state }) => html`<li><a class="govuk-link" href="${href}">${text}</a>: ${state}</li>`,
  )
  return html`<h2 class="govuk-heading-m">Procedure for a nude or semi-nude picture</h2>
${lines.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${lines}</ul>`}
<ul class="govuk-list">
<li><a class="govuk-link" href="${to('/steps-taken/new?kind=reportRemove')}">Record that Report Remove was explained and given</a></li>
${opens(`${of}/deletions/new`) && html`<li><a class="govuk-link" href="${to('/deletions/new')}">Record that a child was asked to delete a picture</a></li>`}
${opens(`${of}/viewings/new`) && html`<li><a class="govuk-link" href="${to('/viewings/new')}">Ask the head whether it may be looked at</a> (only if there is no other way)</li>`}
</ul>`
}

/** Records a step. */
export function stepPage(parts: FormPage & { incident: Incident }): Html {
  const { incident, at } = parts
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${incident.id}/evidence`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Record a step</h1>
${form({
  ...formOf(parts),
  action: at(`/incidents/${incident.id}/steps-taken`),
  fields: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What was done?',
      choices: Object.entries(stepKinds).map(([value, { words, hint }]) => ({ value, text: words, hint })),
    },
    { kind: 'text', name: 'whom', label: 'Who was asked, heard or told?' },
    {
      kind: 'longText',
      name: 'says',
      label: 'What was asked, and what came of it?',
      hint: neverDescribe,
      rows: 4,
      limit: 2000,
    },
    ...momentFields('When?'),
  ],
  submit: 'Record it',
})}`
}

/** Records that a child was asked to delete a picture. */
export function askForDeletionPage(
  parts: FormPage & { incident: Incident; pupils: readonly { value: string; text: string }[] },
): Html {
  const { incident, at } = parts
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${incident.id}/evidence`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">A child was asked to delete a picture</h1>
${govuk.warningText({ text: 'Only when no offence is suspected, or the police have agreed. The child deletes it; nobody at the school looks or does it for them.', iconFallbackText: 'Warning' })}
${form({
  ...formOf(parts),
  action: at(`/incidents/${incident.id}/deletions`),
  fields: [
    {
      kind: 'select',
      name: 'pupilId',
      label: 'Which child?',
      choices: [{ value: '', text: 'Choose' }, ...parts.pupils],
    },
    {
      kind: 'longText',
      name: 'agreedWith',
      label: 'Who agreed that it need not be kept for the police?',
      hint: 'The officer and reference, or how it was decided that no offence is suspected.',
      rows: 2,
      limit: 300,
    },
  ],
  submit: 'Record it',
})}`
}

/** One request to delete, and the child's confirmation. */
export function deletionPage(parts: FormPage & { deletion: Deletion; names: Names }): Html {
  const { deletion, names, at } = parts
  const confirmed = deletion.confirmedAt
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${deletion.incidentId}/evidence`) })}
<h1 class="govuk-heading-l">Deletion by ${nameOf(names, deletion.pupilId)}</h1>
${govuk.summaryList({
  rows: [
    { key: { text: 'Asked' }, value: { text: formatInstant(deletion.askedAt) } },
    { key: { text: 'Agreed with' }, value: { text: deletion.agreedWith } },
    { key: { text: 'To be confirmed by' }, value: { text: formatInstant(deletion.confirmBy) } },
    ...(confirmed
      ? [
          {
            key: { text: 'Confirmed' },
            value: { text: `${formatInstant(confirmed)}: ${deletion.says ?? ''}` },
          },
        ]
      : []),
  ],
})}
${
  !confirmed &&
  form({
    ...formOf(parts),
    action: at(`/deletions/${deletion.id}/confirm`),
    fields: [
      ...momentFields('When did the child confirm it?'),
      {
        kind: 'longText',
        name: 'says',
        label: 'How, and from where was it deleted?',
        hint: 'Phone, cloud, chats. Nobody checks by looking.',
        rows: 3,
        limit: 1000,
      },
    ],
    submit: 'Record the confirmation',
  })
}`
}

/** Which backups may still open what was sealed: the times, and those that Schoolkeeper itself made. */
export function backupsPage(
  parts: FormPage & {
    incident: Incident
    old: readonly OldBackup[]
    known: readonly HoldsSealed[]
    mayRecord: boolean
  },
): Html {
  const { incident, old, at } = parts
  const left = old.some(({ destroyedAt }) => destroyedAt === null)
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${incident.id}/evidence`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Old backups</h1>
<p class="govuk-body">A backup that was made between these moments holds the file as it was before the sealing. With the master key it could still be opened. Have such backups destroyed, and say who did it. Tell them the days, not what it is about.</p>
${plainTable({ caption: 'Backups to destroy', captionClasses: 'govuk-visually-hidden', head: [{ text: 'Made after' }, { text: 'And before' }, { text: 'Destroyed' }], rows: old.map((row) => [{ text: formatInstant(row.storedAt) }, { text: formatInstant(row.sealedAt) }, { text: row.destroyedAt ? `${formatInstant(row.destroyedAt)}: ${row.says ?? ''}` : 'Not yet' }]) })}
${knownBackups(parts.known)}
${left && parts.mayRecord && form({ ...formOf(parts), action: at(`/incidents/${incident.id}/backups`), fields: [{ kind: 'longText', name: 'says', label: 'Who destroyed which backups, and how?', rows: 3, limit: 2000 }], submit: 'Record it' })}`
}

function knownBackups(known: readonly HoldsSealed[]): Html | undefined {
  if (known.length === 0) return undefined
  const lines = known.map(
    ({ fileName, takenAt }) => html`<li><code>${fileName}</code>, ${formatInstant(takenAt)}</li>`,
  )
  return html`<h2 class="govuk-heading-m">Made by Schoolkeeper and not destroyed yet</h2><ul class="govuk-list govuk-list--bullet">${lines}</ul>`
}
