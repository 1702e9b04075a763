// Reading a school's chain for checking, with the role that sees every row and writes none.

import { sql } from 'kysely'
import { openDatabase, type Tx } from '../database/database.ts'
import { readAnchors } from './anchors.ts'
import { firstHash } from './encoding.ts'
import { type DeclaredGap, type Finding, type StoredEntry, verifyChain } from './verify-chain.ts'

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

/** Checks the chain of every school that has one, against itself and the anchors in `anchorFolder`. */
export async function verifyAudit(backupUrl: string, anchorFolder: string): Promise<readonly Verdict[]> {
  const db = openDatabase(backupUrl, { connections: 1 })
  try {
    // One snapshot for all: a chain that grows while it is read must not look broken.
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const heads = await tx.selectFrom('audit.head').selectAll().orderBy('school_id').execute()
        const verdicts: Verdict[] = []
        for (const head of heads) verdicts.push(await verifySchool(tx, head, anchorFolder))
        return verdicts
      })
  } finally {
    await db.destroy()
  }
}

async function verifySchool(
  tx: Tx,
  head: { school_id: string; entries: number; hash: Buffer },
  anchorFolder: string,
): Promise<Verdict> {
  const entries = await readEntries(tx, head.school_id)
  const anchors = await readAnchors(anchorFolder, head.school_id)
  const gaps = entries.flatMap(gapOf)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit.inbox where school_id = ${head.school_id}`.execute(tx)
  return {
    schoolId: head.school_id,
    entries: entries.length,
    unchained: rows[0]?.count ?? 0,
    anchors: anchors.length,
    gaps,
    findings: verifyChain(entries, { entries: head.entries, hash: head.hash ?? firstHash }, anchors, gaps),
  }
}

async function readEntries(tx: Tx, schoolId: string): Promise<StoredEntry[]> {
  const rows = await tx
    .selectFrom('audit.entry as e')
    .leftJoin('audit.detail as d', (join) =>
      join.onRef('d.school_id', '=', 'e.school_id').onRef('d.entry_id', '=', 'e.id'),
    )
    .selectAll('e')
    .select(['d.salt', 'd.detail'])
    .where('e.school_id', '=', schoolId)
    .orderBy('e.number')
    .execute()
  return rows.map((row) => ({
    schoolId,
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
  }))
}

function gapOf(entry: StoredEntry): DeclaredGap[] {
  if (entry.did !== gapDeclared || entry.detail === null) return []
  const { after, upTo } = entry.detail.detail as { after: number; upTo: number }
  return [{ after, upTo, at: entry.at }]
}
