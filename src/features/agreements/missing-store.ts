// How many have not answered: by class for those who chase, and as figures for evidence.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { AgreementKey } from './agreement.ts'

/** How many of a class have not answered in a round. */
export async function openInClass(
  tx: Tx,
  schoolId: string,
  roundId: string,
  classId: string,
): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from agreements.ask
     where school_id = ${schoolId} and round_id = ${roundId} and class_id = ${classId} and state = 'open'`.execute(
    tx,
  )
  return rows[0]?.open ?? 0
}

export type Counted = { asked: number; signed: number; open: number; late: number; lastAt: Date | null }

/** For evidence: of everybody who is asked for each agreement now, how many have signed. No name, no class. */
export async function countStanding(
  tx: Tx,
  schoolId: string,
  today: string,
): Promise<ReadonlyMap<AgreementKey, Counted>> {
  const { rows } = await sql<Counted & { agreement: AgreementKey }>`
    select agreement, count(*)::int as asked, count(*) filter (where state = 'signed')::int as signed,
           count(*) filter (where state = 'open')::int as open,
           count(*) filter (where state = 'open' and due_on < ${today})::int as late,
           max(answered_at) filter (where state = 'signed') as "lastAt"
      from (select distinct on (agreement, signer_id, about_id) agreement, state, due_on, answered_at
              from agreements.ask
             where school_id = ${schoolId}
             order by agreement, signer_id, about_id, asked_at desc, id desc) newest
     where state <> 'ended' group by agreement`.execute(tx)
  return new Map(rows.map(({ agreement, ...counted }) => [agreement, counted]))
}

/** For evidence: visitors who are asked to sign, those whom nobody answers for, those past their day, the last signature. */
export async function countHosted(
  tx: Tx,
  schoolId: string,
  today: string,
): Promise<{ asked: number; withoutHost: number; late: number; lastAt: Date | null }> {
  const { rows } = await sql<{ asked: number; withoutHost: number; late: number; lastAt: Date | null }>`
    select count(*)::int as asked, count(*) filter (where host_id is null)::int as "withoutHost",
           count(*) filter (where state = 'open' and due_on < ${today})::int as late,
           max(answered_at) filter (where state = 'signed') as "lastAt"
      from agreements.ask where school_id = ${schoolId} and agreement = 'visitor' and state <> 'ended'`.execute(
    tx,
  )
  return rows[0] ?? { asked: 0, withoutHost: 0, late: 0, lastAt: null }
}

/** For evidence: clauses that stand in a text in force, and since when the newest is in force. */
export async function clausesInForce(
  tx: Tx,
  schoolId: string,
): Promise<{ agreement: AgreementKey; clauses: string[]; publishedAt: Date }[]> {
  const { rows } = await sql<{ agreement: AgreementKey; clauses: string[]; publishedAt: Date }>`
    select v.agreement, v.published_at as "publishedAt",
           array(select distinct clause
                   from jsonb_array_elements(v.text -> 'sections') s,
                        jsonb_array_elements(s -> 'paragraphs') p,
                        jsonb_array_elements_text(p -> 'clauses') clause order by clause) as clauses
      from agreements.version v where v.school_id = ${schoolId} and v.state = 'published'`.execute(tx)
  return rows
}

/** Rounds that are past their last day with somebody missing, and that nobody was told of yet. */
export async function lateRounds(
  tx: Tx,
  schoolId: string,
  today: string,
): Promise<{ id: string; agreement: AgreementKey; missing: number }[]> {
  const { rows } = await sql<{ id: string; agreement: AgreementKey; missing: number }>`
    select r.id, r.agreement, count(*)::int as missing
      from agreements.round r
      join agreements.ask a on a.school_id = r.school_id and a.round_id = r.id and a.state = 'open' and a.due_on < ${today}
     where r.school_id = ${schoolId} and r.closed_at is null and r.chased_on is null
     group by r.id, r.agreement order by r.id`.execute(tx)
  return rows
}

/** For evidence: how many declarations wait, how many were decided, and when the last was. */
export async function countDeclarations(
  tx: Tx,
  schoolId: string,
): Promise<{ waiting: number; decided: number; lastAt: Date | null }> {
  const { rows } = await sql<{ waiting: number; decided: number; lastAt: Date | null }>`
    select count(*) filter (where state = 'waiting')::int as waiting,
           count(*) filter (where state <> 'waiting')::int as decided, max(decided_at) as "lastAt"
      from agreements.declaration where school_id = ${schoolId}`.execute(tx)
  return rows[0] ?? { waiting: 0, decided: 0, lastAt: null }
}

/** For evidence: how many classes were reminded of their rules since a moment, and when the last was. */
export async function countReminders(
  tx: Tx,
  schoolId: string,
  since: Date,
): Promise<{ classes: number; times: number; lastAt: Date | null }> {
  const { rows } = await sql<{ classes: number; times: number; lastAt: Date | null }>`
    select count(distinct class_id)::int as classes, count(*)::int as times, max(at) as "lastAt"
      from agreements.reminder where school_id = ${schoolId} and at >= ${since}`.execute(tx)
  return rows[0] ?? { classes: 0, times: 0, lastAt: null }
}
