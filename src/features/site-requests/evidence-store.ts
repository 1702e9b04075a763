import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Wants } from './request.ts'

/** Requests of a sort, and whether one has waited for a week. Nobody having asked is no lack. */
export async function seenOfRequests(tx: Tx, schoolId: string, of: Wants, at: Date): Promise<Evidence> {
  const { rows } = await sql<{ count: number; decided: number; late: number; last_at: Date | null }>`
    select count(*)::int as count, count(*) filter (where state <> 'asked')::int as decided, max(asked_at) as last_at,
           count(*) filter (where state = 'asked' and asked_at < ${at}::timestamptz - interval '7 days')::int as late
      from site_requests.request where school_id = ${schoolId} and wants = ${of}`.execute(tx)
  const { count = 0, decided = 0, late = 0, last_at = null } = rows[0] ?? {}
  return {
    sentence: `Told or asked: ${countInPublic(count)}; decided: ${countInPublic(decided)}.${late > 0 ? ' Some have waited for more than a week.' : ''}`,
    lastAt: last_at,
    inDate: late === 0,
    mendAt: '/site-requests',
  }
}

/** What was agreed and handed on to the provider, and whether it acted. */
export async function seenOfProvider(
  tx: Tx,
  schoolId: string,
  hasProvider: boolean,
  at: Date,
): Promise<Evidence> {
  if (!hasProvider) {
    const sentence = 'The school has not said that a provider runs a filter for it.'
    return { sentence, lastAt: null, inDate: false, isSetUp: false, mendAt: '/site-requests' }
  }
  const { rows } = await sql<{ told: number; acted: number; late: number; last_at: Date | null }>`
    select count(*) filter (where told_provider_at is not null)::int as told,
           count(*) filter (where provider_did is not null)::int as acted, max(told_provider_at) as last_at,
           count(*) filter (where provider_did is null and decided_at < ${at}::timestamptz - interval '14 days')::int as late
      from site_requests.request where school_id = ${schoolId} and state = 'agreed'`.execute(tx)
  const { told = 0, acted = 0, late = 0, last_at = null } = rows[0] ?? {}
  return {
    sentence: `Handed on to the provider: ${countInPublic(told)}; acted upon: ${countInPublic(acted)}.${late > 0 ? ' Some have had no answer for two weeks.' : ''}`,
    lastAt: last_at,
    inDate: late === 0,
    mendAt: '/site-requests',
  }
}
