import { plainTable } from '#/platform/web/components/plain-table.ts'
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
  const format = (column: number) => (columns[column]?.holds === 'numbers' ? { format: 'numeric' } : {})
  return plainTable({
    caption,
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    // Numbers stand side by side on a phone; sentences do not.
    narrow: columns.slice(1).every(({ holds }) => holds === 'numbers'),
    head: columns.map(({ heading }, i) => ({ text: heading, ...format(i) })),
    rows: rows.map((row) => row.map((text, i) => ({ text, ...format(i) }))),
  })
}
