import { formatInstant } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Names, nameOf, referenceOf } from './pages.ts'
import { type FormPage, formOf } from './pages-new.ts'
import type { HandOver } from './sealing-store.ts'
import type { ItemOfIncident } from './store.ts'

/** Asks to hand a sealed file to the police. */
export function askForHandOverPage(parts: FormPage & { item: ItemOfIncident }): Html {
  const { item, at } = parts
  return html`${govuk.backLink({ text: 'Back', href: at(`/evidence/${item.id}`) })}
<span class="govuk-caption-l">${referenceOf(item)}</span>
<h1 class="govuk-heading-l">Hand sealed evidence to the police</h1>
<p class="govuk-body">Two people do this: you ask, and the other of head and chair of governors opens it at their own sign-in, with both papers of the seal key. It goes straight onto the medium that the officer takes away. Nobody at the school looks at it.</p>
${form({
  ...formOf(parts),
  action: at(`/evidence/${item.id}/hand-over`),
  fields: [
    { kind: 'text', name: 'officer', label: 'Officer’s name and number' },
    { kind: 'text', name: 'policeForce', label: 'Police force' },
    { kind: 'text', name: 'policeReference', label: 'Police reference', width: 20 },
  ],
  submit: 'Ask for the hand-over',
})}`
}

/** Opens it. It shows nothing of the incident: the chair of governors need not know the case to type a half. */
export function handOverPage(
  parts: FormPage & { asked: HandOver & { number: number }; names: Names; mayOpen: boolean; runOut: boolean },
): Html {
  const { asked, names, at } = parts
  const { once: _once, typed: _typed, ...fields } = { ...formOf(parts), typed: null }
  return html`${govuk.backLink({ text: 'Your tasks', href: at('/tasks') })}
<h1 class="govuk-heading-l">Hand sealed evidence to the police</h1>
${govuk.summaryList({
  rows: [
    { key: { text: 'Police' }, value: { text: `${asked.officer}, ${asked.policeForce}` } },
    { key: { text: 'Reference' }, value: { text: asked.policeReference } },
    {
      key: { text: 'Asked by' },
      value: { text: `${nameOf(names, asked.askedBy)}, ${formatInstant(asked.askedAt)}` },
    },
    { key: { text: 'Open until' }, value: { text: formatInstant(asked.endsAt) } },
    ...(asked.openedAt
      ? [
          {
            key: { text: 'Opened' },
            value: { text: `${nameOf(names, asked.openedBy)}, ${formatInstant(asked.openedAt)}` },
          },
        ]
      : []),
  ],
})}
${stateLine(parts)}
${
  parts.mayOpen &&
  html`${govuk.warningText({ text: 'The file is sent once, to this computer. Save it onto the medium that the officer takes away, and open it on no account.', iconFallbackText: 'Warning' })}
${form({
  ...fields,
  values: {},
  action: at(`/hand-overs/${asked.id}/open`),
  fields: [
    {
      kind: 'password',
      name: 'head',
      label: 'The head’s half, typed by the head',
      hint: 'Fourteen groups of five characters, as printed.',
      autocomplete: 'new-password',
    },
    {
      kind: 'password',
      name: 'chair',
      label: 'The chair’s half, typed by the chair of governors',
      hint: 'Fourteen groups of five characters, as printed.',
      autocomplete: 'new-password',
    },
  ],
  submit: 'Open it for the police',
  weight: 'warning',
})}`
}`
}

function stateLine({ asked, mayOpen, runOut }: Parameters<typeof handOverPage>[0]): Html | undefined {
  if (asked.openedAt)
    return govuk.insetText({ text: 'It was handed over. The seal holds for everybody else.' })
  if (runOut) return govuk.insetText({ text: 'The time has run out. Ask for the hand-over again.' })
  if (mayOpen) return undefined
  return govuk.insetText({
    text: 'You asked for this. The other of head and chair of governors signs in, opens this page from their task list, and you both type your halves.',
  })
}
