import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { makePartOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import { type IncidentViews, visibleIncidents } from '../incidents/index.ts'
import type { Act, State, TakedownRequest, Whom } from './request.ts'
import type { TakedownTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<TakedownTables & IncidentViews>()

const columns = [
  't.id',
  't.incident_id as incidentId',
  't.whom',
  't.wants',
  't.network',
  't.place',
  't.what',
  't.person_id as personId',
  't.name_then as nameThen',
  't.under_age as underAge',
  't.follows',
  't.state',
  't.asked_at as askedAt',
  't.asked_by as askedBy',
  't.answer_by as answerBy',
  't.over_at as overAt',
] as const

export type RequestOfIncident = TakedownRequest & { incidentReference: string }

async function seenBy(tx: Tx, actor: Actor) {
  return tables(tx)
    .selectFrom('takedowns.request as t')
    .innerJoin('incidents.register_line as i', (join) =>
      join.onRef('i.school_id', '=', 't.school_id').onRef('i.id', '=', 't.incident_id'),
    )
    .where('t.school_id', '=', actor.schoolId)
    .where(await visibleIncidents(tx, actor))
}

/** The request, if the actor may see its incident. */
export async function findRequest(tx: Tx, actor: Actor, id: string): Promise<RequestOfIncident> {
  const found = await (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('t.id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('removal request')
  return found
}

/** The same, held until the commit. */
export async function findRequestToChange(tx: Tx, actor: Actor, id: string): Promise<RequestOfIncident> {
  await tables(tx)
    .selectFrom('takedowns.request as t')
    .select('t.id')
    .where('t.school_id', '=', actor.schoolId)
    .where('t.id', '=', id)
    .forUpdate()
    .execute()
  return findRequest(tx, actor, id)
}

/** Of one incident, oldest first, for whoever may see the incident. */
export async function requestsOf(tx: Tx, actor: Actor, incidentId: string): Promise<RequestOfIncident[]> {
  return (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('t.incident_id', '=', incidentId)
    .orderBy('t.asked_at')
    .execute()
}

/** What this person was asked to remove, as far as the actor may see it. */
export async function requestsTo(tx: Tx, actor: Actor, personId: string): Promise<RequestOfIncident[]> {
  return (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('t.person_id', '=', personId)
    .orderBy('t.asked_at')
    .execute()
}

/** Lines of the register that the actor may see, and how many there are on all pages. */
export async function listRequests(
  tx: Tx,
  actor: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
): Promise<{ rows: RequestOfIncident[]; total: number }> {
  let query = await seenBy(tx, actor)
  if (filters.state) query = query.where('t.state', '=', filters.state as State)
  if (filters.whom) query = query.where('t.whom', '=', filters.whom as Whom)
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select([...columns, 'i.reference as incidentReference'])
    .orderBy('t.asked_at', newestFirst ? 'desc' : 'asc')
    .orderBy('t.id')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows, total: Number(total) }
}

/** Kept from whomever its incident is kept from, also when that is found out later. */
export async function insertRequest(tx: Tx, schoolId: string, one: TakedownRequest): Promise<void> {
  await makePartOf(tx, { schoolId, partId: one.id, recordId: one.incidentId })
  await tables(tx)
    .insertInto('takedowns.request')
    .values({
      school_id: schoolId,
      id: one.id,
      incident_id: one.incidentId,
      whom: one.whom,
      wants: one.wants,
      network: one.network,
      place: one.place,
      what: one.what,
      person_id: one.personId,
      name_then: one.nameThen,
      under_age: one.underAge,
      follows: one.follows,
      state: one.state,
      asked_at: one.askedAt,
      asked_by: one.askedBy,
      answer_by: one.answerBy,
      over_at: one.overAt,
    })
    .execute()
}

/** Its state and deadline; what was to be removed, and from where, never change. */
export async function saveRequest(
  tx: Tx,
  schoolId: string,
  { id, state, answerBy, overAt }: Pick<TakedownRequest, 'id' | 'state' | 'answerBy' | 'overAt'>,
): Promise<void> {
  await tables(tx)
    .updateTable('takedowns.request')
    .set({ state, answer_by: answerBy, over_at: overAt })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export type Entry = { act: Act; says: string; at: Date; writtenBy: string | null }

/** One thing that was done about it; nothing in the record is edited. */
export async function insertEntry(
  tx: Tx,
  actor: Actor,
  request: Pick<TakedownRequest, 'id' | 'incidentId'>,
  entry: Omit<Entry, 'writtenBy'>,
): Promise<void> {
  await tables(tx)
    .insertInto('takedowns.entry')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      request_id: request.id,
      incident_id: request.incidentId,
      act: entry.act,
      says: entry.says,
      at: entry.at,
      written_by: personOf(actor),
    })
    .execute()
}

/** What was done about it, in order. */
export function entriesOf(tx: Tx, schoolId: string, requestId: string): Promise<Entry[]> {
  return tables(tx)
    .selectFrom('takedowns.entry')
    .select(['act', 'says', 'at', 'written_by as writtenBy'])
    .where('school_id', '=', schoolId)
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Asked, and the time to answer is over. */
export function overdueRequests(tx: Tx, schoolId: string, now: Date): Promise<TakedownRequest[]> {
  return tables(tx)
    .selectFrom('takedowns.request as t')
    .select(columns)
    .where('t.school_id', '=', schoolId)
    .where('t.state', '=', 'asked')
    .where('t.answer_by', '<', now)
    .execute()
}
