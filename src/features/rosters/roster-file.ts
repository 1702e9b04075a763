// The kinds of file that a roster comes in, found in the bytes.

import { Refused } from '#/kernel/refusal.ts'
import type { TakeInLimits } from '#/platform/files/files.ts'

export const mostFileBytes = 200_000_000
const headBytes = 4096

const csv = { type: 'text/csv', ending: 'csv', kind: 'text', shown: false } as const
const zip = { type: 'application/zip', ending: 'zip', kind: 'document', shown: false } as const

type Find = NonNullable<TakeInLimits['find']>

/** A zip file or text. Refuses, in words, workbooks, text in other encodings than UTF-8, and everything else. */
export const findRosterFile: Find = async (read) => {
  const head = await headOf(read())
  if (head.length === 0) throw new Refused('The file is empty. Export it again.')
  if (head.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    if (head.includes('[Content_Types].xml') || head.includes('mimetypeapplication/vnd'))
      throw new Refused('This is a workbook of a spreadsheet. Save it as “CSV UTF-8” and send that.')
    return zip
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    throw new Refused('The file is in UTF-16 (“Unicode text”). Save it again as “CSV UTF-8”.')
  if (head.includes(0)) throw new Refused('This is neither a CSV file nor a zip file.')
  return csv
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length >= headBytes) break
  }
  return Buffer.concat(parts).subarray(0, headBytes)
}
