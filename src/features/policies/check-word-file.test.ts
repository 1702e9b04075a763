// Files made so that the check reads one document and Word’s reader another, and files made to take for ever.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { zipOf } from '../../../test/zip-of.ts'
import { checkWordFile } from './check-word-file.ts'

const documentOf = (text: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`
const relationsOf = (attributes: string) =>
  `<Relationships><Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" ${attributes}/></Relationships>`
const plain = { '[Content_Types].xml': '<Types/>', 'word/document.xml': documentOf('Phones stay in bags.') }
const withRelations = (text: string) => zipOf({ ...plain, 'word/_rels/document.xml.rels': text })
const endBytes = 22
const entrySignature = Buffer.from('504b0102', 'hex')

/** A harmless document whose directory is the one that is named, and another behind it, which a reader finds that goes by the gap. */
function twoInOne(hidden: Buffer): Buffer {
  const shown = zipOf(plain).subarray(0, -endBytes)
  const end = Buffer.from(hidden.subarray(-endBytes))
  end.writeUInt32LE(shown.length - shown.indexOf(entrySignature), 12)
  end.writeUInt32LE(shown.indexOf(entrySignature), 16)
  return Buffer.concat([shown, hidden.subarray(0, -endBytes), end])
}

/** Says that the directory lies on another disk, at which readers look for a second one. */
function onAnotherDisk(file: Buffer): Buffer {
  const changed = Buffer.from(file)
  changed.writeUInt16LE(0xffff, changed.length - 18)
  return changed
}

/** Gives the first part another name in an extra field of its entry. */
function withOtherName(file: Buffer): Buffer {
  const entry = file.indexOf(entrySignature)
  const extra = Buffer.from([0x75, 0x70, 1, 0, 0x78])
  const after = entry + 46 + file.readUInt16LE(entry + 28)
  const changed = Buffer.concat([file.subarray(0, after), extra, file.subarray(after)])
  changed.writeUInt16LE(extra.length, entry + 30)
  changed.writeUInt32LE(changed.readUInt32LE(changed.length - 10) + extra.length, changed.length - 10)
  return changed
}

const hostile: readonly [string, Buffer, RegExp][] = [
  [
    'two documents in one',
    twoInOne(zipOf({ ...plain, 'word/document.xml': documentOf('Phones stay in banks') })),
    /not a Word/,
  ],
  ['a directory on another disk', onAnotherDisk(zipOf(plain)), /not a Word/],
  ['a part with two names', withOtherName(zipOf(plain)), /not a Word/],
  ['something after its end', Buffer.concat([zipOf(plain), Buffer.from('more')]), /not a Word/],
  [
    'a relation with a sign in it that seems to end it',
    withRelations(relationsOf('Target="file:///a>b" TargetMode="External"')),
    /fetches something/,
  ],
  [
    'a relation whose words are written as numbers',
    withRelations(relationsOf('Target="file:///a" TargetMode="&#69;xternal"')),
    /does not use/,
  ],
]

for (const [what, file, sentence] of hostile) {
  test(`a Word file that is read in two ways is refused: ${what}`, () => {
    assert.doesNotThrow(() => checkWordFile(zipOf(plain)))
    assert.throws(
      () => checkWordFile(file),
      (error) => error instanceof Refused && sentence.test(error.message),
    )
  })
}

test('relations that never end are read in time that grows with their length', () => {
  const startedMs = performance.now()
  checkWordFile(withRelations('<Relationship '.repeat(800_000)))
  assert.ok(performance.now() - startedMs < 20_000)
})
