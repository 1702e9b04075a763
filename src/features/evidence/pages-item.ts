import { formatInstant } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag, timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { CustodyLink, View } from './custody-store.ts'
import { actsFor, custodyActs, inGroups, itemKinds, itemStates } from './item.ts'
import { type At, type Names, nameOf, referenceOf, whereItIs } from './pages.ts'
import { type FormPage, formOf } from './pages-new.ts'
import type { Confiscation, ItemOfIncident } from './store.ts'

export type ItemPage = {
  item: ItemOfIncident
  file: {
    name: string
    type: string
    sizeBytes: number
    sha256: string
    hasPicture: boolean
    sealing: boolean
  } | null
  taken: Confiscation | undefined
  custody: readonly CustodyLink[]
  views: readonly View[]
  mayOpen: boolean
  mayHandOver: boolean
  names: Names
  at: At
  csrf: string
}

/** One item: what it is, where it is, what may be done with it, who had it in hand, who looked at it. */
export function itemPage(page: ItemPage): Html {
  const { item, at } = page
  return html`${govuk.backLink({ text: 'Evidence of this incident', href: at(`/incidents/${item.incidentId}/evidence`) })}
<span class="govuk-caption-l">${referenceOf(item)}, ${itemKinds[item.kind].toLowerCase()}</span>
<h1 class="govuk-heading-l">${item.description}</h1>
<p class="govuk-body">${statusTag(itemStates[item.state])}</p>
${item.kind !== 'file' && html`<p class="govuk-body">Nobody searches it, scrolls through it or deletes anything from it.</p>`}
${page.file?.sealing && govuk.insetText({ text: 'The seal holds. The old bytes on the disk are being destroyed; this takes a moment.' })}
${govuk.summaryList({ rows: facts(page) })}
${actions(page)}
<h2 class="govuk-heading-m">Chain of custody</h2>
${timeline(page.custody.map((link) => ({ at: link.at, title: custodyActs[link.act].words, by: nameOf(page.names, link.recordedBy), body: linkBody(link) })))}
${item.kind === 'file' && viewLog(page)}`
}

function facts({ item, file, taken, names }: ItemPage) {
  const rows: [string, string | null][] = [
    ['Where it is', whereItIs(item)],
    ['Police reference', item.policeReference],
    ['Whose it is', taken ? taken.ownerName : null],
    ['How it came in', taken ? howItCame(taken) : null],
    ['Why', taken ? taken.suspicion : null],
    ['File', file ? `${file.name}, ${file.type}, ${file.sizeBytes.toLocaleString('en-GB')} bytes` : null],
    ['SHA-256 as it arrived', file ? inGroups(file.sha256) : null],
    ['Who may open it', item.leadsOnly ? 'Safeguarding leads and the head' : null],
    ['Entered', `${formatInstant(item.addedAt)}, ${nameOf(names, item.addedBy)}`],
  ]
  return rows.flatMap(([key, value]) =>
    value === null ? [] : [{ key: { text: key }, value: { text: value } }],
  )
}

function howItCame({ agreed, takenBy, takenAt }: Confiscation): string {
  const when = `by ${takenBy}, ${formatInstant(takenAt)}`
  if (agreed === null) return `Confiscated from a pupil ${when}`
  return agreed
    ? `Handed over by a member of staff who was asked, ${when}`
    : `Asked for ${when}; not handed over`
}

function actions({ item, file, mayOpen, mayHandOver, at }: ItemPage): Html {
  const to = (path: string) => at(`/evidence/${item.id}${path}`)
  const second = 'govuk-button--secondary'
  const openable = mayOpen && item.state === 'held' && file !== null
  return html`<div class="govuk-button-group">
${openable && file.hasPicture && govuk.button({ text: 'Look at the picture', href: to('/picture') })}
${openable && govuk.button({ text: 'Download the original', href: to('/original'), classes: second })}
${item.state === 'sealed' && mayHandOver && govuk.button({ text: 'Hand it to the police', href: to('/hand-over') })}
${actsFor(item).map((act) => govuk.button({ text: custodyActs[act].words, href: to(`/custody/${act}`), classes: second }))}
<a class="govuk-link" href="${to('/sheet')}">Chain-of-custody sheet</a>
${(mayOpen || item.kind !== 'file') && html`<a class="govuk-link" href="${to('/manifest')}">Manifest</a>`}
</div>`
}

function linkBody(link: CustodyLink): Html {
  const parts: [string, string | null][] = [
    ['From', link.fromWhom],
    ['To', link.toWhom],
    ['Where', link.place],
    ['Seal', link.sealNumber],
    ['Police reference', link.policeReference],
  ]
  const lines = parts
    .filter(([, value]) => value !== null)
    .map(([key, value]) => html`<li>${key}: ${value}</li>`)
  return html`<ul class="govuk-list">${lines}</ul>${link.says !== null && html`<p class="govuk-body">${link.says}</p>`}`
}

function viewLog({ views, names }: ItemPage): Html {
  if (views.length === 0) {
    return html`<h2 class="govuk-heading-m">Who looked at it</h2><p class="govuk-body">Nobody has.</p>`
  }
  return plainTable({
    caption: 'Who looked at it',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Why' }],
    rows: views.map((view) => [
      { text: formatInstant(view.viewedAt) },
      { text: nameOf(names, view.viewedBy) },
      { text: view.copy === 'shown' ? 'Picture' : 'Original' },
      { text: view.why ?? '' },
    ]),
  })
}

/** The stripped copy of a picture. Loading it is what is written down. */
export function picturePage({ item, at }: Pick<ItemPage, 'item' | 'at'>): Html {
  return html`${govuk.backLink({ text: 'Back', href: at(`/evidence/${item.id}`) })}
<span class="govuk-caption-l">${referenceOf(item)}</span>
<h1 class="govuk-heading-l">${item.description}</h1>
<p class="govuk-hint">A copy without the data that cameras write into pictures. That you looked is on record.</p>
<p><img class="sk-picture" src="${at(`/evidence/${item.id}/shown`)}" alt="${item.description}"></p>
${govuk.details({ summaryText: 'It shows something that it should not', html: html`<p class="govuk-body">Close this page and <a class="govuk-link" href="${at(`/incidents/${item.incidentId}/evidence`)}">answer again whether it could be illegal</a>. The file is sealed at once.</p>` })}`
}

/** Asks why somebody needs the original. */
export function originalPage(parts: FormPage & { item: ItemOfIncident }): Html {
  const { item, at } = parts
  const { once: _once, ...fields } = formOf(parts)
  return html`${govuk.backLink({ text: 'Back', href: at(`/evidence/${item.id}`) })}
<span class="govuk-caption-l">${referenceOf(item)}</span>
<h1 class="govuk-heading-l">Download the original</h1>
<p class="govuk-body">It comes exactly as it arrived, with all that cameras and phones write into a file. Whoever has it on a device answers for it.</p>
${form({
  ...fields,
  action: at(`/evidence/${item.id}/original`),
  fields: [
    {
      kind: 'text',
      name: 'why',
      label: 'What do you need the original for?',
      hint: 'It stands in the log of this evidence.',
    },
  ],
  submit: 'Download',
})}`
}

/** The sheet that goes with the thing: printed, signed by hand at each hand-over. */
export function sheetPage(
  page: Pick<ItemPage, 'item' | 'file' | 'taken' | 'custody' | 'views' | 'names' | 'at'> & {
    schoolName: string
  },
): Html {
  const { item, custody, schoolName, names } = page
  const rows = custody.map((link) => [
    { text: formatInstant(link.at) },
    { text: custodyActs[link.act].words },
    { text: link.fromWhom ?? '' },
    { text: [link.toWhom, link.place].filter(Boolean).join(', ') },
    { text: [link.sealNumber, link.policeReference].filter(Boolean).join(', ') },
    { text: nameOf(names, link.recordedBy) },
  ])
  const blank = Array.from({ length: 4 }, () => Array.from({ length: 6 }, () => ({ text: '\u00a0' })))
  return html`${govuk.backLink({ text: 'Back to the entry', href: page.at(`/${page.taken ? 'confiscations' : 'evidence'}/${item.id}`) })}
<span class="govuk-caption-l">${schoolName}</span>
<h1 class="govuk-heading-l">Chain of custody, ${referenceOf(item)}</h1>
${govuk.summaryList({ rows: [{ key: { text: 'What' }, value: { text: item.description } }, ...facts({ ...page, mayOpen: false, mayHandOver: false, csrf: '' })] })}
${plainTable({ caption: 'Hand-overs', captionClasses: 'govuk-table__caption--m', head: ['When', 'What', 'From', 'To and where', 'Seal, reference', 'Recorded by, signature'].map((text) => ({ text })), rows: [...rows, ...blank] })}
<p class="govuk-body">Nobody searches it, scrolls through it or deletes anything from it. Whoever hands it on signs, and so does whoever receives it.</p>`
}
