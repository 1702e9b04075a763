import { type SelectQueryBuilder, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { advisedAllegations } from './adviser-store.ts'
import type { Allegation, State } from './allegation.ts'
import type { AllegationTables } from './tables.ts'
import { visibleAllegations } from './visible-store.ts'

const tables = (tx: Tx) => tx.withTables<AllegationTables>()

const columns = [
  'a.id',
  'a.school_id as schoolId',
  'a.reference',
  'a.state',
  'a.case_manager as caseManager',
  'a.adult_id as adultId',
  'a.adult_described as adultDescribed',
  'a.adult_name_then as adultNameThen',
  'a.adult_kind_then as adultKindThen',
  'a.account',
  'a.happened_on as happenedOn',
  'a.danger',
  'a.self_report as selfReport',
  'a.incident_id as incidentId',
  'a.welfare_incident_id as welfareIncidentId',
  'a.limbs',
  'a.threshold',
  'a.lado_due_at as ladoDueAt',
  'a.opened_at as openedAt',
  'a.opened_by as openedBy',
  'a.closed_at as closedAt',
] as const

/** Who asks, and when: what may be seen depends on both. */
export type Asking = { actor: Actor; now: Date }

function visible(tx: Tx, { actor, now }: Asking) {
  return tables(tx)
    .selectFrom('allegations.allegation as a')
    .where('a.school_id', '=', actor.schoolId)
    .where(visibleAllegations(actor, now))
}

/** The matter, if the actor may see it. Not found in another school, out of sight, or kept from them. */
export async function findAllegation(tx: Tx, asking: Asking, id: string): Promise<Allegation> {
  return orNotFound(await visible(tx, asking).select(columns).where('a.id', '=', id).executeTakeFirst())
}

/** The same, held until the commit: of two people who change it at once, the second waits and reads what the first did. */
export async function findAllegationToChange(tx: Tx, asking: Asking, id: string): Promise<Allegation> {
  return orNotFound(
    await visible(tx, asking).select(columns).where('a.id', '=', id).forUpdate().executeTakeFirst(),
  )
}

/** Those of the records that are matters the actor may see, held until the commit. */
export async function allegationsAmong(
  tx: Tx,
  asking: Asking,
  recordIds: readonly string[],
): Promise<Allegation[]> {
  const rows = await visible(tx, asking)
    .select(columns)
    .where('a.id', '=', sql<string>`any(${[...recordIds]}::uuid[])`)
    .forUpdate()
    .execute()
  return rows.map(toAllegation)
}

const advised = (tx: Tx, { actor, now }: Asking) =>
  tables(tx)
    .selectFrom('allegations.allegation as a')
    .where('a.school_id', '=', actor.schoolId)
    .where(advisedAllegations(actor, now))
    .select(columns)

/** A matter that the actor was asked to advise on. Not found otherwise, when it has ended, or when it is kept from them. */
export async function findAdvised(tx: Tx, asking: Asking, id: string): Promise<Allegation> {
  return orNotFound(await advised(tx, asking).where('a.id', '=', id).executeTakeFirst())
}

/** All that the actor was asked to advise on, the newest first. */
export async function listAdvised(tx: Tx, asking: Asking): Promise<Allegation[]> {
  return (await advised(tx, asking).orderBy('a.opened_at', 'desc').execute()).map(toAllegation)
}

type Row = Omit<Allegation, 'account'> & { account: string | null }

function toAllegation(row: Row): Allegation {
  return { ...row, account: row.account === null ? null : sensitive(row.account) }
}

function orNotFound(found: Row | undefined): Allegation {
  if (!found) throw new NotFound('matter')
  return toAllegation(found)
}

export type ListRequest = {
  states: readonly State[]
  sort: 'opened' | 'state' | 'adult'
  direction: 'ascending' | 'descending'
  offset: number
  most: number
}

/** A page of the register and how many there are, of those that the actor may see. */
export async function listAllegations(
  tx: Tx,
  asking: Asking,
  request: ListRequest,
): Promise<{ rows: Allegation[]; total: number }> {
  const order = { opened: 'a.opened_at', state: 'a.state', adult: 'a.adult_name_then' } as const
  const among = <Row>(
    query: SelectQueryBuilder<AllegationTables & { a: AllegationTables['allegations.allegation'] }, 'a', Row>,
  ) => query.where('a.state', '=', sql<State>`any(${[...request.states]}::text[])`)
  const rows = await among(visible(tx, asking).select(columns))
    .orderBy(order[request.sort], request.direction === 'ascending' ? 'asc' : 'desc')
    .orderBy('a.id')
    .limit(request.most)
    .offset(request.offset)
    .execute()
  const { total } = await among(
    visible(tx, asking).select(sql<number>`count(*)::int`.as('total')),
  ).executeTakeFirstOrThrow()
  return { rows: rows.map(toAllegation), total }
}

/** Everything about one adult that the actor may see, newest first: what a pattern is looked for in. */
export async function allegationsAbout(tx: Tx, asking: Asking, adultId: string): Promise<Allegation[]> {
  const rows = await visible(tx, asking)
    .select(columns)
    .where('a.adult_id', '=', adultId)
    .orderBy('a.opened_at', 'desc')
    .execute()
  return rows.map(toAllegation)
}

export type Pattern = { adultId: string; name: string; concerns: number; lastAt: Date }

/** Adults with low-level concerns since a day, most concerns first, among those that the actor may see. */
export function patternsSince(tx: Tx, asking: Asking, since: Date): Promise<Pattern[]> {
  return visible(tx, asking)
    .select([
      sql<string>`a.adult_id`.as('adultId'),
      sql<string>`(array_agg(a.adult_name_then order by a.opened_at desc))[1]`.as('name'),
      sql<number>`count(*)::int`.as('concerns'),
      sql<Date>`max(a.opened_at)`.as('lastAt'),
    ])
    .where('a.adult_id', 'is not', null)
    .where('a.threshold', '=', 'below')
    .where('a.opened_at', '>=', since)
    .groupBy('a.adult_id')
    .orderBy('concerns', 'desc')
    .orderBy('lastAt', 'desc')
    .execute()
}

/** Adds a matter. False when there is one for this adult and incident already. */
export async function insertAllegation(tx: Tx, allegation: Allegation): Promise<boolean> {
  // Without `returning`: the actor may be the very person from whom it is kept.
  const added = await tables(tx)
    .insertInto('allegations.allegation')
    .values({
      ...changing(allegation),
      school_id: allegation.schoolId,
      id: allegation.id,
      reference: allegation.reference,
      account: allegation.account?.reveal() ?? null,
      happened_on: allegation.happenedOn,
      danger: allegation.danger,
      self_report: allegation.selfReport,
      incident_id: allegation.incidentId,
      lado_due_at: allegation.ladoDueAt,
      opened_at: allegation.openedAt,
      opened_by: allegation.openedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Saves what may change: state, who manages it, who it is about, what was judged. What was told never changes. */
export async function saveAllegation(tx: Tx, allegation: Allegation): Promise<void> {
  await tables(tx)
    .updateTable('allegations.allegation')
    .set(changing(allegation))
    .where('school_id', '=', allegation.schoolId)
    .where('id', '=', allegation.id)
    .execute()
}

function changing(allegation: Allegation) {
  return {
    state: allegation.state,
    case_manager: allegation.caseManager,
    adult_id: allegation.adultId,
    adult_described: allegation.adultDescribed,
    adult_name_then: allegation.adultNameThen,
    adult_kind_then: allegation.adultKindThen,
    welfare_incident_id: allegation.welfareIncidentId,
    limbs: [...allegation.limbs],
    threshold: allegation.threshold,
    closed_at: allegation.closedAt,
  }
}

/** Makes the matter findable by these words, to those who may see it (decision X2). */
export async function insertWords(
  tx: Tx,
  schoolId: string,
  id: string,
  words: readonly string[],
): Promise<void> {
  if (words.length === 0) return
  await tables(tx)
    .insertInto('allegations.word')
    .values(words.map((word) => ({ school_id: schoolId, word, record_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Matters that hold all the words, newest first, among those that the actor may see. */
export async function findByWords(
  tx: Tx,
  asking: Asking,
  words: readonly string[],
  most: number,
): Promise<Allegation[]> {
  let query = visible(tx, asking).select(columns)
  for (const word of words) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('allegations.word as w')
          .select('w.record_id')
          .whereRef('w.school_id', '=', 'a.school_id')
          .whereRef('w.record_id', '=', 'a.id')
          .where('w.word', '=', word),
      ),
    )
  }
  return (await query.orderBy('a.opened_at', 'desc').limit(most).execute()).map(toAllegation)
}
