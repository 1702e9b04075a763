// The ladders of a school: its own newest version, or the model that its settings name.

import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type Ladder, type Level, levelSchema, pupilLadders, staffLadders } from './ladders.ts'
import { pupilLadder, staffLadder } from './settings.ts'
import type { SanctionTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SanctionTables>()

/** What a sanction keeps as the name of a ladder that the school wrote itself. */
const ownName = 'own'

export type LadderVersion = {
  version: number
  levels: Level[]
  why: string
  madeAt: Date
  madeBy: string
}

/** Every version that the school wrote, the newest first. */
export async function ownVersions(tx: Tx, schoolId: string, of: Ladder['of']): Promise<LadderVersion[]> {
  const rows = await tables(tx)
    .selectFrom('sanctions.own_ladder')
    .select(['version', 'levels', 'why', 'made_at as madeAt', 'made_by as madeBy'])
    .where('school_id', '=', schoolId)
    .where('of', '=', of)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, levels: z.array(levelSchema).parse(row.levels) }))
}

export type NamedLadder = { name: string; ladder: Ladder; ownVersion: number }

/** The ladders that hold now. `ownVersion` is 0 where the school follows a model. */
export async function laddersOf(
  tx: Tx,
  schoolId: string,
): Promise<{ pupil: NamedLadder; staff: NamedLadder }> {
  const pupil = await readSetting(tx, schoolId, pupilLadder)
  const staff = await readSetting(tx, schoolId, staffLadder)
  return {
    pupil: await ownOr(tx, schoolId, { name: pupil, ladder: pupilLadders[pupil] }),
    staff: await ownOr(tx, schoolId, { name: staff, ladder: staffLadders[staff] }),
  }
}

async function ownOr(
  tx: Tx,
  schoolId: string,
  model: Pick<NamedLadder, 'name' | 'ladder'>,
): Promise<NamedLadder> {
  const { of } = model.ladder
  const [own] = await ownVersions(tx, schoolId, of)
  if (!own) return { ...model, ownVersion: 0 }
  const { version, levels, madeAt } = own
  const ladder = { version, from: londonDate(madeAt), of, words: 'The school’s own', levels }
  return { name: ownName, ladder, ownVersion: version }
}

/** A whole new version: sanctions name the one under which they were proposed. */
export async function insertLadder(
  tx: Tx,
  schoolId: string,
  of: Ladder['of'],
  one: LadderVersion,
): Promise<void> {
  await tables(tx)
    .insertInto('sanctions.own_ladder')
    .values({
      school_id: schoolId,
      of,
      version: one.version,
      levels: JSON.stringify(one.levels),
      why: one.why,
      made_at: one.madeAt,
      made_by: one.madeBy,
    })
    .execute()
}

/** How many sanctions on each level are not over yet, whatever ladder they were entered under. */
export async function inUse(
  tx: Tx,
  schoolId: string,
  of: Ladder['of'],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tables(tx)
    .selectFrom('sanctions.sanction')
    .select(({ fn }) => ['level', fn.countAll<string>().as('count')])
    .where('school_id', '=', schoolId)
    .where('of', '=', of)
    .where('state', 'in', ['proposed', 'approved', 'inForce'])
    .groupBy('level')
    .execute()
  return new Map(rows.map(({ level, count }) => [level, Number(count)]))
}
