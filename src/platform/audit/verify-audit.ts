// Reading every school's chain for checking, with the role that sees every row and writes none.

import { sql } from 'kysely'
import { openDatabase, type Tx } from '../database/database.ts'
import { readAnchors, schoolsAnchored } from './anchors.ts'
import { firstHash } from './encoding.ts'
import { type Inspected, inspectEntry, type StoredEntry } from './inspect-entry.ts'
import { type DeclaredGap, type Finding, type Head, verifyChain } from './verify-chain.ts'

export type Verdict = {
  schoolId: string
  entries: number
  /** Reads that wait to be chained. They are seconds old, or the server is not running. */
  unchained: number
  anchors: number
  gaps: readonly DeclaredGap[]
  findings: readonly Finding[]
}

/** The event that a restore writes: what stood after the backup is lost, and is said to be. */
export const gapDeclared = 'audit.gapDeclared'

const entriesAtOnce = 5_000

/** Checks the chain of every school that has, or by its anchors had, one: against itself and against the anchors. */
export async function verifyAudit(backupUrl: string, anchorFolder: string): Promise<readonly Verdict[]> {
  const db = openDatabase(backupUrl, { connections: 1 })
  try {
    // One snapshot for all: a chain that grows while it is read must not look broken.
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((tx) => verifySchools(tx, anchorFolder))
  } finally {
    await db.destroy()
  }
}

async function verifySchools(tx: Tx, anchorFolder: string): Promise<Verdict[]> {
  const { rows } = await sql<{ id: string }>`
    select school_id as id from audit.head union select school_id from audit.entry`.execute(tx)
  const schools = new Set([...rows.map(({ id }) => id), ...(await schoolsAnchored(anchorFolder))])
  const verdicts: Verdict[] = []
  for (const schoolId of [...schools].sort()) verdicts.push(await verifySchool(tx, schoolId, anchorFolder))
  return verdicts
}

async function verifySchool(tx: Tx, schoolId: string, anchorFolder: string): Promise<Verdict> {
  const head = await headOf(tx, schoolId)
  const { inspected, gaps } = await inspectAll(tx, schoolId)
  const { anchors, damaged } = await readAnchors(anchorFolder, schoolId)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit.inbox where school_id = ${schoolId}`.execute(tx)
  return {
    schoolId,
    entries: inspected.length,
    unchained: rows[0]?.count ?? 0,
    anchors: anchors.length,
    gaps,
    findings: [...damaged.map(damagedLine), ...verifyChain(inspected, head, { anchors, gaps })],
  }
}

async function headOf(tx: Tx, schoolId: string): Promise<Head> {
  const find = tx.selectFrom('audit.head').select(['entries', 'hash']).where('school_id', '=', schoolId)
  return (await find.executeTakeFirst()) ?? { entries: 0, hash: firstHash }
}

async function inspectAll(
  tx: Tx,
  schoolId: string,
): Promise<{ inspected: Inspected[]; gaps: DeclaredGap[] }> {
  const inspected: Inspected[] = []
  const gaps: DeclaredGap[] = []
  let shift = 0
  for await (const entry of readEntries(tx, schoolId)) {
    const result = inspectEntry(entry, shift)
    if (result.writtenAs !== null) shift = result.writtenAs - result.number
    inspected.push(result)
    gaps.push(...gapOf(entry))
  }
  return { inspected, gaps }
}

/** The entries of a school in the order of their numbers, a few thousand in memory at a time. */
async function* readEntries(tx: Tx, schoolId: string): AsyncGenerator<StoredEntry> {
  let after = Number.MIN_SAFE_INTEGER
  while (true) {
    const rows = await readRows(tx, schoolId, after)
    for (const row of rows) yield entryOf(row)
    const last = rows.at(-1)
    if (!last || rows.length < entriesAtOnce) return
    after = last.number
  }
}

function readRows(tx: Tx, schoolId: string, after: number) {
  return tx
    .selectFrom('audit.entry as e')
    .leftJoin('audit.detail as d', (join) =>
      join.onRef('d.school_id', '=', 'e.school_id').onRef('d.entry_id', '=', 'e.id'),
    )
    .selectAll('e')
    .select(['d.salt', 'd.detail'])
    .where('e.school_id', '=', schoolId)
    .where('e.number', '>', after)
    .orderBy('e.number')
    .limit(entriesAtOnce)
    .execute()
}

function entryOf(row: Awaited<ReturnType<typeof readRows>>[number]): StoredEntry {
  return {
    schoolId: row.school_id,
    number: row.number,
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    did: row.did,
    aboutKind: row.about_kind,
    aboutId: row.about_id,
    detailHash: row.detail_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
    detail: row.salt ? { salt: row.salt, detail: row.detail } : null,
  }
}

function gapOf({ did, at, detail }: StoredEntry): DeclaredGap[] {
  if (did !== gapDeclared || detail === null) return []
  const { after, upTo, until } = detail.detail as { after: number; upTo: number; until: string }
  return [{ after, upTo, at, until: new Date(until) }]
}

function damagedLine(line: number): Finding {
  return {
    what: 'anchorDamaged',
    number: 0,
    sentence: `Line ${line} of the anchors is not an anchor: it was damaged or changed.`,
  }
}
