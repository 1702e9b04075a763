import { formatDate } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person } from '../people/index.ts'
import { guestIsTold } from './checklist.ts'
import type { Contract, Guest } from './guest-store.ts'
import type { Drawn } from './pages.ts'

/** Who is here as a guest, with the button that ends it early. */
export function guestsPage({ at, csrf }: Drawn, guests: readonly Guest[]): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Guests</h1>
${govuk.button({ text: 'Write down a guest', href: at('/guests/new'), classes: 'govuk-button--secondary' })}</div>
<p class="govuk-body">Visitors, contractors and supply teachers. After the last day everything of theirs ends by itself.</p>
${
  guests.length === 0
    ? emptyState({ sentence: 'Nobody is on record.' })
    : plainTable({
        caption: 'Guests, those who are here first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'Who' }, { text: 'Why' }, { text: 'Sponsor' }, { text: 'When' }, { text: 'End' }],
        rows: guests.map((guest) => [
          { text: guest.organisation === null ? guest.name : `${guest.name}, ${guest.organisation}` },
          { text: `${guest.purpose}. ${guest.supervised ? 'Supervised' : 'On their own'}` },
          { text: guest.sponsor },
          { text: daysWords(guest) },
          {
            html:
              guest.endedAt === null
                ? buttonForm({
                    action: at(`/guests/${guest.id}/end`),
                    csrf,
                    text: 'Ends now',
                    classes: 'govuk-button--secondary sk-button--small',
                  })
                : html`Over`,
          },
        ]),
      })
}`
}

const daysWords = ({ startsOn, endsOn }: Pick<Guest, 'startsOn' | 'endsOn'>): string =>
  startsOn === endsOn ? formatDate(startsOn) : `${formatDate(startsOn)} to ${formatDate(endsOn)}`

const text = (name: string, label: string, hint?: string): Field => ({
  kind: 'text',
  name,
  label,
  width: 30,
  ...(hint ? { hint } : {}),
})
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

/** Asks for a guest: who answers for them, until when, and what they were told. */
export function guestPage(
  { csrf, once, at }: Drawn,
  staff: readonly Person[],
  { values, errors }: FormState,
): Html {
  const told = choicesOf(guestIsTold)
  return html`${govuk.backLink({ text: 'Guests', href: at('/guests') })}
<h1 class="govuk-heading-l">Write down a guest</h1>
${form({
  action: at('/guests/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What are they?',
      small: true,
      choices: [
        { value: 'visitor', text: 'Visitor' },
        { value: 'contractor', text: 'Contractor' },
        { value: 'supply', text: 'Supply teacher' },
      ],
    },
    text('givenName', 'Given name'),
    text('familyName', 'Family name'),
    { kind: 'text', name: 'organisation', label: 'Firm or agency', width: 30, optional: true },
    text('purpose', 'Why are they here?'),
    text('identitySeen', 'Which proof of identity did you see?', 'For example: company pass 1234'),
    {
      kind: 'select',
      name: 'sponsorId',
      label: 'Who answers for them?',
      choices: [
        { value: '', text: 'Choose a member of staff' },
        ...staff.map((one) => ({ value: one.id, text: fullName(one) })),
      ],
    },
    { kind: 'date', name: 'startsOn', label: 'First day', hint: 'For example, 24 11 2026' },
    { kind: 'date', name: 'endsOn', label: 'Last day', hint: 'For example, 24 11 2026' },
    yesNo('supervised', 'Is somebody with them all the time?'),
    {
      kind: 'choices',
      name: 'told',
      label: 'What were they told?',
      hint: 'All of it, before they use anything of the school.',
      choices: told,
    },
    { kind: 'tick', name: 'signed', text: 'They have signed for it' },
  ],
  submit: 'Save',
})}`
}

/** The firms that work for the school, each with the way to write down what it did not do. */
export function contractsPage({ at }: Drawn, contracts: readonly Contract[]): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Contracts</h1>
${govuk.button({ text: 'Record a firm', href: at('/contracts/new'), classes: 'govuk-button--secondary' })}</div>
${contracts.length === 0 && emptyState({ sentence: 'No firm is on record.' })}
${contracts.map(
  (one) => html`${govuk.summaryList({
    card: { title: { text: one.firm } },
    rows: [
      summaryRow('Does', one.service),
      summaryRow('Commissioned by', one.commissionedBy),
      summaryRow('Chosen', one.chosenHow),
      summaryRow('Advice', one.advice),
      summaryRow(
        'Knows the policy',
        one.knowsPolicyOn === null ? 'Not confirmed' : `Since ${formatDate(one.knowsPolicyOn)}`,
      ),
      summaryRow('Works here', worksWords(one)),
      ...(one.guarantee === null ? [] : [summaryRow('Guarantee of destruction', one.guarantee)]),
      summaryRow('Not done as it should', timesWords(one.deficiencies)),
    ],
  })}
<p class="govuk-body"><a class="govuk-link" href="${at(`/contracts/${one.id}/deficiencies`)}">Record what was not done as it should<span class="govuk-visually-hidden"> by ${one.firm}</span></a></p>`,
)}`
}

const worksWords = ({ startsOn, endsOn }: Pick<Contract, 'startsOn' | 'endsOn'>): string =>
  endsOn === null ? `Since ${formatDate(startsOn)}` : daysWords({ startsOn, endsOn })

const timesWords = (times: number): string =>
  times === 0 ? 'Nothing on record' : times === 1 ? 'Once, and passed on' : `${times} times, and passed on`

/** Asks what a firm did not do as it should, and who of those who commissioned it was told. */
export function deficiencyPage(
  { at, csrf, once }: Drawn,
  { id, firm, commissionedBy }: Contract,
  { values, errors }: FormState,
): Html {
  return html`${govuk.backLink({ text: 'Contracts', href: at('/contracts') })}
<h1 class="govuk-heading-l">${firm} did not do something as it should</h1>
${form({
  action: at(`/contracts/${id}/deficiencies`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'longText', name: 'what', label: 'What?', rows: 3, limit: 1000 },
    text('toldWhom', 'Who of those who commissioned it was told?', `Commissioned by: ${commissionedBy}`),
  ],
  submit: 'Record it',
})}`
}

const guaranteeField: Field = {
  kind: 'text',
  name: 'guarantee',
  label: 'Where is its written guarantee that nothing can be brought back?',
  hint: 'For example: in the safe, signed on 1 September',
}

/** Asks for a firm, and where it destroys things, for its written guarantee. */
export function contractPage({ csrf, once, at }: Drawn, { values, errors }: FormState): Html {
  return html`${govuk.backLink({ text: 'Contracts', href: at('/contracts') })}
<h1 class="govuk-heading-l">Record a firm</h1>
${form({
  action: at('/contracts/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    text('firm', 'Name of the firm'),
    text('service', 'What does it do for the school?'),
    text(
      'commissionedBy',
      'Who commissioned it?',
      'For example: the governors, the trust, the local authority',
    ),
    text('chosenHow', 'How was it chosen?', 'For example: three offers, governors’ minute of 3 May'),
    text('advice', 'Whose advice was taken on security and safeguarding?'),
    { kind: 'date', name: 'knowsPolicyOn', label: 'Since when does it know the policy?', optional: true },
    {
      kind: 'choice',
      name: 'destroysData',
      label: 'Does it destroy equipment or data?',
      small: true,
      choices: [
        { value: 'yes', text: 'Yes', reveals: [guaranteeField] },
        { value: 'no', text: 'No' },
      ],
    },
    { kind: 'date', name: 'startsOn', label: 'First day', hint: 'For example, 1 9 2026' },
    { kind: 'date', name: 'endsOn', label: 'Last day', optional: true },
  ],
  submit: 'Save',
})}`
}
