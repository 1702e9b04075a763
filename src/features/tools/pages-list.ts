import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { ApprovedTool } from './approved-store.ts'
import { accounts, kinds, parents, placesWords, yearsWords } from './tool.ts'

type List = { tools: readonly ApprovedTool[]; schoolName: string; at: WebRequest['at'] }

/** For teachers, parents and whoever else may read it: what may be used, by whom and on what conditions. It names nobody. */
export function listPage({ tools, schoolName, at }: List): Html {
  return html`<h1 class="govuk-heading-l">Approved tools at ${schoolName}</h1>
<p class="govuk-body">Somebody on the staff tried each of these, somebody else agreed, and each is looked at again before its last day. What is not here is not used.</p>
${
  tools.length === 0
    ? emptyState({ sentence: 'No tool is approved yet.' })
    : plainTable({
        caption: 'What may be used',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'Name' },
          { text: 'Who uses it' },
          { text: 'Where' },
          { text: 'Signing in' },
          { text: 'Good to know' },
          { text: 'Approved until' },
        ],
        rows: tools.map(lineOf),
      })
}
<p class="govuk-body govuk-!-display-none-print"><a class="govuk-link" href="${at('/our-tools')}">The same for children</a></p>`
}

const lineOf = ({ tool, assessment, conditions }: ApprovedTool) => [
  { html: html`${tool.name}<br><span class="govuk-hint">${kinds[tool.kind].words}</span>` },
  { text: yearsWords(assessment.fromYear, assessment.toYear) },
  { text: placesWords(assessment.places) },
  { text: accounts[assessment.accounts] },
  {
    text: [
      assessment.minAge === null ? '' : `Its makers say ${assessment.minAge} or older.`,
      assessment.parents === 'notAsked' ? '' : `${parents[assessment.parents]}.`,
      conditions ?? '',
    ]
      .filter(Boolean)
      .join(' '),
  },
  { text: tool.approvedUntil === null ? '–' : formatDate(tool.approvedUntil) },
]

/** For children: a picture, the name and what it is for. What staff alone use is not in it. */
export function childListPage({ tools, at }: List): Html {
  const forPupils = tools.filter(({ assessment }) => assessment.fromYear !== null)
  return html`<h1 class="govuk-heading-xl">What we use at school</h1>
${
  forPupils.length === 0
    ? html`<p class="govuk-body-l">There is nothing here yet. Ask your teacher what you may use.</p>`
    : html`<ul class="govuk-list">${forPupils.map(
        ({ tool, assessment }) => html`<li class="sk-card">${picture(kinds[tool.kind].picture)}
<div><p class="govuk-body-l"><strong>${tool.name}</strong><br>${tool.forChildren ?? kinds[tool.kind].words}</p>
<p class="govuk-body">For ${yearsWords(assessment.fromYear, assessment.toYear)}. ${assessment.accounts === 'own' && 'Do not sign up by yourself: your teacher does it with you.'}</p></div></li>`,
      )}</ul>`
}
<p class="govuk-body-l">Do you want to use something else? Ask your teacher first.</p>
${govuk.button({ text: 'Something is not right: tell us', href: at('/report'), classes: 'govuk-button--secondary' })}`
}
