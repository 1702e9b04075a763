// Rounds of asking, and whom each asked.

import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { AgreementKey } from './agreement.ts'
import type { Standing } from './ask.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

export type Round = {
  id: string
  schoolId: string
  agreement: AgreementKey
  reason: 'office' | 'standing' | 'change'
  phases: readonly string[] | null
  classIds: readonly string[] | null
  withJoiners: boolean
  openedAt: Date
  openedBy: string | null
  dueOn: string
  closedAt: Date | null
  chasedOn: string | null
}

const columns = [
  'id',
  'school_id as schoolId',
  'agreement',
  'reason',
  'phases',
  'class_ids as classIds',
  'with_joiners as withJoiners',
  'opened_at as openedAt',
  'opened_by as openedBy',
  'due_on as dueOn',
  'closed_at as closedAt',
  'chased_on as chasedOn',
] as const

const rounds = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('agreements.round').select(columns).where('school_id', '=', schoolId)

/** Not found in another school. */
export async function findRound(tx: Tx, schoolId: string, id: string): Promise<Round> {
  const found = await rounds(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('round')
  return found
}

/** Rounds that still ask, held until the commit: two that add people at once would ask twice. */
export function openRounds(tx: Tx, schoolId: string, agreement?: AgreementKey): Promise<Round[]> {
  let open = rounds(tx, schoolId).where('closed_at', 'is', null).orderBy('opened_at').orderBy('id')
  if (agreement !== undefined) open = open.where('agreement', '=', agreement)
  return open.forUpdate().execute()
}

/** Those of an agreement to which joiners are or were added, open or ended. */
export function standingRounds(tx: Tx, schoolId: string, agreement: AgreementKey): Promise<Round[]> {
  return rounds(tx, schoolId)
    .where('agreement', '=', agreement)
    .where('with_joiners', '=', true)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
}

export type CountedRound = Round & { asked: number; signed: number; open: number; notAgreed: number }

/** Rounds with how far they are, those first that still ask; of all classes, or of these. */
export async function countRounds(
  tx: Tx,
  schoolId: string,
  classIds: readonly string[] | null,
): Promise<CountedRound[]> {
  const { rows } = await sql<CountedRound>`
    select r.id, r.school_id as "schoolId", r.agreement, r.reason, r.phases, r.class_ids as "classIds",
           r.with_joiners as "withJoiners", r.opened_at as "openedAt", r.opened_by as "openedBy", r.due_on as "dueOn",
           r.closed_at as "closedAt", r.chased_on as "chasedOn",
           count(a.id) filter (where a.state <> 'ended')::int as asked,
           count(a.id) filter (where a.state = 'signed')::int as signed,
           count(a.id) filter (where a.state = 'open')::int as open,
           count(a.id) filter (where a.state in ('refused', 'withdrawn'))::int as "notAgreed"
      from agreements.round r
      join agreements.ask a on a.school_id = r.school_id and a.round_id = r.id
       and (${classIds === null} or a.class_id = any(${classIds === null ? [] : [...classIds]}::uuid[]))
     where r.school_id = ${schoolId}
     group by r.school_id, r.id
     order by r.closed_at is not null, r.due_on desc, r.opened_at desc, r.id limit 60`.execute(tx)
  return rows
}

/** Null phases and classes mean everybody the agreement is for. */
export async function insertRound(tx: Tx, round: Round): Promise<void> {
  await tables(tx)
    .insertInto('agreements.round')
    .values({
      school_id: round.schoolId,
      id: round.id,
      agreement: round.agreement,
      reason: round.reason,
      phases: round.phases === null ? null : [...round.phases],
      class_ids: round.classIds === null ? null : [...round.classIds],
      with_joiners: round.withJoiners,
      opened_at: round.openedAt,
      opened_by: round.openedBy,
      due_on: round.dueOn,
      closed_at: null,
      chased_on: null,
    })
    .execute()
}

/** Notes that it is over, or the day on which it was last chased. */
export async function saveRound(
  tx: Tx,
  { schoolId, id }: Pick<Round, 'schoolId' | 'id'>,
  change: { closed_at?: Date; chased_on?: string },
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.round')
    .set(change)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export type StandingRow = Standing & { signerId: string; aboutId: string; everSigned: boolean }

/** The newest ask of each signer (or of these) about somebody, for one agreement: what decides whether they are asked again. */
export async function standingOf(
  tx: Tx,
  schoolId: string,
  agreement: AgreementKey,
  signerIds: readonly string[] | null = null,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select distinct on (a.signer_id, a.about_id) a.signer_id as "signerId", a.about_id as "aboutId", a.state, a.edition,
           a.phase, a.answered_at as "answeredAt",
           to_char(a.answered_at at time zone 'Europe/London', 'YYYY-MM-DD') as "answeredOn",
           bool_or(a.state = 'signed') over (partition by a.signer_id, a.about_id) as "everSigned"
      from agreements.ask a
     where a.school_id = ${schoolId} and a.agreement = ${agreement}
       and (${signerIds === null} or a.signer_id = any(${[...(signerIds ?? [])]}::uuid[]))
     order by a.signer_id, a.about_id, a.asked_at desc, a.id desc`.execute(tx)
  return rows
}

/** Whoever has not answered last year's round is asked on in this year's, with the days as they were. */
export async function moveOpenAsks(
  tx: Tx,
  from: Pick<Round, 'schoolId' | 'id'>,
  toRoundId: string,
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.ask')
    .set({ round_id: toRoundId })
    .where('school_id', '=', from.schoolId)
    .where('round_id', '=', from.id)
    .where('state', '=', 'open')
    .execute()
}

/** Adds asks; whoever has an open one for the same is left out. Returns the ids that were added. */
export async function insertAsks(
  tx: Tx,
  rows: readonly AgreementTables['agreements.ask'][],
): Promise<ReadonlySet<string>> {
  const { rows: added } = await sql<{ id: string }>`
    insert into agreements.ask
    select * from jsonb_populate_recordset(null::agreements.ask, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing returning id`.execute(tx)
  return new Set(added.map(({ id }) => id))
}

/** Ends what is still open: those who are no longer of the audience, or all of a round that is closed. */
export async function endAsks(
  tx: Tx,
  schoolId: string,
  which: { agreement: AgreementKey; stillAsked: readonly string[] } | { roundId: string },
): Promise<{ id: string; aboutId: string; roundId: string }[]> {
  let ending = tables(tx)
    .updateTable('agreements.ask')
    .set({ state: 'ended' })
    .where('school_id', '=', schoolId)
    .where('state', '=', 'open')
  ending =
    'roundId' in which
      ? ending.where('round_id', '=', which.roundId)
      : ending
          .where('agreement', '=', which.agreement)
          .where('host_id', 'is', null)
          .where(sql<boolean>`signer_id::text || about_id::text <> all(${[...which.stillAsked]}::text[])`)
  return ending.returning(['id', 'about_id as aboutId', 'round_id as roundId']).execute()
}
