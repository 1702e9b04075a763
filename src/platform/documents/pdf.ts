import PDFDocument from 'pdfkit'
import { type Block, checkDocument, type Figure, pngSize, type ReportDocument } from './document.ts'
import {
  type Cursor,
  drawArtifact,
  drawAs,
  lowestPt,
  makeRoom,
  openTag,
  page,
  rightAlignedPt,
  setLines,
  type Tag,
  type TagOptions,
  textWidthPt,
} from './pdf-page.ts'
import { colours, styles } from './pdf-styles.ts'
import { setTable } from './pdf-table.ts'
import {
  actualText,
  drawLine,
  lineHeightPt,
  type Pdf,
  registerFonts,
  type TextStyle,
  wrapText,
} from './pdf-text.ts'

/** Writes a tagged PDF: headings, lists, tables and figures as a screen reader expects them, bookmarks, language, title. */
export async function writePdf(document: ReportDocument): Promise<Buffer> {
  checkDocument(document)
  const pdf = newPdf(document)
  const written = collect(pdf)
  registerFonts(pdf)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const at: Cursor = { pdf, root, yPt: page.topPt }
  setTitle(at, document)
  for (const [i, block] of document.blocks.entries()) setBlock(at, block, document.blocks[i + 1])
  root.end()
  setPageEdges(pdf, document)
  pdf.end()
  return written
}

function newPdf({ title, organisation, language, date }: ReportDocument): Pdf {
  return new PDFDocument({
    size: 'A4',
    margins: { top: page.topPt, bottom: 0, left: page.sidePt, right: page.sidePt },
    pdfVersion: '1.7',
    lang: language,
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: organisation, Creator: 'Schoolkeeper', CreationDate: date, ModDate: date },
  })
}

async function collect(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of pdf) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function setTitle(at: Cursor, { organisation, title, subtitle, dateText }: ReportDocument): void {
  drawArtifact(at.pdf, () => at.pdf.rect(0, 0, page.widthPt, 10).fill(colours.brand))
  setText(at, 'P', organisation, styles.organisation)
  at.yPt += 10
  at.pdf.outline.addItem(title)
  setText(at, 'H1', title, styles.title)
  at.yPt += 4
  setText(at, 'P', subtitle, styles.subtitle)
  at.yPt += 2
  setText(at, 'P', dateText, { ...styles.body, colour: colours.quiet })
  at.yPt += 12
  drawArtifact(at.pdf, () => {
    at.pdf
      .moveTo(page.sidePt, at.yPt)
      .lineTo(page.sidePt + textWidthPt, at.yPt)
      .lineWidth(1)
      .stroke(colours.rule)
  })
  at.yPt += 20
}

function setBlock(at: Cursor, block: Block, next: Block | undefined): void {
  if (block.kind === 'heading') setHeading(at, block.level, block.text, next)
  else if (block.kind === 'list') setList(at, block.ordered, block.items)
  else if (block.kind === 'table') setTable(at, block)
  else if (block.kind === 'figure') setFigure(at, block)
  else {
    setText(at, 'P', block.text, styles.body)
    at.yPt += 9
  }
}

/** A heading takes some of what it heads with it, so that none stands alone at the foot of a page. */
function setHeading(at: Cursor, level: 2 | 3, text: string, next: Block | undefined): void {
  const style = level === 2 ? styles.heading2 : styles.heading3
  if (at.yPt > page.topPt) at.yPt += level === 2 ? 16 : 8
  makeRoom(at, lineHeightPt(style) + (next?.kind === 'figure' ? figureHeightPt(next) + 40 : 60))
  at.pdf.outline.addItem(text)
  setText(at, `H${level}`, text, style)
  at.yPt += 5
}

function setText(at: Cursor, type: string, text: string, style: TextStyle): void {
  const actual = actualText(at.pdf, text)
  const tag = openTag(at.pdf, at.root, type, actual === undefined ? {} : { actual })
  setLines(at, tag, type, wrapText(at.pdf, text, style, textWidthPt), style, page.sidePt)
  tag.end()
}

function setList(at: Cursor, ordered: boolean, items: readonly string[]): void {
  const list = openTag(at.pdf, at.root, 'L')
  for (const [i, text] of items.entries()) setItem(at, list, ordered ? `${i + 1}.` : '•', text)
  list.end()
  at.yPt += 8
}

function setItem(at: Cursor, list: Tag, mark: string, text: string): void {
  const { pdf } = at
  const indentPt = 22
  const style = styles.body
  const lines = wrapText(pdf, text, style, textWidthPt - indentPt)
  makeRoom(at, lineHeightPt(style) * Math.min(2, lines.length))
  const item = openTag(pdf, list, 'LI')
  const label = openTag(pdf, item, 'Lbl')
  const [markLine = []] = wrapText(pdf, mark, style, indentPt)
  drawAs(pdf, label, 'Lbl', () => drawLine(pdf, markLine, style, page.sidePt + 6, at.yPt))
  const actual = actualText(pdf, text)
  const body = openTag(pdf, item, 'LBody', actual === undefined ? {} : { actual })
  setLines(at, body, 'LBody', lines, style, page.sidePt + indentPt)
  at.yPt += 3
}

function setFigure(at: Cursor, figure: Figure): void {
  const { pdf } = at
  const heightPt = figureHeightPt(figure)
  const caption = wrapText(pdf, figure.caption, styles.caption, textWidthPt)
  makeRoom(at, heightPt + caption.length * lineHeightPt(styles.caption) + 8)
  setText(at, 'P', figure.caption, styles.caption)
  at.yPt += 4
  const top = at.yPt
  const options: TagOptions & { bbox: number[] } = {
    alt: figure.alt,
    bbox: [page.sidePt, top, page.sidePt + textWidthPt, top + heightPt],
  }
  const tag = openTag(pdf, at.root, 'Figure', options)
  drawAs(pdf, tag, 'Figure', () =>
    pdf.image(figure.png, page.sidePt, top, { width: textWidthPt, height: heightPt }),
  )
  tag.end()
  at.yPt += heightPt + 14
}

function figureHeightPt(figure: Figure): number {
  const { width, height } = pngSize(figure.png)
  return Math.min((height / width) * textWidthPt, (lowestPt - page.topPt) / 2)
}

/** Header and footer of each page, once their number is known. Readers skip them: the title and the date are said once. */
function setPageEdges(pdf: Pdf, { title, organisation, footer }: ReportDocument): void {
  const { count } = pdf.bufferedPageRange()
  const style = styles.small
  for (let i = 0; i < count; i++) {
    pdf.switchToPage(i)
    const [number = []] = wrapText(pdf, `Page ${i + 1} of ${count}`, style, textWidthPt)
    const [foot = []] = wrapText(pdf, footer, style, textWidthPt - 90)
    const [head = []] = wrapText(pdf, `${organisation} · ${title}`, style, textWidthPt)
    const right = page.sidePt + textWidthPt
    drawArtifact(
      pdf,
      () => {
        if (i > 0) drawLine(pdf, head, style, page.sidePt, 36)
        pdf
          .moveTo(page.sidePt, lowestPt + 20)
          .lineTo(right, lowestPt + 20)
          .lineWidth(0.5)
          .stroke(colours.rule)
        drawLine(pdf, foot, style, page.sidePt, lowestPt + 27)
        drawLine(pdf, number, style, rightAlignedPt(number, right), lowestPt + 27)
      },
      'Pagination',
    )
  }
}
