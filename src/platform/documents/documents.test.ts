import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { type Block, checkDocument, type ReportDocument } from './document.ts'
import { writeDocx } from './docx.ts'
import { drawReport } from './html-report.ts'
import { writePdf } from './pdf.ts'

const bars = [14, 9, 6, 11, 17, 8].map(
  (n, i) => `<rect x="${60 + i * 180}" y="${360 - n * 18}" width="110" height="${n * 18}" fill="#14405c"/>`,
)
const chart = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="400"><rect width="1200" height="400" fill="#fff"/>${bars.join('')}<path d="M40 360H1160" stroke="#484d50" stroke-width="2"/></svg>`

const concerns: Block = {
  kind: 'table',
  caption: 'Table 1: Concerns by kind and half-term',
  columns: [
    { heading: 'Kind', holds: 'text' },
    { heading: 'First half', holds: 'numbers' },
    { heading: 'Second half', holds: 'numbers' },
    { heading: 'Term', holds: 'numbers' },
  ],
  rows: [
    ['Unkind messages', '9', '7', '16'],
    ['Account used by somebody else', 'fewer than 5', '6', 'not shown'],
    ['Contact from a stranger', 'none', 'fewer than 5', 'fewer than 5'],
    ['Games above their age', 'not shown', 'fewer than 5', '8'],
  ],
}

const lessons: Block = {
  kind: 'table',
  caption: 'Table 2: Lessons given',
  columns: [
    { heading: 'Class', holds: 'text' },
    { heading: 'Lesson', holds: 'text' },
    { heading: 'Lessons', holds: 'numbers' },
  ],
  rows: Array.from({ length: 60 }, (_, i) => [
    `Class ${i + 1}`,
    'Being kind online, and telling an adult',
    `${(i * 7) % 9}`,
  ]),
}

const changes: Block[] = [
  { kind: 'heading', level: 2, text: 'What the school changed' },
  {
    kind: 'list',
    ordered: false,
    items: [
      'Year 5 had a lesson on what to do when a stranger writes, and who to tell.',
      'Tablets in the library now end their session at the bell.',
    ],
  },
  { kind: 'heading', level: 3, text: 'What comes next' },
  {
    kind: 'list',
    ordered: true,
    items: [
      'Ask pupils in the spring survey whether they know who to tell.',
      'Dr Łucja Şahin visits the parents’ evening on 14 January.',
    ],
  },
  { kind: 'paragraph', text: 'Readers hear this sign as it is: ☎.' },
]

async function report(): Promise<ReportDocument> {
  const png = await sharp(Buffer.from(chart)).png({ palette: true }).toBuffer()
  const alt = 'Reports rose from 8 in July to 17 in November.'
  return {
    title: 'Online safety, autumn term 2026',
    subtitle: 'Termly report to the governing body',
    organisation: 'Alder Primary School',
    language: 'en-GB',
    date: new Date('2026-11-22T14:05:00Z'),
    dateText: '22 November 2026',
    footer: 'For governors. Counts of 1 to 4 are printed as “fewer than 5”.',
    blocks: [
      { kind: 'heading', level: 2, text: 'What happened' },
      {
        kind: 'paragraph',
        text: 'This term 32 concerns were reported, four more than last autumn. Each was looked at by the designated safeguarding lead within one working day. Nothing was passed to the police.',
      },
      concerns,
      { kind: 'figure', caption: 'Figure 1: Concerns by month', alt, png },
      ...changes,
      { kind: 'heading', level: 2, text: 'Every class' },
      lessons,
    ],
  }
}

/** Every object of the file, with the content of streams inflated, as text. */
function pdfText(pdf: Buffer): { objects: string; content: string; fonts: Buffer[] } {
  const content: string[] = []
  const fonts: Buffer[] = []
  const objects = pdf.toString('latin1')
  for (const found of objects.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)) {
    const start = found.index + found[0].length
    const stream = pdf.subarray(start, objects.indexOf('\nendstream', start))
    const bytes = inflateSync(stream)
    if (bytes.subarray(0, 300).includes('glyf')) fonts.push(bytes)
    const text = bytes.toString('latin1')
    if (/\bBT\b|\bBDC\b/.test(text)) content.push(text)
  }
  return { objects, content: content.join('\n'), fonts }
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}

test('the PDF has a language, a title, bookmarks, and a tree with every kind of tag', async () => {
  const { objects } = pdfText(await writePdf(await report()))
  assert.match(objects, /\/Lang \(en-GB\)/)
  assert.match(objects, /\/Title \(Online safety, autumn term 2026\)/)
  assert.match(objects, /\/DisplayDocTitle true/)
  assert.match(objects, /\/Marked true/)
  assert.match(objects, /\/StructTreeRoot \d+ 0 R/)
  assert.match(objects, /\/Outlines \d+ 0 R/)
  const tags = {
    H1: 1,
    H2: 3,
    H3: 1,
    L: 2,
    LI: 4,
    Lbl: 4,
    LBody: 4,
    Table: 2,
    Caption: 2,
    THead: 2,
    TBody: 2,
    Figure: 1,
  }
  for (const [tag, times] of Object.entries(tags)) {
    assert.equal(count(objects, new RegExp(`/S /${tag}\\b`, 'g')), times, tag)
  }
  assert.equal(count(objects, /\/S \/TH\b/g), 4 + 3 + 4 + 60)
  assert.equal(count(objects, /\/Scope \/Column/g), 7)
  assert.equal(count(objects, /\/Scope \/Row/g), 64)
  assert.equal(count(objects, /\/S \/TD\b/g), 4 * 3 + 60 * 2)
  assert.match(objects, /\/Alt \(Reports rose from 8 in July to 17 in November\.\)/)
})

test('everything drawn is either tagged or marked as decoration', async () => {
  const { content } = pdfText(await writePdf(await report()))
  let open = 0
  for (const [operator] of content.matchAll(/\b(BDC|BMC|EMC|BT|Do|S|f)$/gm)) {
    if (operator === 'BDC' || operator === 'BMC') open++
    else if (operator === 'EMC') open--
    else assert.ok(open > 0, `${operator} is drawn outside any tag`)
    assert.ok(open === 0 || open === 1)
  }
  assert.equal(open, 0)
  assert.ok(count(content, /\/Artifact <<\n?\/Type \/Pagination/g) > 2)
})

test('the letters are in the embedded fonts, not only their numbers', async () => {
  const { fonts } = pdfText(await writePdf(await report()))
  const glyphBytes = fonts.map((font) => font.readUInt32BE(font.indexOf('glyf') + 12))
  assert.equal(glyphBytes.length, 3)
  assert.ok(
    glyphBytes.every((length) => length > 300),
    `${glyphBytes}`,
  )
})

test('a sign that the font lacks is still heard', async () => {
  const { objects } = pdfText(await writePdf(await report()))
  assert.equal(count(objects, /\/ActualText/g), 1)
})

test('the same report gives the same bytes, whenever it is written', async (t) => {
  const document = await report()
  const [pdf, docx] = [await writePdf(document), await writeDocx(document)]
  t.mock.timers.enable({ apis: ['Date'], now: new Date('2031-01-01') })
  assert.ok(pdf.equals(await writePdf(document)), 'the PDF differs')
  assert.ok(docx.equals(await writeDocx(document)), 'the Word document differs')
})

test('a document that would lose a reader is not written', async () => {
  const document = await report()
  const broken = (blocks: ReportDocument['blocks']) => () => checkDocument({ ...document, blocks })
  assert.throws(broken([{ kind: 'heading', level: 3, text: 'Too deep' }]), /skips a level/)
  assert.throws(broken([{ kind: 'figure', png: Buffer.alloc(0), alt: ' ', caption: '' }]), /says in words/)
  const columns = [{ heading: 'One', holds: 'text' }] as const
  assert.throws(broken([{ kind: 'table', caption: 'C', columns, rows: [['1', '2']] }]), /has not 1 cells/)
  const notPng = { kind: 'figure', png: Buffer.from('<svg/>'), alt: 'A', caption: 'C' } as const
  await assert.rejects(writePdf({ ...document, blocks: [notPng] }), /must be a PNG/)
})

/** One file of a ZIP, found by its local header. */
function unzip(zip: Buffer, name: string): string {
  const at = zip.indexOf(Buffer.from(`PK\x01\x02`, 'latin1'))
  for (let entry = at; zip.readUInt32LE(entry) === 0x02014b50; ) {
    const nameLength = zip.readUInt16LE(entry + 28)
    const local = zip.readUInt32LE(entry + 42)
    if (zip.toString('utf8', entry + 46, entry + 46 + nameLength) === name) {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const bytes = zip.subarray(start, start + zip.readUInt32LE(entry + 20))
      return (zip.readUInt16LE(entry + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8')
    }
    entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32)
  }
  throw new Error(`${name} is not in the file`)
}

test('the Word document has headings, header rows, alternative text, language, title and date', async () => {
  const docx = await writeDocx(await report())
  const body = unzip(docx, 'word/document.xml')
  assert.equal(count(body, /<w:pStyle w:val="Heading1"\/>/g), 1)
  assert.equal(count(body, /<w:pStyle w:val="Heading2"\/>/g), 3)
  assert.equal(count(body, /<w:tblHeader\/>/g), 2)
  assert.match(body, /descr="Reports rose from 8 in July to 17 in November\."/)
  assert.match(unzip(docx, 'word/styles.xml'), /<w:lang w:val="en-GB"\/>/)
  const core = unzip(docx, 'docProps/core.xml')
  assert.match(core, /<dc:title>Online safety, autumn term 2026<\/dc:title>/)
  assert.match(core, /2026-11-22T14:05:00Z/)
})

test('the page says the same, with scopes and alternative text, and escapes what it is given', async () => {
  const document = await report()
  const page = String(drawReport({ ...document, subtitle: '<b>Ours</b>' }, () => '/s/alder/figures/1'))
  assert.equal(count(page, /<h1/g), 1)
  assert.equal(count(page, /<h2/g), 3)
  assert.equal(count(page, /<th scope="col"/g), 7)
  assert.equal(count(page, /<th scope="row"/g), 64)
  assert.match(page, /<img src="\/s\/alder\/figures\/1" alt="Reports rose from 8 in July/)
  assert.ok(!page.includes('<b>'))
})
