import { type Html, html } from '#/platform/web/html.ts'
import {
  type Block,
  checkDocument,
  type DocumentTable,
  type Figure,
  type ReportDocument,
} from './document.ts'

/** The same report as the body of a page. `addressOf` says where a figure's picture is served: our pages embed none. */
export function drawReport(document: ReportDocument, addressOf: (figure: Figure) => string): Html {
  checkDocument(document)
  return html`
    <article lang="${document.language}">
      <p class="govuk-body govuk-!-font-weight-bold">${document.organisation}</p>
      <h1 class="govuk-heading-xl govuk-!-margin-bottom-2">${document.title}</h1>
      <p class="govuk-body-l govuk-!-margin-bottom-1">${document.subtitle}</p>
      <p class="govuk-body">${document.dateText}</p>
      ${document.blocks.map((block) => drawBlock(block, addressOf))}
      <p class="govuk-body-s">${document.footer}</p>
    </article>`
}

function drawBlock(block: Block, addressOf: (figure: Figure) => string): Html {
  if (block.kind === 'heading') {
    return block.level === 2
      ? html`<h2 class="govuk-heading-l">${block.text}</h2>`
      : html`<h3 class="govuk-heading-m">${block.text}</h3>`
  }
  if (block.kind === 'list') {
    const items = block.items.map((item) => html`<li>${item}</li>`)
    return block.ordered
      ? html`<ol class="govuk-list govuk-list--number">${items}</ol>`
      : html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`
  }
  if (block.kind === 'table') return drawTable(block)
  if (block.kind === 'figure') {
    return html`<figure class="govuk-!-margin-left-0 govuk-!-margin-right-0">
      <figcaption class="govuk-body govuk-!-font-weight-bold">${block.caption}</figcaption>
      <img src="${addressOf(block)}" alt="${block.alt}">
    </figure>`
  }
  return html`<p class="govuk-body">${block.text}</p>`
}

function drawTable({ caption, columns, rows }: DocumentTable): Html {
  const numeric = (column: number, part: 'header' | 'cell') =>
    columns[column]?.holds === 'numbers' ? ` govuk-table__${part}--numeric` : ''
  const headings = columns.map(
    ({ heading }, i) =>
      html`<th scope="col" class="govuk-table__header${numeric(i, 'header')}">${heading}</th>`,
  )
  const body = rows.map(
    ([first = '', ...others]) => html`<tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header${numeric(0, 'header')}">${first}</th>
      ${others.map((text, i) => html`<td class="govuk-table__cell${numeric(i + 1, 'cell')}">${text}</td>`)}
    </tr>`,
  )
  return html`<table class="govuk-table">
    <caption class="govuk-table__caption govuk-table__caption--m">${caption}</caption>
    <thead class="govuk-table__head"><tr class="govuk-table__row">${headings}</tr></thead>
    <tbody class="govuk-table__body">${body}</tbody>
  </table>`
}
