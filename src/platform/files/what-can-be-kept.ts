// The kinds of file that can be kept, found in the bytes and never taken from the name or from what the sender says.

import { Readable } from 'node:stream'
import { fileTypeFromStream } from 'file-type'
import { Refused } from '#/kernel/refusal.ts'

type FileKind = 'picture' | 'document' | 'text' | 'sound' | 'film'

/** `shown`: whether a stripped copy is made that a browser may show. All others are only downloaded. */
export type FileType = { type: string; ending: string; kind: FileKind; shown: boolean }

const fileTypes: readonly FileType[] = [
  { type: 'image/png', ending: 'png', kind: 'picture', shown: true },
  { type: 'image/jpeg', ending: 'jpg', kind: 'picture', shown: true },
  { type: 'image/webp', ending: 'webp', kind: 'picture', shown: true },
  { type: 'image/gif', ending: 'gif', kind: 'picture', shown: true },
  { type: 'image/heic', ending: 'heic', kind: 'picture', shown: false },
  { type: 'image/heif', ending: 'heif', kind: 'picture', shown: false },
  { type: 'application/pdf', ending: 'pdf', kind: 'document', shown: false },
  { type: 'message/rfc822', ending: 'eml', kind: 'text', shown: false },
  { type: 'text/plain', ending: 'txt', kind: 'text', shown: false },
  { type: 'audio/mpeg', ending: 'mp3', kind: 'sound', shown: false },
  { type: 'audio/x-m4a', ending: 'm4a', kind: 'sound', shown: false },
  { type: 'audio/ogg', ending: 'ogg', kind: 'sound', shown: false },
  { type: 'audio/wav', ending: 'wav', kind: 'sound', shown: false },
  { type: 'video/mp4', ending: 'mp4', kind: 'film', shown: false },
  { type: 'video/quicktime', ending: 'mov', kind: 'film', shown: false },
]

const allowed = new Map(fileTypes.map((row) => [row.type, row]))

const mailHeaders = /^(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n/
const mailMustHave = [/^from:/im, /^(?:date|received|message-id):/im]
const mailHeadBytes = 65_536

/**
 * The type that the bytes show. `read` opens them anew each time it is called. Refuses what is not on the list, also
 * pages and drawings that a browser could run (HTML counts as text and is only ever downloaded).
 */
export async function findType(read: () => AsyncIterable<Uint8Array>): Promise<FileType> {
  const found = (await signatureOf(read())) ?? (await textTypeOf(read()))
  const row = found === undefined ? undefined : allowed.get(found)
  if (!row) throw new Refused(`This kind of file cannot be kept here. ${whatCanBeKept()}`)
  return row
}

/** The kinds of files that can be kept, as a sentence beside the field. */
export function whatCanBeKept(): string {
  const endings = fileTypes.map((row) => row.ending.toUpperCase())
  return `Files that can be kept: ${endings.slice(0, -1).join(', ')} and ${endings.at(-1)}.`
}

async function signatureOf(bytes: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const stream = Readable.from(bytes, { objectMode: false })
  try {
    return (await fileTypeFromStream(stream))?.mime.split(';')[0]
  } finally {
    stream.destroy()
  }
}

async function textTypeOf(bytes: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  let head = ''
  let sizeBytes = 0
  for await (const part of bytes) {
    if (part.some(isControl)) return undefined
    if (head.length < mailHeadBytes) head += Buffer.from(part).toString('latin1')
    sizeBytes += part.length
  }
  if (sizeBytes === 0) throw new Refused('The file is empty. Choose it again, or take a new copy of it.')
  return isMail(head.slice(0, mailHeadBytes)) ? 'message/rfc822' : 'text/plain'
}

/** Bytes that no text has: all controls but tab, line feed, form feed and carriage return. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) || byte === 0x7f
}

function isMail(head: string): boolean {
  const headers = mailHeaders.exec(head)?.[0]
  return headers !== undefined && mailMustHave.every((line) => line.test(headers))
}
