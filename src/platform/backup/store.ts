import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import type { BackupMade } from './make-backup.ts'

export type BackupTables = {
  'backups.backup': {
    id: string
    file_name: string
    taken_at: Date
    master_key_id: string
    size_bytes: number
    destroyed_at: Date | null
  }
}

/** Clocks of machines differ, and a sealing takes a moment: rather one backup too many is said to hold a file. */
const marginMinutes = 10

type Noted = Pick<BackupMade, 'id' | 'fileName' | 'takenAt' | 'masterKeyId' | 'sizeBytes'>

/** Puts a backup on the list. One that is on it stays as it is. */
export async function noteBackup(db: Db, made: Noted): Promise<void> {
  const row = {
    id: made.id,
    file_name: made.fileName,
    taken_at: made.takenAt,
    master_key_id: made.masterKeyId,
    size_bytes: made.sizeBytes,
    destroyed_at: null,
  }
  await tables(db)
    .insertInto('backups.backup')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The backups that nobody has said to be destroyed, oldest first. */
export async function backupsKept(db: Db): Promise<readonly BackupTables['backups.backup'][]> {
  return tables(db)
    .selectFrom('backups.backup')
    .selectAll()
    .where('destroyed_at', 'is', null)
    .orderBy('taken_at')
    .execute()
}

/** Notes that every copy of a backup is gone. Returns whether there was one of that name to note it for. */
export async function noteBackupDestroyed(db: Db, fileName: string, at: Date): Promise<boolean> {
  const rows = await tables(db)
    .updateTable('backups.backup')
    .set({ destroyed_at: at })
    .where('file_name', '=', fileName)
    .where('destroyed_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length > 0
}

export type HoldsSealed = { fileName: string; takenAt: Date; sealedFiles: number }

/** Backups from before a file of the school was sealed: with the master key they still open it, so they are to be destroyed (S12). */
export async function backupsHoldingSealed(tx: Tx, schoolId: string): Promise<readonly HoldsSealed[]> {
  const { rows } = await sql<HoldsSealed>`
    select b.file_name as "fileName", b.taken_at as "takenAt", count(*)::int as "sealedFiles"
      from backups.backup b
      join files.file f on f.school_id = ${schoolId} and f.sealed_at is not null
       and b.taken_at between f.first_stored_at - ${marginMinutes} * interval '1 minute'
                          and f.sealed_at + ${marginMinutes} * interval '1 minute'
     where b.destroyed_at is null
     group by b.file_name, b.taken_at
     order by b.taken_at`.execute(tx)
  return rows
}

const tables = (db: Db) => db.withTables<BackupTables>()
