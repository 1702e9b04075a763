import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import {
  type Block,
  checkDocument,
  type DocumentTable,
  type Figure,
  pngSize,
  type ReportDocument,
} from './document.ts'
import { withFixedTimes } from './zip-times.ts'

// On every machine, unlike our own font, which Word would replace by whatever it likes.
const font = 'Arial'
const brand = '14405C'
const rule = 'B8BEC2'
const textWidthPx = 628
const rightEdgeTwips = 9420

/** Writes a Word document with real headings, lists, table header rows, alternative texts, language and title. */
export async function writeDocx(document: ReportDocument): Promise<Buffer> {
  checkDocument(document)
  const numbering = {
    config: document.blocks.flatMap((block, i) => (isOrdered(block) ? [numberingOf(i)] : [])),
  }
  const file = new Document({
    title: document.title,
    creator: document.organisation,
    lastModifiedBy: document.organisation,
    styles: stylesOf(document.language),
    numbering,
    sections: [
      {
        properties: { page: { margin: { top: 1300, bottom: 1300, left: 1240, right: 1240 } } },
        headers: {
          default: new Header({ children: [small(`${document.organisation} · ${document.title}`)] }),
        },
        footers: { default: new Footer({ children: [footerOf(document.footer)] }) },
        children: [...titleOf(document), ...document.blocks.flatMap(blockOf)],
      },
    ],
  })
  const packed = await Packer.toBuffer(file, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(document) },
  ])
  return withFixedTimes(packed)
}

function titleOf({ organisation, title, subtitle, dateText }: ReportDocument): Paragraph[] {
  return [
    new Paragraph({ children: [new TextRun({ text: organisation, bold: true, color: brand })] }),
    new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
    new Paragraph({ children: [new TextRun({ text: subtitle, size: 28, color: '484D50' })] }),
    new Paragraph({
      children: [new TextRun({ text: dateText, color: '484D50' })],
      border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: rule, space: 10 } },
      spacing: { after: 300 },
    }),
  ]
}

function blockOf(block: Block, index: number): (Paragraph | Table)[] {
  if (block.kind === 'heading') {
    const heading = block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3
    return [new Paragraph({ text: block.text, heading })]
  }
  if (block.kind === 'list') {
    return block.items.map((text) =>
      block.ordered
        ? new Paragraph({ text, numbering: { reference: `list-${index}`, level: 0 } })
        : new Paragraph({ text, bullet: { level: 0 } }),
    )
  }
  if (block.kind === 'table') return tableOf(block)
  if (block.kind === 'figure') return figureOf(block, index)
  return [new Paragraph({ text: block.text })]
}

function tableOf({ caption, columns, rows }: DocumentTable): (Paragraph | Table)[] {
  const alignments = columns.map(({ holds }) =>
    holds === 'numbers' ? AlignmentType.RIGHT : AlignmentType.LEFT,
  )
  const cell = (text: string, column: number, isHeader: boolean) =>
    new TableCell({
      verticalAlign: VerticalAlign.TOP,
      margins: { top: 80, bottom: 80, left: 110, right: 110 },
      ...(isHeader ? { shading: { type: ShadingType.CLEAR, fill: 'EEF3F6', color: 'auto' } } : {}),
      children: [
        new Paragraph({
          alignment: alignments[column] ?? AlignmentType.LEFT,
          spacing: { after: 0 },
          children: [new TextRun({ text, size: 19, bold: isHeader || column === 0 })],
        }),
      ],
    })
  const line = { style: BorderStyle.SINGLE, size: 4, color: rule }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const headings = columns.map(({ heading }, column) => cell(heading, column, true))
  return [
    captionOf(caption),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: {
        top: none,
        left: none,
        right: none,
        insideVertical: none,
        bottom: line,
        insideHorizontal: line,
      },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: headings }),
        ...rows.map(
          (texts) =>
            new TableRow({
              cantSplit: true,
              children: texts.map((text, column) => cell(text, column, false)),
            }),
        ),
      ],
    }),
    new Paragraph({ text: '' }),
  ]
}

function figureOf({ png, alt, caption }: Figure, index: number): Paragraph[] {
  const { width, height } = pngSize(png)
  const image = new ImageRun({
    type: 'png',
    data: png,
    transformation: { width: textWidthPx, height: Math.round((height / width) * textWidthPx) },
    altText: { id: `${index + 1}`, name: `Figure ${index + 1}`, description: alt, title: caption },
  })
  return [captionOf(caption), new Paragraph({ children: [image] })]
}

function captionOf(text: string): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { before: 160 },
    children: [new TextRun({ text, bold: true, size: 21 })],
  })
}

function small(text: string): Paragraph {
  return new Paragraph({ children: [new TextRun({ text, size: 17, color: '484D50' })] })
}

function footerOf(text: string): Paragraph {
  const pages = [`${text}\tPage `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: rightEdgeTwips }],
    children: [new TextRun({ children: pages, size: 17, color: '484D50' })],
  })
}

function stylesOf(language: string) {
  const heading = (size: number, color: string, before: number) => ({
    run: { font, size, bold: true, color },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  })
  return {
    default: {
      document: {
        run: { font, size: 22, language: { value: language } },
        paragraph: { spacing: { after: 160, line: 300 } },
      },
      heading1: heading(52, '0B0C0C', 120),
      heading2: heading(32, brand, 360),
      heading3: heading(25, '0B0C0C', 240),
    },
  }
}

function isOrdered(block: Block): boolean {
  return block.kind === 'list' && block.ordered
}

/** Each ordered list counts from one, so each has its own numbering. */
function numberingOf(index: number) {
  const level = {
    level: 0,
    format: LevelFormat.DECIMAL,
    text: '%1.',
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 720, hanging: 360 } } },
  }
  return { reference: `list-${index}`, levels: [level] }
}

/** The library writes the present time here; a report's file depends on the report alone. */
function coreProperties({ title, organisation, language, date }: ReportDocument): string {
  const at = `${date.toISOString().slice(0, 19)}Z`
  const inXml = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${inXml(title)}</dc:title><dc:creator>${inXml(organisation)}</dc:creator>`,
    `<cp:lastModifiedBy>${inXml(organisation)}</cp:lastModifiedBy><dc:language>${inXml(language)}</dc:language>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>`,
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('')
}
