import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { PolicyTables } from './tables.ts'
import { numbered, type Paragraph } from './version.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

const columns = ['id', 'key', 'heading', 'number', 'text', 'printed', 'clauses', 'revision'] as const

/** The paragraphs of a version in their order. Whether the version may be seen was asked before. */
export async function paragraphsOf(tx: Tx, schoolId: string, versionId: string): Promise<Paragraph[]> {
  return tables(tx)
    .selectFrom('policies.paragraph')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('version_id', '=', versionId)
    .orderBy('position')
    .execute()
}

export type NewParagraph = { key?: string; heading: string; text: string; clauses: readonly string[] }

/** Inserts the whole text of a new version. */
export async function insertParagraphs(
  tx: Tx,
  schoolId: string,
  versionId: string,
  paragraphs: readonly NewParagraph[],
): Promise<void> {
  if (paragraphs.length === 0) return
  const rows = numbered(paragraphs).map((one, index) => ({
    school_id: schoolId,
    id: newId(),
    version_id: versionId,
    key: one.key ?? newId(),
    position: index + 1,
    heading: one.heading,
    number: one.number,
    text: one.text,
    printed: null,
    clauses: [...one.clauses],
  }))
  await tables(tx).insertInto('policies.paragraph').values(rows).execute()
}

/** Inserts one paragraph; `arrange` gives it its place. */
export async function insertParagraph(
  tx: Tx,
  schoolId: string,
  versionId: string,
  one: NewParagraph & { id: string },
): Promise<void> {
  await tables(tx)
    .insertInto('policies.paragraph')
    .values({
      school_id: schoolId,
      id: one.id,
      version_id: versionId,
      key: newId(),
      position: 1_000_000,
      heading: one.heading,
      number: '',
      text: one.text,
      printed: null,
      clauses: [...one.clauses],
    })
    .execute()
}

/** Counts the revision on. Only a draft has paragraphs that may change: the command asks first. */
export async function saveParagraph(
  tx: Tx,
  schoolId: string,
  id: string,
  { heading, text, clauses }: Pick<Paragraph, 'heading' | 'text' | 'clauses'>,
): Promise<void> {
  await tables(tx)
    .updateTable('policies.paragraph')
    .set((row) => ({ heading, text, clauses: [...clauses], revision: row('revision', '+', 1) }))
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** From a draft: what was ever adopted keeps every paragraph. */
export async function deleteParagraph(tx: Tx, schoolId: string, id: string): Promise<void> {
  await tables(tx)
    .deleteFrom('policies.paragraph')
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Takes the whole text out of a draft. */
export async function clearParagraphs(tx: Tx, schoolId: string, versionId: string): Promise<void> {
  await tables(tx)
    .deleteFrom('policies.paragraph')
    .where('school_id', '=', schoolId)
    .where('version_id', '=', versionId)
    .execute()
}

/** Puts the paragraphs into this order and numbers them by it. */
export async function arrange(
  tx: Tx,
  schoolId: string,
  versionId: string,
  inOrder: readonly Pick<Paragraph, 'id' | 'heading'>[],
): Promise<void> {
  const lines = numbered(inOrder)
  await sql`
    update policies.paragraph as p set position = o.position, number = o.number
      from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ number }) => number)}::text[])
             with ordinality as o (id, number, position)
     where p.school_id = ${schoolId} and p.version_id = ${versionId} and p.id = o.id
       and (p.position <> o.position or p.number <> o.number)`.execute(tx)
}

/** Fixes what is printed, or lets it go again when the text comes back to be changed. */
export async function savePrinted(
  tx: Tx,
  schoolId: string,
  versionId: string,
  printed: readonly { id: string; printed: string }[] | null,
): Promise<void> {
  if (printed === null) {
    await sql`update policies.paragraph set printed = null
       where school_id = ${schoolId} and version_id = ${versionId}`.execute(tx)
    return
  }
  await sql`
    update policies.paragraph as p set printed = o.printed
      from unnest(${printed.map(({ id }) => id)}::uuid[], ${printed.map((one) => one.printed)}::text[])
             as o (id, printed)
     where p.school_id = ${schoolId} and p.version_id = ${versionId} and p.id = o.id`.execute(tx)
}
