import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Answer } from './illegality.ts'
import { itemKinds, itemStates } from './item.ts'
import { type AskedPage, firstQuestion, questionForm } from './pages-illegality.ts'
import type { OldBackup } from './sealing-store.ts'
import type { ItemOfIncident } from './store.ts'

export type At = (path: string) => string
export type Names = ReadonlyMap<string, string>
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>

/** A name for a page; without an id the system did it, and an id that is not known has left. */
export const nameOf = (names: Names, id: string | null): string =>
  id === null ? 'Schoolkeeper' : (names.get(id) ?? 'Somebody who has left')

/** As it is written on the bag: AL-2026-0007/1. */
export const referenceOf = (item: Pick<ItemOfIncident, 'incidentReference' | 'number'>): string =>
  `${item.incidentReference}/${item.number}`

/** Devices have a page of their own kind. */
const pathOf = (item: Pick<ItemOfIncident, 'id' | 'kind'>): string =>
  item.kind === 'device' ? `/confiscations/${item.id}` : `/evidence/${item.id}`

export const registerTable = {
  sortable: ['number', 'state', 'added'],
  sort: 'added',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What',
      choices: choicesOf(itemKinds),
    },
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: choicesOf(itemStates),
    },
  ],
} as const satisfies TableDefinition

/** The register of all evidence that the reader may see. */
export function registerPage(parts: {
  rows: readonly ItemOfIncident[]
  total: number
  request: TableRequest
  at: At
}): Html {
  const { rows, total, request, at } = parts
  return html`<h1 class="govuk-heading-xl">Evidence</h1>
<p class="govuk-body">Files, things kept at the school and devices that were taken in. New entries are made from the page of their incident.</p>
${dataTable({
  caption: 'Register of evidence',
  captionHidden: true,
  columns: [
    {
      key: 'number',
      text: 'Number',
      whole: true,
      cell: (row) => html`<a class="govuk-link" href="${at(pathOf(row))}">${referenceOf(row)}</a>`,
    },
    { key: 'kind', text: 'What', cell: (row) => html`${itemKinds[row.kind]}<br>${row.description}` },
    { key: 'state', text: 'State', cell: (row) => statusTag(itemStates[row.state], 'brief') },
    { key: 'place', text: 'Where', cell: whereItIs },
    { key: 'added', text: 'Entered', cell: (row) => formatInstant(row.addedAt) },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  empty: 'Nothing is kept as evidence.',
})}
${statusKey(Object.values(itemStates))}`
}

/** Where a thing is, as far as the register knows. */
export function whereItIs(
  item: Pick<ItemOfIncident, 'kind' | 'place' | 'state' | 'sealNumber' | 'policeReference'>,
): string {
  if (item.state === 'withPolice') return `Police, ${item.policeReference ?? 'no reference'}`
  if (item.kind === 'file') return 'In Schoolkeeper, encrypted'
  if (item.state !== 'held') return '–'
  return [item.place ?? 'Not said', item.sealNumber === null ? null : `seal ${item.sealNumber}`]
    .filter(Boolean)
    .join(', ')
}

export type EvidencePage = AskedPage & {
  items: readonly ItemOfIncident[]
  mayKeepFile: boolean
  waitingForSeal: boolean
  oldBackups: readonly OldBackup[]
  names: Names
  /** What was done to find out and to help, and the procedure for pictures of children. */
  after: Html
}

/** Everything that is kept of one incident. The question comes first: what may be kept follows from its answer. */
export function evidencePage(page: EvidencePage): Html {
  const { incident, keeping, items, at } = page
  const open = keeping.keeps === 'unanswered'
  return html`${govuk.backLink({ text: 'Back to the incident', href: at(`/incidents/${incident.id}`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Evidence and items</h1>
${open ? firstQuestion(page) : ruleBanner(page)}
${page.waitingForSeal && sealButton(page)}
${backupsNotice(page)}
${ways(page)}
<h2 class="govuk-heading-m">What is kept</h2>
${items.length === 0 ? html`<p class="govuk-body">Nothing yet.</p>` : itemsList(items, at)}
${page.after}
${!open && govuk.details({ summaryText: 'Answer again whether it could be illegal', html: questionForm(page, 'Could it be illegal?') })}`
}

const banners: Readonly<Record<Answer, { heading: string; text: string }>> = {
  childImage: {
    heading: 'A picture of a child may be involved: nobody looks, copies, forwards, prints or deletes',
    text: 'No file can be kept here. Put the device away as it is, switched off or in flight mode, in a sealed bag in the safe, and write down where it lies. The safeguarding lead decides what happens next.',
  },
  terroristMaterial: {
    heading: 'This may be terrorist material: nobody looks, copies, forwards, prints or deletes',
    text: 'No file can be kept here. Put the device away as it is and write down where it lies. The police decide what happens next.',
  },
  otherCrime: {
    heading: 'This may be a crime: leave it as it is for the police',
    text: 'Write down where it lies. Search nothing, scroll through nothing and delete nothing.',
  },
  notIllegal: {
    heading: 'Nothing in it is thought to be illegal',
    text: 'Screenshots, print-outs and other files may be kept. If that changes, answer again: the files are then sealed at once.',
  },
}

function ruleBanner({ keeping, names }: EvidencePage): Html {
  if (keeping.answer === null) return html``
  const { heading, text } = banners[keeping.answer]
  const given = keeping.answers[0]
  const by = given
    ? html`<p class="govuk-hint">Answered by ${nameOf(names, given.answeredBy)}, ${formatInstant(given.answeredAt)}: ${given.why}</p>`
    : html`<p class="govuk-hint">The incident is marked so.</p>`
  if (keeping.answer === 'notIllegal') {
    return govuk.insetText({
      html: html`<p class="govuk-body"><strong>${heading}.</strong> ${text}</p>${by}`,
    })
  }
  const words =
    keeping.keeps === 'words' &&
    html`<p class="govuk-body">The safeguarding lead or the head may keep a screenshot of words.</p>`
  return html`${govuk.warningText({ text: heading, iconFallbackText: 'Warning' })}
<p class="govuk-body">${text}</p>${words}${by}`
}

function ways({ incident, keeping, mayKeepFile, at }: EvidencePage): Html {
  const to = (path: string) => at(`/incidents/${incident.id}${path}`)
  const answered = keeping.keeps !== 'unanswered'
  return html`<div class="govuk-button-group">
${answered && govuk.button({ text: 'Enter something that lies here', href: to('/evidence/new'), classes: 'govuk-button--secondary' })}
${mayKeepFile && govuk.button({ text: 'Keep a file', href: to('/evidence/files/new'), classes: 'govuk-button--secondary' })}
${govuk.button({ text: 'Record a device taken in', href: to('/confiscations/new'), classes: 'govuk-button--secondary' })}
</div>`
}

function sealButton({ incident, at, csrf, once }: EvidencePage): Html {
  return html`${govuk.warningText({ text: 'Files of this incident wait to be sealed. Nobody can open them meanwhile. The head makes the school’s seal key first.', iconFallbackText: 'Warning' })}
${buttonForm({ action: at(`/incidents/${incident.id}/evidence/seal`), csrf, once, text: 'Seal them now' })}`
}

function backupsNotice({ oldBackups, incident, at }: EvidencePage): Html | undefined {
  if (!oldBackups.some(({ destroyedAt }) => destroyedAt === null)) return undefined
  return govuk.insetText({
    html: html`Backups that were made before the sealing may still open a file of this incident. <a class="govuk-link" href="${at(`/incidents/${incident.id}/backups`)}">See which, and record their destruction</a>`,
  })
}

/** What is kept, each with its number, state and place. */
export function itemsList(items: readonly ItemOfIncident[], at: At): Html {
  return govuk.summaryList({
    rows: items.map((item) => ({
      key: { html: html`<a class="govuk-link" href="${at(pathOf(item))}">${referenceOf(item)}</a>` },
      value: {
        html: html`${item.description}<br>${statusTag(itemStates[item.state], 'brief')} ${whereItIs(item)}`,
      },
    })),
  })
}
