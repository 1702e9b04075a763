// What somebody could do to an audit trail who has the whole server: no trigger, key or row rule stands in the way.

import pg from 'pg'
import { newId } from '#/kernel/id.ts'
import { type ChainedEntry, firstHash, hashEntry } from '#/platform/audit/encoding.ts'

export type Forger = Awaited<ReturnType<typeof aForger>>

/** A forger in this database. Numbers of entries may pass through each other from now on. */
export async function aForger(superuserUrl: string) {
  const owner = new pg.Client({ connectionString: superuserUrl })
  await owner.connect()
  await owner.query(
    'set session_replication_role = replica; alter table audit.entry drop constraint entry_pkey',
  )
  const move = (schoolId: string, by: number, from: number) =>
    owner.query('update audit.entry set number = number + $2 where school_id = $1 and number >= $3', [
      schoolId,
      by,
      from,
    ])

  const remove = (schoolId: string, where: string) =>
    owner.query(`delete from audit.entry where school_id = $1 and ${where}`, [schoolId])

  const change = (schoolId: string, set: string, where = 'number = 4') =>
    owner.query(`update audit.entry set ${set} where school_id = $1 and ${where}`, [schoolId])

  return {
    query: (sql: string, values: unknown[]) => owner.query(sql, values),
    change,
    move,
    remove,
    insert: (schoolId: string, number: number) => insert(owner, schoolId, number),
    seal: (schoolId: string) => seal(owner, schoolId),
    leave: () => owner.end(),
  }
}

const forged = (schoolId: string, number: number): Omit<ChainedEntry, 'previousHash'> => ({
  schoolId,
  number,
  id: newId(),
  at: new Date('2026-11-24T10:00:00Z'),
  actorKind: 'system',
  actorId: null,
  did: 'test.forged',
  aboutKind: null,
  aboutId: null,
  detailHash: null,
})

/** Puts a forged entry at a number, hashed so that it follows the one before it. */
async function insert(owner: pg.Client, schoolId: string, number: number): Promise<void> {
  const { rows } = await owner.query('select hash from audit.entry where school_id = $1 and number = $2', [
    schoolId,
    number - 1,
  ])
  const entry = { ...forged(schoolId, number), previousHash: rows[0].hash as Buffer }
  await owner.query(
    `insert into audit.entry (school_id, number, id, at, actor_kind, did, previous_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [schoolId, number, entry.id, entry.at, entry.actorKind, entry.did, entry.previousHash, hashEntry(entry)],
  )
}

/** Hashes every entry again, and the head with them: what a forger with time would do. */
async function seal(owner: pg.Client, schoolId: string): Promise<void> {
  const { rows } = await owner.query('select * from audit.entry where school_id = $1 order by number', [
    schoolId,
  ])
  let previousHash: Buffer = firstHash
  for (const row of rows) {
    const entry = {
      ...forged(schoolId, Number(row.number)),
      id: row.id,
      at: row.at,
      did: row.did,
      actorKind: row.actor_kind,
    }
    const hash = hashEntry({
      ...entry,
      aboutKind: row.about_kind,
      aboutId: row.about_id,
      detailHash: row.detail_hash,
      previousHash,
    })
    await owner.query(
      'update audit.entry set previous_hash = $3, hash = $4 where school_id = $1 and id = $2',
      [schoolId, row.id, previousHash, hash],
    )
    previousHash = hash
  }
  await owner.query('update audit.head set entries = $2, hash = $3 where school_id = $1', [
    schoolId,
    rows.length,
    previousHash,
  ])
}
