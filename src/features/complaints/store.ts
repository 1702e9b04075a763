import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TrailRule } from '#/platform/feature.ts'
import type { Complaint, State } from './complaint.ts'
import type { ComplaintTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ComplaintTables>()

const columns = [
  'c.id',
  'c.school_id as schoolId',
  'c.reference',
  'c.kind',
  'c.state',
  'c.decided_by as decidedBy',
  'c.about_id as aboutId',
  'c.complainant',
  'c.account',
  'c.received_at as receivedAt',
  'c.received_by as receivedBy',
  'c.acknowledge_by as acknowledgeBy',
  'c.answer_by as answerBy',
  'c.outcome',
  'c.incident_id as incidentId',
  'c.closed_at as closedAt',
] as const

/** The row rule: those whose role decides on it, and those they asked for advice. */
function visible(actor: Actor): RawBuilder<SqlBool> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  if (actor.kind !== 'person') return sql<SqlBool>`false`
  return sql<SqlBool>`(c.decided_by && ${[...actor.roles]}::text[] or exists (
    select from complaints.adviser a
     where a.school_id = c.school_id and a.complaint_id = c.id and a.person_id = ${actor.personId}))`
}

/** The trail says nothing of a complaint to whoever may not see it, nor of the list, and no number counts one. */
export const trailRule: TrailRule = {
  ownEvents: 'complaints',
  unseen: async (_tx, actor, id) => [
    sql<SqlBool>`exists (
      select from complaints.complaint c
       where c.school_id = ${actor.schoolId} and c.id = ${id} and not ${visible(actor)})`,
  ],
  uncounted: (schoolId, id) => sql<SqlBool>`exists (
    select from complaints.complaint c where c.school_id = ${schoolId} and c.id = ${id})`,
}

const seen = (tx: Tx, actor: Actor) =>
  tables(tx)
    .selectFrom('complaints.complaint as c')
    .where('c.school_id', '=', actor.schoolId)
    .where(visible(actor))

type Row = Omit<Complaint, 'account'> & { account: string }

function toComplaint(row: Row): Complaint {
  return { ...row, account: sensitive(row.account) }
}

/** The complaint, if the actor may see it. Not found in another school, out of sight, or kept from them. */
export async function findComplaint(tx: Tx, actor: Actor, id: string): Promise<Complaint> {
  const found = await seen(tx, actor).select(columns).where('c.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('complaint')
  return toComplaint(found)
}

/** The same, held until the commit. */
export async function findComplaintToChange(tx: Tx, actor: Actor, id: string): Promise<Complaint> {
  const found = await seen(tx, actor).select(columns).where('c.id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('complaint')
  return toComplaint(found)
}

/** Those of the records that are complaints the actor may see, held until the commit. */
export async function complaintsAmong(
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
): Promise<Complaint[]> {
  const rows = await seen(tx, actor)
    .select(columns)
    .where('c.id', '=', sql<string>`any(${[...recordIds]}::uuid[])`)
    .forUpdate()
    .execute()
  return rows.map(toComplaint)
}

export type ListRequest = {
  state: State | null
  sort: 'received' | 'kind' | 'state'
  direction: 'ascending' | 'descending'
  offset: number
  most: number
}

/** A page of the register and how many there are, of those that the actor may see. */
export async function listComplaints(tx: Tx, actor: Actor, request: ListRequest) {
  const order = { received: 'c.received_at', kind: 'c.kind', state: 'c.state' } as const
  const wanted = sql<SqlBool>`(${request.state}::text is null or c.state = ${request.state})`
  const rows = await seen(tx, actor)
    .select(columns)
    .where(wanted)
    .orderBy(order[request.sort], request.direction === 'ascending' ? 'asc' : 'desc')
    .orderBy('c.id')
    .limit(request.most)
    .offset(request.offset)
    .execute()
  const { total } = await seen(tx, actor)
    .select(sql<number>`count(*)::int`.as('total'))
    .where(wanted)
    .executeTakeFirstOrThrow()
  return { rows: rows.map(toComplaint), total }
}

/** What somebody complained of never changes; who decides on it is written down with it. */
export async function insertComplaint(tx: Tx, complaint: Complaint): Promise<void> {
  await tables(tx)
    .insertInto('complaints.complaint')
    .values({
      ...changing(complaint),
      school_id: complaint.schoolId,
      id: complaint.id,
      reference: complaint.reference,
      kind: complaint.kind,
      about_id: complaint.aboutId,
      complainant: complaint.complainant,
      account: complaint.account.reveal(),
      received_at: complaint.receivedAt,
      received_by: complaint.receivedBy,
      acknowledge_by: complaint.acknowledgeBy,
      answer_by: complaint.answerBy,
    })
    .execute()
}

/** Saves state, who decides, outcome and the incident it became. What was complained of never changes. */
export async function saveComplaint(tx: Tx, complaint: Complaint): Promise<void> {
  await tables(tx)
    .updateTable('complaints.complaint')
    .set(changing(complaint))
    .where('school_id', '=', complaint.schoolId)
    .where('id', '=', complaint.id)
    .execute()
}

function changing({ state, decidedBy, outcome, incidentId, closedAt }: Complaint) {
  return { state, decided_by: [...decidedBy], outcome, incident_id: incidentId, closed_at: closedAt }
}

type NewEntry = { title: string; says?: string | null; at: Date; by: string | null }
export type Entry = { title: string; says: string | null; at: Date; writtenBy: string | null }

/** One thing that was done about it. Nothing in the record is edited. */
export async function insertEntry(tx: Tx, { schoolId, id }: Complaint, entry: NewEntry): Promise<void> {
  await tables(tx)
    .insertInto('complaints.entry')
    .values({
      school_id: schoolId,
      id: newId(),
      complaint_id: id,
      title: entry.title,
      says: entry.says ?? null,
      at: entry.at,
      written_by: entry.by,
    })
    .execute()
}

/** What was done about it, newest first. */
export function entriesOf(tx: Tx, { schoolId, id }: Complaint): Promise<Entry[]> {
  return tables(tx)
    .selectFrom('complaints.entry')
    .select(['title', 'says', 'at', 'written_by as writtenBy'])
    .where('school_id', '=', schoolId)
    .where('complaint_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Lets somebody read the complaint and advise. False when they may already. */
export async function insertAdviser(
  tx: Tx,
  { schoolId, id }: Complaint,
  personId: string,
  at: Date,
): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('complaints.adviser')
    .values({ school_id: schoolId, complaint_id: id, person_id: personId, asked_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** For the school's evidence: how many came in, how many are past their day, and when the last came. */
export async function countForEvidence(tx: Tx, schoolId: string, now: Date) {
  return (
    tables(tx)
      .selectFrom('complaints.complaint as c')
      .select([
        sql<number>`count(*)::int`.as('received'),
        sql<number>`count(*) filter (where (c.state = 'received' and c.acknowledge_by < ${now})
        or (c.state = 'acknowledged' and c.answer_by < ${now}))::int`.as('late'),
        sql<Date | null>`max(c.received_at)`.as('lastAt'),
      ])
      .where('c.school_id', '=', schoolId)
      // What is about an adult is not counted: a count would tell.
      .where('c.kind', 'in', ['misuse', 'outOfHours', 'thirdParty'])
      .where('c.about_id', 'is', null)
      .executeTakeFirstOrThrow()
  )
}
