// One matter, for its case manager: what must not be done yet comes first, then what to do, then the record.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline, writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Contact } from '../schools/index.ts'
import type { Adviser } from './adviser-store.ts'
import { type Allegation, caseManagers, limbs, moves, notYet, states, steps } from './allegation.ts'
import { measures, outcomes } from './outcome.ts'
import { nameOf, stateOf } from './pages.ts'
import { ringList } from './pages-ring.ts'
import type { ConcernedChild, Consultation, Entry, RecordedOutcome } from './record-store.ts'

export type CaseView = {
  allegation: Allegation
  children: readonly ConcernedChild[]
  consultations: readonly Consultation[]
  entries: readonly Entry[]
  outcome: RecordedOutcome | undefined
  /** How many other matters about the same adult the reader may see. */
  others: number
  /** Names of everybody the record mentions by id. */
  names: ReadonlyMap<string, string>
  reporters: readonly string[]
  /** Who may read it now because the case manager asked. */
  advisers: readonly Adviser[]
  contacts: readonly Contact[]
  now: Date
}

/** The matter for its case manager: what to do first, and how to ring the LADO while that is owed. */
export function casePage(view: CaseView, at: (path: string) => string): Html {
  const { allegation, contacts } = view
  const asksForCall = allegation.state === 'new' || allegation.state === 'consultLado'
  return html`<span class="govuk-caption-l">Confidential matter</span>
<h1 class="govuk-heading-l">${allegation.reference}</h1>
<p class="govuk-body">${statusTag(stateOf(allegation.state))}</p>
${warning(view)}
${whatToDo(view, at)}
${asksForCall && html`<h2 class="govuk-heading-m">Whom to ring</h2>${ringList(contacts)}`}
<h2 class="govuk-heading-m">Summary</h2>
${summary(view, at)}
<h2 class="govuk-heading-m">What the school was told</h2>
${allegation.account === null ? html`<p class="govuk-body">No account is kept here.</p>` : writtenWords(allegation.account.reveal())}
${view.outcome && outcomeOf(view.outcome)}
<h2 class="govuk-heading-m">Record</h2>
${timeline(view.entries.map((entry) => lineOf(entry, view)))}`
}

/** What nobody may do yet, and why. Nothing, once everything may be done. */
export function warning({
  allegation,
  consultations,
  now,
}: Pick<CaseView, 'allegation' | 'consultations' | 'now'>): Html | undefined {
  const [latest] = consultations
  const why = notYet(allegation, 'adultTold', latest?.adult_may_be_told ?? null)
  if (why === null) return undefined
  const forbidden = Object.values(steps).flatMap(({ afterLado }) =>
    afterLado === null ? [] : [html`<li>${afterLado}</li>`],
  )
  const late = allegation.ladoDueAt < now && states[allegation.state].register !== 'lowLevel'
  return html`<section class="govuk-notification-banner sk-not-yet" aria-labelledby="not-yet">
<div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="not-yet">Not yet</h2></div>
<div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${why}</p>
<p class="govuk-body">None of this may happen now. It could warn the adult, or spoil what the police will need:</p>
<ul class="govuk-list govuk-list--bullet">${forbidden}</ul>
${latest === undefined && html`<p class="govuk-body"><strong>${late ? 'The LADO should have been asked by' : 'The LADO has to be asked by'} ${formatInstant(allegation.ladoDueAt)}</strong> (one working day from when the school was told).</p>`}
</div></section>`
}

function whatToDo({ allegation }: CaseView, at: (path: string) => string): Html {
  const path = (page: string) => at(`/staff-concerns/${allegation.id}/${page}`)
  const can = moves[allegation.state]
  const links: [boolean, string, string][] = [
    [can.judgeMet !== undefined && allegation.state === 'new', 'weigh', 'Weigh it against the threshold'],
    [
      can.othersLead !== undefined,
      'lado',
      allegation.state === 'consultLado' ? 'Record the call to the LADO' : 'Record new advice of the LADO',
    ],
    [can.review !== undefined, 'review', 'Review it'],
    [can.conclude !== undefined, 'outcome', 'Record the outcome'],
    [can.close !== undefined, 'close', 'Close it'],
    [allegation.adultId === null && allegation.state !== 'outside', 'name', 'Name the adult'],
    [
      can.judgeMet !== undefined && allegation.state !== 'new',
      'weigh',
      'Weigh it again: something new came up',
    ],
    [true, 'step', 'Write down something that was done'],
    [mayBeAdvised(allegation), 'adviser', 'Ask an HR adviser'],
  ]
  const shown = links.filter(([possible]) => possible)
  const [first, ...rest] = shown
  return html`<h2 class="govuk-heading-m">What to do</h2>
<div class="govuk-button-group">${first && govuk.button({ text: first[2], href: path(first[1]) })}
${rest.map(([, page, text]) => govuk.button({ text, href: path(page), classes: 'govuk-button--secondary' }))}</div>`
}

/** Once the adult is named, and until it is over. */
const mayBeAdvised = ({ adultId, caseManager, state }: Allegation): boolean =>
  adultId !== null && caseManager !== null && !states[state].over

function summary(view: CaseView, at: (path: string) => string): Html {
  const { allegation, children, consultations, others, names, reporters, advisers } = view
  const [latest] = consultations
  const row = (text: string, value: string | Html | null) => ({
    key: { text },
    value: value === null || typeof value === 'string' ? { text: value ?? 'Not known' } : { html: value },
  })
  const adult = html`${nameOf(allegation)}, ${allegation.adultKindThen.toLowerCase()}${others > 0 && html`<br><a class="govuk-link" href="${at(`/staff-concerns/adults/${allegation.adultId}`)}">${others === 1 ? 'One more matter' : `${others} more matters`} about this adult</a>`}`
  return govuk.summaryList({
    rows: [
      row('Adult', adult),
      row(
        'Case manager',
        allegation.caseManager === null ? 'Outside the school' : caseManagers[allegation.caseManager],
      ),
      row(
        'Told',
        `${formatInstant(allegation.openedAt)}${reporters.length > 0 ? ` by ${reporters.join(', ')}` : ''}`,
      ),
      row('Happened', allegation.happenedOn === null ? null : formatDate(allegation.happenedOn)),
      row(
        'Children',
        children.length === 0
          ? 'None named'
          : children
              .map(({ personId, described }) => described ?? names.get(personId ?? '') ?? '')
              .join('; '),
      ),
      row('The child’s own concern', welfareLine(allegation)),
      row('Threshold', thresholdLine(allegation)),
      row('LADO', latest === undefined ? 'Not consulted yet' : ladoLine(latest)),
      ...advisers.map(({ personId, endsOn }) =>
        row('HR adviser', `${names.get(personId) ?? ''} may read it until the end of ${formatDate(endsOn)}`),
      ),
      ...(allegation.incidentId === null
        ? []
        : [
            row(
              'Report',
              html`<a class="govuk-link" href="${at(`/incidents/${allegation.incidentId}`)}">The report it came from</a>`,
            ),
          ]),
    ],
  })
}

function welfareLine({ welfareIncidentId }: Allegation): string {
  return welfareIncidentId === null
    ? 'Opened for the safeguarding lead when a child is named, or the threshold may be met'
    : 'With the safeguarding lead, without the adult’s case'
}

/** The last advice in one line, with whether the adult may be told. */
export function ladoLine(latest: Consultation): Html {
  return html`${latest.officer}, reference <strong>${latest.lado_reference}</strong>, ${formatInstant(latest.consulted_at)}<br>${latest.adult_may_be_told ? 'The adult may be told.' : html`<strong>The adult must not be told yet.</strong>`}`
}

/** Which limbs may be met; “not sure” counts as met. */
export function thresholdLine({ threshold, limbs: met }: Allegation): Html | string {
  if (threshold === null) return 'Not weighed yet'
  if (threshold === 'below') return 'Below the threshold'
  if (met.length === 0) return 'Not sure, which counts as met'
  return html`<ul class="govuk-list govuk-list--bullet">${met.map((limb) => html`<li>${limbs[limb]}</li>`)}</ul>`
}

/** One of the five outcomes of Keeping children safe in education, and whether DBS and TRA were told. */
export function outcomeOf(outcome: RecordedOutcome): Html {
  const { words, means, file } = outcomes[outcome.outcome]
  const made = (answer: 'made' | 'notNeeded') => (answer === 'made' ? 'Referred' : 'Considered, not needed')
  return html`<h2 class="govuk-heading-m">Outcome</h2>
${govuk.summaryList({
  rows: [
    { key: { text: words }, value: { text: means } },
    { key: { text: 'Reasons' }, value: { text: outcome.reasons } },
    { key: { text: 'Measure' }, value: { text: measures[outcome.measure] } },
    { key: { text: 'Disclosure and Barring Service' }, value: { text: made(outcome.dbs) } },
    { key: { text: 'Teaching Regulation Agency' }, value: { text: made(outcome.tra) } },
    { key: { text: 'Why' }, value: { text: outcome.referral_reasons } },
    {
      key: { text: 'Staff file' },
      value: { html: html`${outcome.staff_file}<br><span class="govuk-hint">${file}</span>` },
    },
  ],
})}`
}

/** An entry of the record for the timeline; without a name where it is not for this reader. */
export function lineOf({ at, title, says, writtenBy }: Entry, { names }: Pick<CaseView, 'names'>) {
  const by = writtenBy === null ? undefined : names.get(writtenBy)
  return {
    at,
    title,
    ...(by === undefined ? {} : { by }),
    ...(says === null ? {} : { body: writtenWords(says) }),
  }
}
