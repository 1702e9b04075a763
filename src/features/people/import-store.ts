// Many people at once, as an import brings them: each statement takes its rows as one parameter.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { ClassPart } from './belonging-store.ts'
import type { PersonKind } from './person.ts'

/** What a file says of a person. */
export type RosterDetails = {
  givenName: string
  familyName: string
  knownAs: string | null
  dateOfBirth: string | null
  email: string | null
  jobTitle: string | null
}
export type RosterPerson = RosterDetails & {
  id: string
  kind: PersonKind
  externalId: string
  joinedOn: string
}
export type MembershipRow = { personId: string; classId: string; part: ClassPart }
export type GuardianshipRow = { guardianId: string; pupilId: string; relation: string }

const details = sql.raw(
  '"givenName" text, "familyName" text, "knownAs" text, "dateOfBirth" date, email text, "jobTitle" text',
)

/** One statement for a whole roster. They join on the day that the file names. */
export async function addPeople(tx: Tx, schoolId: string, people: readonly RosterPerson[]): Promise<void> {
  await sql`
    insert into people.person (school_id, id, kind, given_name, family_name, known_as, date_of_birth, email, job_title,
                               external_id, joined_on)
    select ${schoolId}, id, kind, "givenName", "familyName", "knownAs", "dateOfBirth", email, "jobTitle",
           "externalId", "joinedOn"
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
        as one (id uuid, kind text, "externalId" text, "joinedOn" date, ${details})`.execute(tx)
}

/** Saves details where nobody saved since the revision that was seen. Returns whose were saved. */
export async function saveDetails(
  tx: Tx,
  schoolId: string,
  changes: readonly (RosterDetails & { id: string; revision: number })[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    update people.person p
       set given_name = one."givenName", family_name = one."familyName", known_as = one."knownAs",
           date_of_birth = one."dateOfBirth", email = one.email, job_title = one."jobTitle", revision = p.revision + 1
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as one (id uuid, revision integer, ${details})
     where p.school_id = ${schoolId} and p.id = one.id and p.revision = one.revision
    returning p.id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Changes what people are here. */
export async function saveKind(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  kind: PersonKind,
): Promise<void> {
  await sql`update people.person set kind = ${kind}, revision = revision + 1
             where school_id = ${schoolId} and id = any(${[...personIds]}::uuid[])`.execute(tx)
}

/** Puts people into classes from a day on. One that began on that day already goes on. */
export async function addMemberships(
  tx: Tx,
  schoolId: string,
  rows: readonly MembershipRow[],
  from: string,
): Promise<void> {
  await sql`
    insert into people.class_member (school_id, class_id, person_id, part, starts_on)
    select distinct on ("classId", "personId") ${schoolId}::uuid, "classId", "personId", part, ${from}::date
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one ("personId" uuid, "classId" uuid, part text)
    on conflict (school_id, class_id, person_id, starts_on) do update set ends_on = null, part = excluded.part`.execute(
    tx,
  )
}

/** A stay in a class: its first day and its last, if that is known. */
export type Stay = MembershipRow & { startsOn: string; endsOn: string | null }

/** Where people are on a day or will be. Those who leave after a day: what ends with it. */
export async function staysAfter(
  tx: Tx,
  schoolId: string,
  people: readonly { personId: string; day: string }[],
): Promise<Stay[]> {
  const { rows } = await sql<Stay>`
    select m.person_id as "personId", m.class_id as "classId", m.part, m.starts_on as "startsOn", m.ends_on as "endsOn"
      from people.class_member m
      join jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as one ("personId" uuid, day date) on m.person_id = one."personId"
     where m.school_id = ${schoolId} and (m.ends_on is null or m.ends_on > one.day)`.execute(tx)
  return rows
}

/** Gives people the stays back that ended when they left, as they were. A child who is in another class by now stays there. */
export async function reopenStays(
  tx: Tx,
  schoolId: string,
  stays: readonly (Stay & { lastDay: string })[],
): Promise<void> {
  await sql`
    update people.class_member m set ends_on = one."endsOn"
      from jsonb_to_recordset(${JSON.stringify(stays)}::jsonb)
        as one ("personId" uuid, "classId" uuid, "startsOn" date, "endsOn" date, "lastDay" date)
     where m.school_id = ${schoolId} and m.person_id = one."personId" and m.class_id = one."classId"
       and m.starts_on = one."startsOn" and m.ends_on = greatest(one."startsOn", one."lastDay")
       and not (m.part = 'pupil' and exists (
             select from people.class_member n
              where n.school_id = m.school_id and n.person_id = m.person_id and n.part = 'pupil'
                and (n.ends_on is null or n.ends_on > greatest(n.starts_on, one."lastDay"))))`.execute(tx)
}

/** Takes people out of classes: the day is their last one there. */
export async function endMemberships(
  tx: Tx,
  schoolId: string,
  rows: readonly Pick<MembershipRow, 'personId' | 'classId'>[],
  lastDay: string,
): Promise<void> {
  await sql`
    update people.class_member m set ends_on = ${lastDay}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one ("personId" uuid, "classId" uuid)
     where m.school_id = ${schoolId} and m.person_id = one."personId" and m.class_id = one."classId"
       and (m.ends_on is null or m.ends_on > ${lastDay})`.execute(tx)
}

/**
 * Makes adults guardians of pupils. A file never says what a guardian may do and know, so every answer is the strictest
 * until somebody has asked (decision S10); what was answered about a guardian who is one today stays.
 */
export async function addGuardianships(
  tx: Tx,
  schoolId: string,
  rows: readonly GuardianshipRow[],
  from: string,
): Promise<void> {
  await sql`
    insert into people.guardianship (school_id, guardian_id, pupil_id, relation, parental_responsibility, may_be_contacted,
                                     may_sign, may_see, address_withheld, starts_on)
    select distinct on ("guardianId", "pupilId") ${schoolId}::uuid, "guardianId", "pupilId", relation, 'unknown',
           false, false, false, true, ${from}::date
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one ("guardianId" uuid, "pupilId" uuid, relation text)
    on conflict (school_id, guardian_id, pupil_id) do update
       set ends_on = null, starts_on = excluded.starts_on, parental_responsibility = 'unknown', may_be_contacted = false,
           may_sign = false, may_see = false, address_withheld = true
     where people.guardianship.ends_on < ${from}`.execute(tx)
}

/** Ends guardianships after a day, save those with a restriction: a person decides about them. */
export async function endGuardianships(
  tx: Tx,
  schoolId: string,
  rows: readonly Pick<GuardianshipRow, 'guardianId' | 'pupilId'>[],
  lastDay: string,
): Promise<void> {
  await sql`
    update people.guardianship g set ends_on = ${lastDay}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one ("guardianId" uuid, "pupilId" uuid)
     where g.school_id = ${schoolId} and g.guardian_id = one."guardianId" and g.pupil_id = one."pupilId"
       and g.ends_on is null and g.court_order is null`.execute(tx)
}

/**
 * Ends guardianships that a file gave, while nothing has been answered about them and no restriction is on record (decision
 * S10): what somebody answered is no file's to take back. Returns the pairs that it ended.
 */
export async function takeBackGuardianships(
  tx: Tx,
  schoolId: string,
  guardianships: readonly Pick<GuardianshipRow, 'guardianId' | 'pupilId'>[],
  lastDay: string,
): Promise<Pick<GuardianshipRow, 'guardianId' | 'pupilId'>[]> {
  const { rows } = await sql<Pick<GuardianshipRow, 'guardianId' | 'pupilId'>>`
    update people.guardianship g set ends_on = ${lastDay}
      from jsonb_to_recordset(${JSON.stringify(guardianships)}::jsonb) as one ("guardianId" uuid, "pupilId" uuid)
     where g.school_id = ${schoolId} and g.guardian_id = one."guardianId" and g.pupil_id = one."pupilId"
       and g.ends_on is null and g.court_order is null and g.parental_responsibility = 'unknown'
       and not g.may_be_contacted and not g.may_sign and not g.may_see and g.address_withheld
    returning g.guardian_id as "guardianId", g.pupil_id as "pupilId"`.execute(tx)
  return rows
}

/**
 * Opens guardianships again, as they were, that ended within these days: the undoing of an end. What a person ended since
 * stays ended, and so does one with a restriction (decision S10). Returns the pairs that it opened.
 */
export async function reopenGuardianships(
  tx: Tx,
  schoolId: string,
  guardianships: readonly Pick<GuardianshipRow, 'guardianId' | 'pupilId'>[],
  ended: { from: string; to: string },
): Promise<Pick<GuardianshipRow, 'guardianId' | 'pupilId'>[]> {
  const { rows } = await sql<Pick<GuardianshipRow, 'guardianId' | 'pupilId'>>`
    update people.guardianship g set ends_on = null
      from jsonb_to_recordset(${JSON.stringify(guardianships)}::jsonb) as one ("guardianId" uuid, "pupilId" uuid)
     where g.school_id = ${schoolId} and g.guardian_id = one."guardianId" and g.pupil_id = one."pupilId"
       and g.ends_on between ${ended.from} and ${ended.to} and g.court_order is null
    returning g.guardian_id as "guardianId", g.pupil_id as "pupilId"`.execute(tx)
  return rows
}

export type StandingRow = {
  personId: string
  kind: PersonKind
  classId: string | null
  phaseId: string | null
}

/** What people are, and the class they are in as pupils, on a day. */
export async function standingsOn(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select p.id as "personId", p.kind, m.class_id as "classId", m.phase_id as "phaseId"
      from people.person p
      left join lateral (
        select c.id as class_id, c.phase_id from people.class_member m
          join schools.class c on c.school_id = m.school_id and c.id = m.class_id
         where m.school_id = p.school_id and m.person_id = p.id and m.part = 'pupil'
           and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day})
         order by m.starts_on desc limit 1) m on true
     where p.school_id = ${schoolId} and p.id = any(${[...personIds]}::uuid[])`.execute(tx)
  return rows
}
