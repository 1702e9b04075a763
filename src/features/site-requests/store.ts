import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import type { ProfileKey } from '../filtering/index.ts'
import type { SiteRequest, State, Wants } from './request.ts'
import type { SiteRequestTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SiteRequestTables>()

type Row = SiteRequestTables['site_requests.request']

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('site_requests.request').selectAll().where('school_id', '=', schoolId)

const asRequest = (row: Row): SiteRequest => ({
  id: row.id,
  wants: row.wants,
  site: row.site,
  why: row.why === null ? null : sensitive(row.why),
  askedAt: row.asked_at,
  askedBy: row.asked_by,
  classSessionId: row.class_session_id,
  profiles: row.profiles as ProfileKey[],
  state: row.state,
  agreedSite: row.agreed_site,
  lasts: row.lasts,
  until: row.until,
  firstAgreedBy: row.first_agreed_by,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedWhy: row.decided_why,
  answer: row.answer,
  ownSiteId: row.own_site_id,
  toldProviderAt: row.told_provider_at,
  providerTrouble: row.provider_trouble,
  providerDid: row.provider_did,
  providerDidAt: row.provider_did_at,
  incidentId: row.incident_id,
})

/** One request; `toChange` holds it until the commit. Not found in another school. */
export async function findRequest(
  tx: Tx,
  schoolId: string,
  id: string,
  toChange = false,
): Promise<SiteRequest> {
  const query = ofSchool(tx, schoolId).where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('request for a site')
  return asRequest(found)
}

/** Held until the commit: of two who decide about one site by two requests, the second waits and finds it decided. */
export async function lockSite(tx: Tx, schoolId: string, id: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('site request ' || school_id || ' ' || wants || ' ' || site, 0))
      from site_requests.request where school_id = ${schoolId} and id = ${id}`.execute(tx)
}

/** What waits about the same site, oldest first: one decision answers all of them. */
export async function sameOpen(
  tx: Tx,
  schoolId: string,
  { site, wants }: Pick<SiteRequest, 'site' | 'wants'>,
): Promise<SiteRequest[]> {
  const rows = await ofSchool(tx, schoolId)
    .where('site', '=', site)
    .where('wants', '=', wants)
    .where('state', '=', 'asked')
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  return rows.map(asRequest)
}

/** What one person asked, newest first. */
export async function requestsBy(tx: Tx, schoolId: string, personId: string): Promise<SiteRequest[]> {
  const rows = await ofSchool(tx, schoolId)
    .where('asked_by', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(asRequest)
}

/** How much whoever asks has asked since a moment. */
export async function askedSince(
  tx: Tx,
  schoolId: string,
  { askedBy, classSessionId }: Pick<SiteRequest, 'askedBy' | 'classSessionId'>,
  since: Date,
): Promise<number> {
  const query = tables(tx)
    .selectFrom('site_requests.request')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('school_id', '=', schoolId)
    .where('asked_at', '>', since)
  const { count } = await (askedBy === null
    ? query.where('class_session_id', '=', classSessionId)
    : query.where('asked_by', '=', askedBy)
  ).executeTakeFirstOrThrow()
  return Number(count)
}

/** Lines of the register, and how many there are on all pages. */
export async function listRequests(
  tx: Tx,
  { schoolId }: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
): Promise<{ rows: SiteRequest[]; total: number }> {
  let query = tables(tx).selectFrom('site_requests.request').where('school_id', '=', schoolId)
  if (filters.state) query = query.where('state', '=', filters.state as State)
  if (filters.wants) query = query.where('wants', '=', filters.wants as Wants)
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('asked_at', newestFirst ? 'desc' : 'asc')
    .orderBy('id')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows: rows.map(asRequest), total: Number(total) }
}

/** What was asked for never changes; what was decided comes later. */
export async function insertRequest(tx: Tx, schoolId: string, one: SiteRequest): Promise<void> {
  await tables(tx)
    .insertInto('site_requests.request')
    .values({
      school_id: schoolId,
      id: one.id,
      wants: one.wants,
      site: one.site,
      why: one.why === null ? null : one.why.reveal(),
      asked_at: one.askedAt,
      asked_by: one.askedBy,
      class_session_id: one.classSessionId,
      ...outcomeOf(one),
    })
    .execute()
}

/** Saves what came of a request; what was asked stays as it is. */
export async function saveRequest(tx: Tx, schoolId: string, one: SiteRequest): Promise<void> {
  await tables(tx)
    .updateTable('site_requests.request')
    .set(outcomeOf(one))
    .where('school_id', '=', schoolId)
    .where('id', '=', one.id)
    .execute()
}

const outcomeOf = (one: SiteRequest) => ({
  profiles: [...one.profiles],
  state: one.state,
  agreed_site: one.agreedSite,
  lasts: one.lasts,
  until: one.until,
  first_agreed_by: one.firstAgreedBy,
  decided_at: one.decidedAt,
  decided_by: one.decidedBy,
  decided_why: one.decidedWhy,
  answer: one.answer,
  own_site_id: one.ownSiteId,
  told_provider_at: one.toldProviderAt,
  provider_trouble: one.providerTrouble,
  provider_did: one.providerDid,
  provider_did_at: one.providerDidAt,
  incident_id: one.incidentId,
})
