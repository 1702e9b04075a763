import type { Sequence, Table } from './catalogue.ts'
import type { PartFacts } from './parts.ts'

/** The first part of a backup: what has to be known before any row is read. */
export type Beginning = {
  id: string
  /** When the snapshot was taken: everything that was committed by then is in the backup, and nothing later. */
  takenAt: string
  postgres: string
  migrations: readonly { name: string; sha256: string }[]
  tables: readonly Table[]
  sequences: readonly Sequence[]
  /** The head of each school's audit chain, to compare with what is restored. */
  chains: readonly { schoolId: string; entries: number; hash: string }[]
}

/** The last part: what the others held. A backup without it was broken off. */
export type Manifest = {
  parts: readonly PartFacts[]
  rows: Readonly<Record<string, number>>
  /** Files that a record named and the disk had no longer: they were sealed or destroyed while the backup was made. */
  filesGone: readonly string[]
}

export const beginningPart = 'beginning.json'
export const manifestPart = 'manifest.json'
/** Where the rows of a table stand in the archive. */
export const tablePart = (table: string): string => `tables/${table}`
/** Where a school’s encrypted file stands in the archive. */
export const filePart = (schoolId: string, storedAs: string): string => `files/${schoolId}/${storedAs}`
/** Where a school’s anchors stand in the archive. */
export const anchorsPart = (schoolId: string): string => `anchors/${schoolId}`
