// Compares what is staged with who is here, and writes down what would change.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PlannedChange, StagedPerson } from './compare.ts'
import type { ImportKey } from './staging-store.ts'

const of = ({ schoolId, importId }: ImportKey, alias: string) =>
  sql`${sql.ref(`${alias}.school_id`)} = ${schoolId} and ${sql.ref(`${alias}.import_id`)} = ${importId}`

export type StagedClass = {
  code: string
  name: string
  yearGroup: number | null
  ours: string | null
  file: string
  line: number
}

/** The classes of the files, with the year group of most of their pupils where the class itself has none. */
export async function stagedClasses(tx: Tx, key: ImportKey): Promise<StagedClass[]> {
  const { rows } = await sql<StagedClass>`
    select c.code, c.fields->>'name' as name, c.ours, c.file, c.line,
           coalesce((c.fields->>'yearGroup')::int, of_pupils.year) as "yearGroup"
      from rosters.staged c
      left join (
        select m.other, mode() within group (order by (p.fields->>'yearGroup')::int) as year
          from rosters.staged m join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = m.code
         where ${of(key, 'm')} and m.what = 'member' and p.fields->>'kind' = 'pupil'
         group by m.other) of_pupils on of_pupils.other = c.code
     where ${of(key, 'c')} and c.what = 'class' and not c.gone order by c.code`.execute(tx)
  return rows
}

/** Says which of ours staged people and classes are. */
export async function saveOurs(
  tx: Tx,
  key: ImportKey,
  what: 'person' | 'class',
  ours: readonly { code: string; ours: string }[],
): Promise<void> {
  if (ours.length === 0) return
  // The stretch of codes is named because the rows have no statistics yet: without it all of them would be read.
  const given = sql`jsonb_to_recordset(${JSON.stringify(ours)}::jsonb) as one (code text, ours uuid)`
  await sql`
    update rosters.staged s set ours = one.ours from ${given}
     where ${of(key, 's')} and s.what = ${what} and s.code = one.code
       and s.code between (select min(code) from ${given}) and (select max(code) from ${given})`.execute(tx)
}

/**
 * Joins the class of a staged member. `offset 0` keeps it a look-up by code: the rows have no statistics yet, and the planner
 * would go through all classes for every member.
 */
const classOf = (key: ImportKey) => sql`
  join lateral (select c.ours from rosters.staged c
                 where ${of(key, 'c')} and c.what = 'class' and c.code = m.other and c.ours is not null offset 0) c on true`

/**
 * Whether a person's last day is one that an import of this source noted, and nobody has changed the record since; or they
 * were taken in by one that was undone, and so left before they came.
 */
const leftBySource = (schoolId: string, sourceId: string) => sql`exists (
  select from rosters.change c join rosters.import i on i.school_id = c.school_id and i.id = c.import_id
   where c.school_id = ${schoolId} and c.person_id = p.id and i.source_id = ${sourceId}
     and (c.what = 'leaves' and c.state = 'done' and c.after->>'lastDay' = p.left_on::text
          and c.after->>'revision' = p.revision::text
       or c.what = 'joins' and c.state = 'undone' and p.left_on::text < c.after->>'joinedOn'))`

/** Who here, child or adult like the staged person, has their address and is nobody of these files. */
const sharesAddress = (key: ImportKey) => sql`(
  select string_agg(distinct coalesce(a.known_as, a.given_name) || ' ' || a.family_name, ', ') from people.on_roll a
   where a.school_id = ${key.schoolId} and lower(a.email) = lower(s.fields->>'email')
     and (a.kind = 'pupil') = (s.fields->>'kind' = 'pupil')
     and not exists (select from rosters.staged o where ${of(key, 'o')} and o.what = 'person' and o.ours = a.id))`

/** The next staged people in the order of their codes, each beside who they are here today. */
export async function stagedPeopleAfter(
  tx: Tx,
  key: ImportKey,
  after: string,
  { today, sourceId, most }: { today: string; sourceId: string; most: number },
): Promise<StagedPerson[]> {
  const { schoolId } = key
  const { rows } = await sql<StagedPerson>`
    select s.code, s.gone, s.fields, s.ours, case when s.ours is null then ${sharesAddress(key)} end as "sharesAddress",
           case when p.id is not null then jsonb_build_object(
             'kind', p.kind, 'givenName', p.given_name, 'familyName', p.family_name, 'knownAs', p.known_as,
             'dateOfBirth', p.date_of_birth, 'email', p.email, 'jobTitle', p.job_title, 'leftOn', p.left_on,
             'leftBySource', p.left_on is not null and ${leftBySource(schoolId, sourceId)}, 'revision', p.revision) end as here,
           coalesce((
             select jsonb_agg(distinct jsonb_build_object('classId', c.ours, 'part', m.fields->>'part'))
               from rosters.staged m ${classOf(key)}
              where ${of(key, 'm')} and m.what = 'member' and m.code = s.code and not m.gone
                and coalesce(m.fields->>'endsOn', '9999') >= ${today}), '[]') as wanted,
           coalesce((
             select jsonb_agg(distinct c.ours)
               from rosters.staged m ${classOf(key)}
              where ${of(key, 'm')} and m.what = 'member' and m.code = s.code and m.gone), '[]') as dropped,
           coalesce((
             select jsonb_agg(jsonb_build_object('classId', m.class_id, 'part', m.part, 'ofSource', l.ours is not null))
               from people.class_member m
               left join rosters.link l on l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.what = 'class' and l.ours = m.class_id
              where m.school_id = ${schoolId} and m.person_id = s.ours
                and (m.ends_on is null or m.ends_on >= ${today})), '[]') as classes
      from rosters.staged s left join people.on_roll p on p.school_id = ${schoolId} and p.id = s.ours
     where ${of(key, 's')} and s.what = 'person' and s.code > ${after}
     order by s.code limit ${most}`.execute(tx)
  return rows
}

/** Writes planned changes down. */
export async function addChanges(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  changes: readonly PlannedChange[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into rosters.change (school_id, import_id, step, what, person_id, other_id, name, before, after, state, why)
    select ${schoolId}, ${importId}, step, what, "personId", "otherId", name, before, after, coalesce(state, 'planned'), why
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as one (step smallint, what text, "personId" uuid, "otherId" uuid, name text, before jsonb, after jsonb, state text, why text)`.execute(
    tx,
  )
}

/** In a bulk file, who came from this source before, is here, and is not in it any more, leaves. */
export async function planLeavers(tx: Tx, key: ImportKey, sourceId: string, today: string): Promise<void> {
  const { schoolId, importId } = key
  await sql`
    insert into rosters.change (school_id, import_id, step, what, person_id, name, before, after, state)
    select ${schoolId}, ${importId}, 7, 'leaves', p.id, coalesce(p.known_as, p.given_name) || ' ' || p.family_name,
           jsonb_build_object('kind', p.kind, 'leftOn', p.left_on),
           jsonb_build_object('lastDay', ${today}::text), 'planned'
      from rosters.link l join people.on_roll p on p.school_id = l.school_id and p.id = l.ours
     where l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.what = 'person' and p.left_on is null
       and not exists (select from rosters.staged s where ${of(key, 's')} and s.what = 'person' and s.code = l.code)`.execute(
    tx,
  )
}

/** Guardians that the files add and, in a bulk file, those that this source gave before and names no more. */
export async function planGuardians(
  tx: Tx,
  key: ImportKey,
  { sourceId, mode, today }: { sourceId: string; mode: 'bulk' | 'delta'; today: string },
): Promise<void> {
  const { schoolId, importId } = key
  const names = sql`coalesce(p.fields->>'knownAs', p.fields->>'givenName') || ' ' || (p.fields->>'familyName')`
  const guardianName = sql`(g.fields->>'givenName') || ' ' || (g.fields->>'familyName')`
  await sql`
    insert into rosters.change (school_id, import_id, step, what, person_id, other_id, name, before, after, state)
    select distinct on (p.ours, g.ours) ${schoolId}::uuid, ${importId}::uuid, 5, 'gainsGuardian', p.ours, g.ours, ${names}, '{}'::jsonb,
           jsonb_build_object('guardian', ${guardianName}, 'relation', coalesce(s.fields->>'relation', 'parent or carer')), 'planned'
      from rosters.staged s
      join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = s.code and not p.gone
      join rosters.staged g on ${of(key, 'g')} and g.what = 'person' and g.code = s.other and not g.gone
     where ${of(key, 's')} and s.what = 'guardian' and not s.gone and p.ours <> g.ours
       and p.fields->>'kind' = 'pupil' and g.fields->>'kind' <> 'pupil'
       and not exists (select from people.on_roll o where o.school_id = ${schoolId} and o.id = p.ours and o.kind <> 'pupil')
       and not exists (select from people.on_roll o where o.school_id = ${schoolId} and o.id = g.ours and o.kind = 'pupil')
       and not exists (select from rosters.change k where ${of(key, 'k')} and k.what = 'returns' and k.state = 'kept'
              and k.person_id = g.ours)
       and not exists (select from people.guardian_of h where h.school_id = ${schoolId} and h.pupil_id = p.ours
              and h.guardian_id = g.ours and (h.ends_on is null or h.ends_on >= ${today}))`.execute(tx)
  const named = sql`exists (
      select from rosters.staged s
        join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = s.code
        join rosters.staged g on ${of(key, 'g')} and g.what = 'person' and g.code = s.other
       where ${of(key, 's')} and s.what = 'guardian' and p.ours = l.pupil_id and g.ours = l.guardian_id and s.gone = ${mode === 'delta'})`
  // In a delta a child's own record names all guardians it has by now, if it names any.
  const others = sql`exists (
      select from rosters.staged s
        join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = s.code
       where ${of(key, 's')} and s.what = 'guardian' and not s.gone and p.ours = l.pupil_id)
    and not exists (
      select from rosters.staged s
        join rosters.staged p on ${of(key, 'p')} and p.what = 'person' and p.code = s.code
        join rosters.staged g on ${of(key, 'g')} and g.what = 'person' and g.code = s.other
       where ${of(key, 's')} and s.what = 'guardian' and not s.gone and p.ours = l.pupil_id and g.ours = l.guardian_id)`
  await sql`
    insert into rosters.change (school_id, import_id, step, what, person_id, other_id, name, before, after, state, why)
    select ${schoolId}, ${importId}, 6, 'losesGuardian', l.pupil_id, l.guardian_id,
           coalesce(c.known_as, c.given_name) || ' ' || c.family_name,
           jsonb_build_object('guardian', coalesce(a.known_as, a.given_name) || ' ' || a.family_name, 'relation', h.relation),
           '{}', case when h.restricted then 'kept' else 'planned' end,
           case when h.restricted then 'A restriction is on record: a person decides.' end
      from rosters.guardian_link l
      join people.guardian_of h on h.school_id = l.school_id and h.pupil_id = l.pupil_id and h.guardian_id = l.guardian_id and h.ends_on is null
      join people.on_roll c on c.school_id = l.school_id and c.id = l.pupil_id and c.left_on is null
      join people.on_roll a on a.school_id = l.school_id and a.id = l.guardian_id
     where l.school_id = ${schoolId} and l.source_id = ${sourceId}
       and exists (select from rosters.staged s where ${of(key, 's')} and s.what = 'person' and s.ours = l.pupil_id
              and s.fields->>'kind' = 'pupil' and not s.gone)
       and ${mode === 'delta' ? sql`(${named} or ${others})` : sql`not ${named}`}`.execute(tx)
}

/** How many people of this source are here. */
export async function countKnown(tx: Tx, schoolId: string, sourceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from rosters.link l join people.on_roll p on p.school_id = l.school_id and p.id = l.ours
     where l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.what = 'person' and p.left_on is null`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** Keeps some leavers here, with the reason: an import never takes away somebody whom the school cannot be without. */
export async function keepLeavers(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  personIds: readonly string[],
  why: string,
): Promise<void> {
  await sql`update rosters.change set state = 'kept', why = ${why}
             where school_id = ${schoolId} and import_id = ${importId} and what = 'leaves'
               and person_id = any(${[...personIds]}::uuid[])`.execute(tx)
}
