import { formatInstant } from '#/kernel/london-time.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { categoryRow } from './category.ts'
import type { Fetch } from './fetch-store.ts'
import { formatUntil, type OwnSite } from './own-site.ts'
import { type Drawn, filterNavigation } from './pages.ts'
import { forWhom } from './pages-sites.ts'
import { sourceOf } from './sources.ts'
import type { MadeState } from './state-store.ts'
import { type Version, versionStates } from './version.ts'

export type HistoryView = {
  sites: readonly OwnSite[]
  versions: readonly Version[]
  states: readonly MadeState[]
  fetches: readonly Fetch[]
  names: ReadonlyMap<string, string>
}

/** Every change: what, who asked and why, who agreed. */
export function historyPage(view: HistoryView, drawn: Drawn): Html {
  const { at } = drawn
  return html`${filterNavigation(drawn, '/filtering/history')}
<h1 class="govuk-heading-l">History of the filter</h1>
<p class="govuk-body">Who changed what, why, and who agreed. The audit trail holds the same, and shows it when somebody alters an entry.</p>
${timeline(
  linesOf(view, at).sort((one, other) => other.at.getTime() - one.at.getTime()),
  2,
)}
${
  view.states.length > 0 &&
  govuk.details({
    summaryText: 'When a change reached the engines',
    html: html`<ul class="govuk-list">${view.states.map((one) => html`<li>${formatInstant(one.madeAt)}: state number ${one.version}, fingerprint ${one.fileHash.slice(0, 12)}</li>`)}</ul>`,
  })
}`
}

function linesOf({ sites, versions, fetches, names }: HistoryView, at: Drawn['at']) {
  const by = (id: string | null) =>
    id === null ? 'Schoolkeeper' : (names.get(id) ?? 'Somebody who has left')
  return [
    ...sites.map((one) => ({
      at: one.addedAt,
      title: `${one.does === 'allow' ? 'Opened' : 'Blocked'}: ${one.site}`,
      by:
        one.agreedBy !== null && one.agreedBy !== one.addedBy
          ? `${by(one.addedBy)}, agreed by ${by(one.agreedBy)}`
          : by(one.addedBy),
      body: `${forWhom(one.profiles)}, ${one.until === null ? 'for good' : `until ${formatUntil(one.until)}`}. ${one.why}`,
    })),
    ...sites.flatMap((one) =>
      one.endedAt === null
        ? []
        : [
            {
              at: one.endedAt,
              title: `Off the list: ${one.site}`,
              by: by(one.endedBy),
              body: one.endedWhy ?? '',
            },
          ],
    ),
    ...versions.map((one) => ({
      at: one.decidedAt ?? one.proposedAt,
      title: `Rules number ${one.number}: ${versionStates[one.state].text.toLowerCase()}`,
      by:
        one.decidedBy === null
          ? by(one.proposedBy)
          : `${by(one.proposedBy)}, decided by ${by(one.decidedBy)}`,
      body: html`<p class="govuk-body">${one.why} <a class="govuk-link" href="${at(`/filtering/versions/${one.id}`)}">What changed</a></p>`,
    })),
    ...fetches.map((one) => ({
      at: one.at,
      title: `${sourceOf(one.source).name}, ${categoryRow(one.category).words}: ${one.outcome === 'changed' ? `${one.namesBefore.toLocaleString('en-GB')} names, now ${one.names.toLocaleString('en-GB')}` : 'not renewed'}`,
      by: 'Schoolkeeper',
      body: one.says ?? '',
    })),
  ]
}
