// The school's logons as a directory has to know them, from the views that accounts, people and schools publish.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import { classesOfSchool, phasesOfSchool } from '../schools/index.ts'
import type { LogonToPlace } from './wanted-entry.ts'

type Row = Omit<LogonToPlace, 'className' | 'phaseName'> & { classId: string | null }

/** Every logon that is not closed, or those asked for, closed ones too. By logon name. */
export async function logonsToPlace(
  tx: Tx,
  schoolId: string,
  { today, accountIds }: { today: string; accountIds: readonly string[] | null },
): Promise<LogonToPlace[]> {
  const { rows } = await sql<Row>`
    select l.id as "accountId", l.kind, l.logon_name as "logonName", l.purpose, l.ends_on as "lastDay", l.closed, l.works,
           p.kind as "personKind", coalesce(p.known_as, p.given_name) as "givenName", p.family_name as "familyName",
           coalesce(l.class_id, (
             select m.class_id from people.class_member m
              where m.school_id = l.school_id and m.person_id = l.person_id and m.part = 'pupil'
                and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on >= ${today})
              order by m.starts_on desc limit 1)) as "classId"
      from accounts.logon l
      left join people.on_roll p on p.school_id = l.school_id and p.id = l.person_id
     where l.school_id = ${schoolId}
       and (${accountIds === null} and not l.closed or l.id = any(${[...(accountIds ?? [])]}::uuid[]))
     order by l.logon_name`.execute(tx)
  const phases = new Map((await phasesOfSchool(tx, schoolId)).map(({ id, name }) => [id, name]))
  const classes = new Map((await classesOfSchool(tx, schoolId)).map((one) => [one.id, one]))
  return rows.map(({ classId, ...logon }) => {
    const group = classes.get(classId ?? '')
    return { ...logon, className: group?.name ?? null, phaseName: phases.get(group?.phaseId ?? '') ?? null }
  })
}

/** The logons in use that belong to these people. */
export async function accountIdsOf(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from accounts.logon
     where school_id = ${schoolId} and person_id = any(${[...personIds]}::uuid[]) and not closed`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Logon names by id. */
export async function logonNames(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, logon_name as name from accounts.logon
     where school_id = ${schoolId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The logon of that name, if it works. */
export async function findWorkingLogon(tx: Tx, schoolId: string, logonName: string) {
  const { rows } = await sql<{ accountId: string; logonName: string }>`
    select id as "accountId", logon_name as "logonName" from accounts.logon
     where school_id = ${schoolId} and logon_name = ${logonName} and works and not closed`.execute(tx)
  return rows[0] ?? null
}
