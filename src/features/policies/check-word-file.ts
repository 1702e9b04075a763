// Looks into a .docx before anything reads it: a ZIP of XML, which can be a bomb, bring macros, name other files or hide
// scripts in links. Every part is unpacked here once, within limits, because what a ZIP says of its sizes may be untrue. A
// ZIP that two readers could read as two different files is refused: what is checked here must be what is read afterwards.

import { inflateRawSync } from 'node:zlib'
import { Refused } from '#/kernel/refusal.ts'

export const largestWordFileBytes = 8 * 1024 * 1024
const mostParts = 2_000
/** Unpacked: a policy of a hundred pages with pictures is a tenth of it. */
const largestPartBytes = 40 * 1024 * 1024
const largestTextBytes = 12 * 1024 * 1024
const largestWholeBytes = 80 * 1024 * 1024

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
/** An extra field that gives a part another name than its entry does. */
const otherNameField = 0x7075

const notWord = 'This is not a Word file that can be read. Save it in Word as .docx and choose it again.'
const hidden = 'The file is built in a way that Word does not use, so it was not read.'
const tooMuch =
  'This file holds far more than a policy does, so it was not read. Save the text alone as a new .docx.'

type Part = { name: string; method: number; bytes: Buffer; encrypted: boolean }

/** Refuses, in words, whatever is not a plain Word document within the limits (APPNOTE 4.3, ECMA-376 part 2). */
export function checkWordFile(file: Buffer): void {
  if (file.length > largestWordFileBytes) {
    throw new Refused(
      `The file is larger than ${largestWordFileBytes / 1024 / 1024} MB. Take the pictures out of it.`,
    )
  }
  const parts = partsOf(file)
  const names = new Set(parts.map(({ name }) => name))
  if (names.size !== parts.length) throw new Refused(notWord)
  if (!names.has('word/document.xml') || !names.has('[Content_Types].xml')) throw new Refused(notWord)
  let wholeBytes = 0
  for (const part of parts) {
    const bytes = unpacked(part)
    wholeBytes += bytes.length
    if (wholeBytes > largestWholeBytes) throw new Refused(tooMuch)
    checkPart(part.name, bytes)
  }
}

function partsOf(file: Buffer): Part[] {
  try {
    return readDirectory(file)
  } catch (error) {
    // A read beyond the end of the file, or an address that lies.
    if (error instanceof RangeError) throw new Refused(notWord)
    throw error
  }
}

function readDirectory(file: Buffer): Part[] {
  const end = endOfDirectory(file)
  const count = file.readUInt16LE(end + 10)
  if (count > mostParts) throw new Refused(tooMuch)
  const parts: Part[] = []
  let at = startOfDirectory(file, end)
  for (let left = count; left > 0; left--) {
    if (file.readUInt32LE(at) !== entrySignature) throw new RangeError('no entry')
    const nameLength = file.readUInt16LE(at + 28)
    const extra = file.subarray(at + 46 + nameLength, at + 46 + nameLength + file.readUInt16LE(at + 30))
    if (givesOtherName(extra)) throw new RangeError('two names')
    const local = file.readUInt32LE(at + 42)
    if (file.readUInt32LE(local) !== localSignature) throw new RangeError('no part')
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const stop = start + file.readUInt32LE(at + 20)
    if (stop > file.length) throw new RangeError('beyond the end')
    parts.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      bytes: file.subarray(start, stop),
    })
    at += 46 + nameLength + extra.length + file.readUInt16LE(at + 32)
  }
  if (at !== end) throw new RangeError('more than the directory')
  return parts
}

/** Where the one directory begins: right before its end, on one disk, with nothing that counts after it. */
function startOfDirectory(file: Buffer, end: number): number {
  const start = file.readUInt32LE(end + 16)
  const isWhole = start + file.readUInt32LE(end + 12) === end
  const isOneDisk = file.readUInt32LE(end + 4) === 0
  const isAllHere = file.readUInt16LE(end + 8) === file.readUInt16LE(end + 10)
  const isLast = end + 22 + file.readUInt16LE(end + 20) === file.length
  if (!isWhole || !isOneDisk || !isAllHere || !isLast) throw new RangeError('two directories')
  return start
}

function givesOtherName(extra: Buffer): boolean {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === otherNameField) return true
  }
  return false
}

function endOfDirectory(file: Buffer): number {
  for (let at = file.length - 22; at >= 0 && at > file.length - 66_000; at--) {
    if (file.readUInt32LE(at) === endSignature) return at
  }
  throw new RangeError('no directory')
}

function unpacked({ method, bytes, encrypted }: Part): Buffer {
  if (encrypted) throw new Refused('The file has a password. Save it without one and choose it again.')
  if (method === 0) return bytes
  if (method !== 8) throw new Refused(notWord)
  try {
    return inflateRawSync(bytes, { maxOutputLength: largestPartBytes })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw new Refused(code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch : notWord)
  }
}

function checkPart(name: string, bytes: Buffer): void {
  if (/(^|\/)vbaProject|\.bin$|activeX\/|embeddings\//i.test(name)) {
    throw new Refused('The file holds macros or other files inside it. Save the text alone as a new .docx.')
  }
  if (!/\.(xml|rels)$/i.test(name)) return
  if (bytes.length > largestTextBytes) throw new Refused(tooMuch)
  const text = xmlText(bytes)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Refused(hidden)
  if (/macroEnabled/i.test(text) && name === '[Content_Types].xml') {
    throw new Refused('The file may hold macros (.docm). Save it in Word as .docx and choose it again.')
  }
  if (/\.rels$/i.test(name)) checkRelations(text)
}

/** The text of an XML part. One in UTF-16 would hide from the checks below it. */
function xmlText(bytes: Buffer): string {
  if (bytes.includes(0)) throw new Refused(hidden)
  return bytes.toString('utf8')
}

/** What a document names outside itself: links that people follow, and nothing that is fetched or run. */
function checkRelations(text: string): void {
  // Up to the next element and not to the next “>”, which may stand inside a value.
  for (const [relation] of text.matchAll(/<(?:\w+:)?Relationship\b[^<]*/gi)) {
    if (relation.includes('&#')) throw new Refused(hidden)
    if (!/TargetMode\s*=\s*["']External["']/i.test(relation)) continue
    const target = /\bTarget\s*=\s*["']([^"']*)["']/i.exec(relation)?.[1] ?? ''
    const isLink = /\/hyperlink["']/i.test(relation)
    if (isLink && /^(https?:\/\/|mailto:|#)/i.test(target.trim())) continue
    throw new Refused(
      isLink
        ? 'A link in the file opens something other than a web page or an e-mail. Take it out and choose the file again.'
        : 'The file fetches something from elsewhere, such as a picture or a template. Take it out and choose the file again.',
    )
  }
}
