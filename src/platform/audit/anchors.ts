// Anchors: what the chain was, written outside the database. They show what a chain alone cannot: that its tail was
// cut off, or that all of it was sealed anew.

import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isId } from '#/kernel/id.ts'

/** The chain of one school as it was at a moment: how many entries, the hash of the last, and its time. */
export type Anchor = { schoolId: string; at: Date; entries: number; hash: Buffer; lastEntryAt: Date | null }

/** Appends an anchor to the school's file, durably. The folder should lie on another disk, or be shipped away. */
export async function writeAnchor(folder: string, anchor: Anchor): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const line = JSON.stringify({
    school: anchor.schoolId,
    at: anchor.at.toISOString(),
    entries: anchor.entries,
    hash: anchor.hash.toString('hex'),
    lastEntryAt: anchor.lastEntryAt?.toISOString() ?? null,
  })
  const file = await open(fileOf(folder, anchor.schoolId), 'a', 0o600)
  try {
    await file.appendFile(`${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The anchors of a school, oldest first. A last line that was cut off by a power cut is left out. */
export async function readAnchors(folder: string, schoolId: string): Promise<readonly Anchor[]> {
  const text = await readFile(fileOf(folder, schoolId), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => anchorOf(line))
}

function anchorOf(line: string): Anchor {
  const { school, at, entries, hash, lastEntryAt } = JSON.parse(line) as Record<string, string> & {
    entries: number
  }
  return {
    schoolId: school ?? '',
    at: new Date(at ?? ''),
    entries,
    hash: Buffer.from(hash ?? '', 'hex'),
    lastEntryAt: lastEntryAt ? new Date(lastEntryAt) : null,
  }
}

function fileOf(folder: string, schoolId: string): string {
  if (!isId(schoolId)) throw new Error('A school is named by its id')
  return join(folder, `${schoolId}.anchors.jsonl`)
}
