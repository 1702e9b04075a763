import { sql } from 'kysely'
import { Refused } from '#/kernel/refusal.ts'
import type { Db } from '#/platform/database/database.ts'

export type Mode = 'start' | 'demo'

const sentences: Readonly<Record<Mode, string>> = {
  start:
    'This database holds the demonstration, whose sign-ins everybody knows. Choose another DATA_DIR (or DATABASE_URL) for your school.',
  demo: 'This database belongs to a school. The demonstration needs one of its own: choose another DATA_DIR (or DATABASE_URL).',
}

/** Marks a new database, and refuses to serve a school from a demonstration or the other way round (decision X5). */
export async function requireMark(db: Db, mode: Mode): Promise<void> {
  const demonstration = mode === 'demo'
  await sql`insert into schoolkeeper.mark (demonstration) values (${demonstration}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{ demonstration: boolean }>`select demonstration from schoolkeeper.mark`.execute(
    db,
  )
  if (rows[0]?.demonstration !== demonstration) throw new Refused(sentences[mode])
}
