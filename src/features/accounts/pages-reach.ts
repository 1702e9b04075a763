// What one person reaches, and logons that nobody thinks of any more.

import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { roleWords } from '../people/index.ts'
import { accountKinds } from './account.ts'
import { forgottenWords } from './forgotten.ts'
import type { Forgotten } from './forgotten-store.ts'
import { whyOf } from './pages-access.ts'
import type { Drawn } from './pages-network.ts'
import type { AccessRight, Resource } from './resource.ts'

export type ReachView = {
  name: string
  roles: readonly string[]
  reach: readonly { resource: Pick<Resource, 'id' | 'name'>; right: AccessRight }[]
}

/** All that one person reaches: the roles they hold, and each folder and system with the reason. */
export function reachPage({ name, roles, reach }: ReachView, at: Drawn['at']): Html {
  return html`<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">What they can reach</h1>
<h2 class="govuk-heading-m">Roles today</h2>
<p class="govuk-body">${roles.length === 0 ? 'None: nothing opens.' : roles.map(roleWords).join(', ')}</p>
<h2 class="govuk-heading-m">Folders and systems</h2>
${
  reach.length === 0
    ? html`<p class="govuk-body">None on the list.</p>`
    : govuk.summaryList({
        rows: reach.map(({ resource, right }) => ({
          key: {
            html: html`<a class="govuk-link" href="${at(`/access/${resource.id}`)}">${resource.name}</a>`,
          },
          value: { text: `${right.role === null ? 'Themselves' : roleWords(right.role)}: ${whyOf(right)}` },
        })),
      })
}`
}

/** Logons that were forgotten, with why each is on the list. */
export function forgottenPage(rows: readonly Forgotten[], at: Drawn['at']): Html {
  return html`<h1 class="govuk-heading-l">Forgotten logons</h1>
<p class="govuk-body">Each should be closed, or get somebody who answers for it. The list is made anew whenever this page opens, and is a task every week.</p>
${
  rows.length === 0
    ? emptyState({ sentence: 'No logon is forgotten.' })
    : plainTable({
        caption: 'Forgotten logons',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: ['Logon', 'Kind', 'Whose', 'Why', 'Last used'].map((text) => ({ text })),
        rows: rows.map((one) => [
          {
            html: html`<a class="govuk-link" href="${at(one.personId === null ? `/accounts/${one.id}` : `/people/${one.personId}/network`)}">${one.logonName}</a>`,
          },
          { text: accountKinds[one.kind].words },
          { text: one.name ?? '–' },
          { text: forgottenWords[one.why] },
          { text: one.lastUsedAt === null ? 'Not on record' : formatInstant(one.lastUsedAt) },
        ]),
      })
}`
}
