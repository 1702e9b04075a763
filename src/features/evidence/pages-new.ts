import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import type { Incident } from '../incidents/index.ts'
import { type Asked, type CustodyAct, custodyActs, ownerKinds } from './item.ts'
import { type At, referenceOf, type Typed } from './pages.ts'
import type { ItemOfIncident } from './store.ts'

export type FormPage = { at: At; csrf: string; once: string; typed: Typed; errors: FieldErrors }

/** The two fields that say when something was. */
export const momentFields = (label: string): readonly Field[] => [
  { kind: 'date', name: 'on', label, hint: 'For example, 24 11 2026' },
  { kind: 'text', name: 'time', label: 'At what time?', hint: 'For example, 2:05pm', width: 5 },
]

const noDetail = govuk.warningText({
  text: 'Describe the thing, never a picture on it. Nobody searches it, scrolls through it or deletes anything.',
  iconFallbackText: 'Warning',
})

/** Enters something that lies at the school. There is no field for a file on this page. */
export function entryPage(parts: FormPage & { incident: Incident }): Html {
  const { incident, at } = parts
  const back = at(`/incidents/${incident.id}/evidence`)
  return html`${govuk.backLink({ text: 'Back', href: back })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Enter something that lies at the school</h1>
${form({
  ...formOf(parts),
  action: back,
  fields: [
    noDetail,
    {
      kind: 'text',
      name: 'description',
      label: 'What is it?',
      hint: '“White phone in a blue case”, “Print-out in an envelope”',
    },
    { kind: 'text', name: 'fromWhom', label: 'Who had it before?' },
    { kind: 'text', name: 'place', label: 'Where does it lie now?', hint: '“Safe in the head’s office”' },
    { kind: 'text', name: 'sealNumber', label: 'Number on the bag or seal', optional: true, width: 20 },
    { kind: 'text', name: 'policeReference', label: 'Police reference', optional: true, width: 20 },
    ...momentFields('When was it put there?'),
  ],
  submit: 'Enter it',
})}`
}

/** Keeps a file, which is the last field so that everything before it has been read when it arrives. */
export function filePage(
  parts: FormPage & { incident: Incident; wordsOnly: boolean; canBeKept: string },
): Html {
  const { incident, at, wordsOnly } = parts
  const hint = wordsOnly
    ? 'A screenshot of words, a text or an e-mail. Up to 50 MB.'
    : `Up to 50 MB. ${parts.canBeKept}`
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${incident.id}/evidence`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">${wordsOnly ? 'Keep a screenshot of words' : 'Keep a file'}</h1>
<p class="govuk-body">It is kept exactly as it arrives, and everybody who looks at it is written down.${incident.register === 'staffVictim' && ' Screenshots and print-outs help a member of staff most when the date, the time and the web address can be seen.'}</p>
${form({
  ...formOf(parts),
  action: at(`/incidents/${incident.id}/evidence/files`),
  fields: [
    {
      kind: 'text',
      name: 'description',
      label: 'What is it?',
      hint: '“Screenshot of the class chat, from a parent”',
    },
    { kind: 'text', name: 'fromWhom', label: 'Who gave it to the school, or took the screenshot?' },
    {
      kind: 'tick',
      name: 'noPicture',
      text: 'It shows no nude or sexual picture of a child',
      hint: 'If you are not sure, leave this page and answer the question again.',
    },
    { kind: 'file', name: 'file', label: 'The file', hint },
  ],
  submit: 'Keep it',
})}`
}

/** Records a device that was taken in. `people` are those in the incident. */
export function confiscatePage(
  parts: FormPage & { incident: Incident; people: readonly { value: string; text: string }[] },
): Html {
  const { incident, at } = parts
  return html`${govuk.backLink({ text: 'Back', href: at(`/incidents/${incident.id}/evidence`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Record a device taken in</h1>
<p class="govuk-body">Pupils’ things may be confiscated when misuse is reasonably suspected. Members of staff are <strong>asked</strong>; if they say no, that is recorded and nobody takes it by force.</p>
${noDetail}
${form({
  ...formOf(parts),
  action: at(`/incidents/${incident.id}/confiscations`),
  fields: [
    {
      kind: 'choice',
      name: 'ownerKind',
      label: 'Whose is it?',
      choices: [
        { value: 'pupil', text: ownerKinds.pupil },
        { value: 'staff', text: ownerKinds.staff, reveals: [agreedField] },
      ],
    },
    {
      kind: 'select',
      name: 'ownerId',
      label: 'Who is that?',
      choices: [{ value: '', text: 'Somebody else, named below' }, ...parts.people],
    },
    { kind: 'text', name: 'ownerName', label: 'Name of somebody else', optional: true },
    {
      kind: 'text',
      name: 'description',
      label: 'What is it?',
      hint: '“White phone in a blue case, screen cracked”',
    },
    {
      kind: 'longText',
      name: 'suspicion',
      label: 'What makes you suspect misuse?',
      hint: 'The reason, as you would give it to a parent.',
      rows: 3,
      limit: 2000,
    },
    { kind: 'text', name: 'takenBy', label: 'Who took it in, or asked for it?' },
    ...momentFields('When?'),
    {
      kind: 'text',
      name: 'place',
      label: 'Where does it lie now?',
      hint: 'Leave this empty if it was not handed over.',
    },
    { kind: 'text', name: 'sealNumber', label: 'Number on the bag or seal', optional: true, width: 20 },
  ],
  submit: 'Record it',
})}`
}

const agreedField: Field = {
  kind: 'choice',
  name: 'agreed',
  label: 'Did they hand it over?',
  inline: true,
  choices: [
    { value: 'yes', text: 'Yes, of their own will' },
    { value: 'no', text: 'No' },
  ],
}

const custodyFields: Readonly<Record<Asked, Field>> = {
  fromWhom: { kind: 'text', name: 'fromWhom', label: 'Who handed it over?' },
  toWhom: { kind: 'text', name: 'toWhom', label: 'Who received it?' },
  place: { kind: 'text', name: 'place', label: 'Where does it lie now?' },
  sealNumber: { kind: 'text', name: 'sealNumber', label: 'Number on the bag or seal', width: 20 },
  policeReference: { kind: 'text', name: 'policeReference', label: 'Police reference', width: 20 },
  says: { kind: 'longText', name: 'says', label: 'What else is there to say?', rows: 3, limit: 2000 },
}
const acknowledged: Field = {
  kind: 'text',
  name: 'says',
  label: 'How was the return acknowledged?',
  hint: '“Signed on the sheet”, “Mother’s e-mail of today”',
}
const mayBeSaid: Readonly<Partial<Record<CustodyAct, readonly Asked[]>>> = {
  handedOn: ['sealNumber', 'says'],
  handedIn: ['sealNumber', 'says'],
  toPolice: ['says'],
  cameBack: ['sealNumber', 'says'],
}

/** Adds a link to the chain of custody. */
export function custodyPage(
  parts: FormPage & { item: ItemOfIncident; act: CustodyAct; asks: readonly Asked[]; possibleCrime: boolean },
): Html {
  const { item, act, asks, at, possibleCrime } = parts
  const must = asks.map((part) => (part === 'says' ? acknowledged : custodyFields[part]))
  const may = (mayBeSaid[act] ?? []).map((part) => ({ ...custodyFields[part], optional: true }))
  return html`${govuk.backLink({ text: 'Back', href: at(`/evidence/${item.id}`) })}
<span class="govuk-caption-l">${referenceOf(item)}, ${item.description}</span>
<h1 class="govuk-heading-l">${custodyActs[act].words}</h1>
${act === 'givenBack' && possibleCrime && govuk.warningText({ text: 'This may be evidence of a crime. It goes back only when the police have agreed.', iconFallbackText: 'Warning' })}
${form({
  ...formOf(parts),
  action: at(`/evidence/${item.id}/custody/${act}`),
  fields: [...must, ...may, ...momentFields('When?')],
  submit: 'Record it',
})}`
}

/** The parts of a form that are the same on every page of this feature. */
export function formOf({ csrf, once, typed, errors }: FormPage) {
  return { csrf, once, values: typed, errors }
}
