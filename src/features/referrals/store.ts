import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { makePartOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import { type IncidentViews, visibleIncidents } from '../incidents/index.ts'
import type { Act, Referral, State } from './referral.ts'
import type { ReferralTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ReferralTables & IncidentViews>()

const columns = [
  'r.id',
  'r.incident_id as incidentId',
  'r.for_leads as forLeads',
  'r.route',
  'r.route_version as routeVersion',
  'r.route_words as routeWords',
  'r.state',
  'r.why',
  'r.due_at as dueAt',
  'r.due_clock as dueClock',
  'r.consent',
  'r.consent_why as consentWhy',
  'r.method',
  'r.sent_at as sentAt',
  'r.named_person as namedPerson',
  'r.reference',
  'r.answer_due_at as answerDueAt',
  'r.answered_at as answeredAt',
  'r.answer',
  'r.entered_at as enteredAt',
  'r.entered_by as enteredBy',
] as const

export type ReferralOfIncident = Referral & { incidentReference: string | null }

const leads = ['dsl', 'deputyDsl', 'head']

/** The row rule: the incident’s; without one, whoever made it, and the leads where they may know. */
export async function visible(tx: Tx, actor: Actor): Promise<RawBuilder<SqlBool>> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  const isLead = actor.kind === 'person' && leads.some((role) => actor.roles.has(role))
  return sql<SqlBool>`((r.incident_id is not null and ${await visibleIncidents(tx, actor)})
    or (r.incident_id is null and (r.entered_by = ${personOf(actor)} or (r.for_leads and ${isLead}))))`
}

async function seenBy(tx: Tx, actor: Actor) {
  return tables(tx)
    .selectFrom('referrals.referral as r')
    .leftJoin('incidents.register_line as i', (join) =>
      join.onRef('i.school_id', '=', 'r.school_id').onRef('i.id', '=', 'r.incident_id'),
    )
    .where('r.school_id', '=', actor.schoolId)
    .where(await visible(tx, actor))
}

/** The referral, if the actor may see it. */
export async function findReferral(tx: Tx, actor: Actor, id: string): Promise<ReferralOfIncident> {
  const found = await (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('referral')
  return found
}

/** The same, held until the commit. */
export async function findReferralToChange(tx: Tx, actor: Actor, id: string): Promise<ReferralOfIncident> {
  await tables(tx)
    .selectFrom('referrals.referral as r')
    .select('r.id')
    .where('r.school_id', '=', actor.schoolId)
    .where('r.id', '=', id)
    .forUpdate()
    .execute()
  return findReferral(tx, actor, id)
}

/** Of one incident, oldest first, for whoever may see the incident. */
export async function referralsOf(tx: Tx, actor: Actor, incidentId: string): Promise<ReferralOfIncident[]> {
  return (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('r.incident_id', '=', incidentId)
    .orderBy('r.entered_at')
    .execute()
}

/** Of incidents in which the person stands, as far as the actor may see them. */
export async function referralsAround(tx: Tx, actor: Actor, personId: string): Promise<ReferralOfIncident[]> {
  return (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('r.incident_id', 'in', (from) =>
      from
        .selectFrom('incidents.part as p')
        .select('p.incident_id')
        .where('p.school_id', '=', actor.schoolId)
        .where('p.person_id', '=', personId),
    )
    .orderBy('r.entered_at')
    .execute()
}

/** Lines of the register that the actor may see, and how many there are on all pages. */
export async function listReferrals(
  tx: Tx,
  actor: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
): Promise<{ rows: ReferralOfIncident[]; total: number }> {
  let query = await seenBy(tx, actor)
  if (filters.state) query = query.where('r.state', '=', filters.state as State)
  if (filters.route) query = query.where('r.route', '=', filters.route)
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select([...columns, 'i.reference as incidentReference'])
    .orderBy('r.entered_at', newestFirst ? 'desc' : 'asc')
    .orderBy('r.id')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows, total: Number(total) }
}

/** Kept from whomever its incident is kept from, also when that is found out later. */
export async function insertReferral(tx: Tx, schoolId: string, one: Referral): Promise<void> {
  if (one.incidentId !== null) await makePartOf(tx, { schoolId, partId: one.id, recordId: one.incidentId })
  await tables(tx)
    .insertInto('referrals.referral')
    .values({
      ...changeable(one),
      school_id: schoolId,
      id: one.id,
      incident_id: one.incidentId,
      for_leads: one.forLeads,
      route: one.route,
      route_version: one.routeVersion,
      route_words: one.routeWords,
      why: one.why,
      due_at: one.dueAt,
      due_clock: one.dueClock,
      entered_at: one.enteredAt,
      entered_by: one.enteredBy,
    })
    .execute()
}

/** State, answer and deadlines. To whom and what about never change. */
export async function saveReferral(tx: Tx, schoolId: string, one: Referral): Promise<void> {
  await tables(tx)
    .updateTable('referrals.referral')
    .set(changeable(one))
    .where('school_id', '=', schoolId)
    .where('id', '=', one.id)
    .execute()
}

function changeable(one: Referral) {
  return {
    state: one.state,
    consent: one.consent,
    consent_why: one.consentWhy,
    method: one.method,
    sent_at: one.sentAt,
    named_person: one.namedPerson,
    reference: one.reference,
    answer_due_at: one.answerDueAt,
    answered_at: one.answeredAt,
    answer: one.answer,
  }
}

export type Entry = { act: Act; says: string | null; at: Date; writtenBy: string | null }

/** One thing that was done about it; nothing in the record is edited. */
export async function insertEntry(
  tx: Tx,
  actor: Actor,
  referral: Pick<Referral, 'id' | 'incidentId'>,
  entry: Omit<Entry, 'writtenBy'>,
): Promise<void> {
  await tables(tx)
    .insertInto('referrals.entry')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      referral_id: referral.id,
      incident_id: referral.incidentId,
      act: entry.act,
      says: entry.says,
      at: entry.at,
      written_by: personOf(actor),
    })
    .execute()
}

/** What was done about it, in order. */
export function entriesOf(tx: Tx, schoolId: string, referralId: string): Promise<Entry[]> {
  return tables(tx)
    .selectFrom('referrals.entry')
    .select(['act', 'says', 'at', 'written_by as writtenBy'])
    .where('school_id', '=', schoolId)
    .where('referral_id', '=', referralId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Sent, and their answer was due before the moment. */
export function unanswered(tx: Tx, schoolId: string, before: Date): Promise<Referral[]> {
  return tables(tx)
    .selectFrom('referrals.referral as r')
    .select(columns)
    .where('r.school_id', '=', schoolId)
    .where('r.state', '=', 'sent')
    .where('r.answer_due_at', '<', before)
    .execute()
}
