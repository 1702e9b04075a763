import { formatDate } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { LinkList } from './link-list.ts'
import type { Drawn } from './pages.ts'

/** Where a class types its code; a child who is signed in finds the lists of their class too. */
export function codePage(
  lists: readonly LinkList[],
  { at, csrf, values, errors }: Omit<Drawn, 'once'>,
): Html {
  return html`<h1 class="govuk-heading-xl">Our links</h1>
${
  lists.length > 0 &&
  html`<ul class="govuk-list">${lists.map(
    (list) =>
      html`<li class="sk-card">${picture('picture')}<p class="govuk-body-l"><a class="govuk-link" href="${at(`/links/${list.code}`)}">${list.title}</a><br><span class="govuk-hint">${formatDate(list.onDay)}</span></p></li>`,
  )}</ul>`
}
${form({
  action: at('/links'),
  csrf,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'code',
      label: 'Which code is on the board?',
      width: 10,
      autocomplete: 'off',
    },
  ],
  submit: 'Open',
})}`
}

export type OpenView = {
  list: LinkList
  links: readonly {
    position: number
    title: string
    address: string
    words: string | null
    beware: string | null
  }[]
  /** Links that the class does not get now. */
  missing: number
  searchesFreely: boolean
}

/** What a class opens: the links in order, with a few words each. It names nobody, and prints as a sheet. */
export function openPage({ list, links, missing, searchesFreely }: OpenView, at: WebRequest['at']): Html {
  return html`<h1 class="govuk-heading-xl">${list.title}</h1>
${list.words !== null && html`<p class="govuk-body-l" data-typed>${list.words}</p>`}
<ol class="govuk-list">${links.map(
    ({ title, address, words, beware }, index) =>
      html`<li class="sk-card"><span class="sk-card__number" aria-hidden="true">${index + 1}</span><div>
<p class="govuk-body-l"><a class="govuk-link" href="${address}" rel="noreferrer">${title}</a></p>
${words !== null && html`<p class="govuk-body" data-typed>${words}</p>`}
${beware !== null && html`<p class="govuk-body" data-typed><strong>${beware}</strong></p>`}
<p class="govuk-hint sk-breaks" data-typed>${address}</p></div></li>`,
  )}</ol>
${links.length === 0 && html`<p class="govuk-body-l">There is no link here now. Ask your teacher.</p>`}
${missing > 0 && links.length > 0 && html`<p class="govuk-body-l">A link is not ready. Ask your teacher about it.</p>`}
${!searchesFreely && html`<p class="govuk-body-l">Use these links. Do not search for others: ask an adult when you need more.</p>`}
${list.purpose !== 'lesson' && govuk.insetText({ text: 'For parents and carers: somebody at school looked through these sites. Sites change, so please look again yourself, stay near, and watch any further search.' })}
${govuk.button({ text: 'Something is not nice: tell us', href: at('/ask-for-site?wants=block'), classes: 'govuk-button--secondary' })}`
}
