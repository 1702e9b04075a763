// Guests whom the office writes down, and firms that work for the school.

import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { InductionTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<InductionTables>()

/** With a sponsor and a last day: the table refuses a guest without. */
export async function insertGuest(tx: Tx, row: InductionTables['induction.guest']): Promise<void> {
  await tables(tx).insertInto('induction.guest').values(row).execute()
}

export type Guest = {
  id: string
  personId: string
  name: string
  organisation: string | null
  purpose: string
  sponsor: string
  startsOn: string
  endsOn: string
  supervised: boolean
  told: string[]
  signed: boolean
  endedAt: Date | null
}

/** Guests who are here or will be, and those of the last year, latest first. */
export async function guestsOf(tx: Tx, schoolId: string): Promise<Guest[]> {
  const { rows } = await sql<Guest>`
    select g.id, g.person_id as "personId", n.name, g.organisation, g.purpose, s.name as sponsor, g.starts_on as "startsOn",
           g.ends_on as "endsOn", g.supervised, g.told, g.signed, g.ended_at as "endedAt"
      from induction.guest g
      join people.named n on n.school_id = g.school_id and n.id = g.person_id
      join people.named s on s.school_id = g.school_id and s.id = g.sponsor_id
     where g.school_id = ${schoolId} order by g.ended_at is null desc, g.ends_on desc limit 100`.execute(tx)
  return rows
}

/** A guest who is not over, locked until the commit. Not found in another school. */
export async function findGuest(
  tx: Tx,
  schoolId: string,
  id: string,
): Promise<InductionTables['induction.guest']> {
  const row = await tables(tx)
    .selectFrom('induction.guest')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound('guest')
  return row
}

/** Guests whose last day has passed and who are not over yet. */
export async function guestsPast(tx: Tx, schoolId: string, today: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('induction.guest')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('ended_at', 'is', null)
    .where('ends_on', '<', today)
    .execute()
  return rows.map(({ id }) => id)
}

/** They have left, perhaps before their last day. */
export async function saveGuestEnd(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('induction.guest')
    .set({ ended_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** A firm, how it was chosen, and until when it works for the school. */
export async function insertContract(tx: Tx, row: InductionTables['induction.contract']): Promise<void> {
  await tables(tx).insertInto('induction.contract').values(row).execute()
}

export type Contract = {
  id: string
  firm: string
  service: string
  commissionedBy: string
  chosenHow: string
  advice: string
  knowsPolicyOn: string | null
  destroysData: boolean
  guarantee: string | null
  startsOn: string
  endsOn: string | null
  deficiencies: number
}

/** The firms that work or worked for the school, by name. */
export async function contractsOf(tx: Tx, schoolId: string): Promise<Contract[]> {
  const { rows } = await sql<Contract>`
    select c.id, c.firm, c.service, c.commissioned_by as "commissionedBy", c.chosen_how as "chosenHow", c.advice,
           c.knows_policy_on as "knowsPolicyOn", c.destroys_data as "destroysData", c.guarantee, c.starts_on as "startsOn",
           c.ends_on as "endsOn",
           (select count(*)::int from induction.deficiency d where d.school_id = c.school_id and d.contract_id = c.id) as deficiencies
      from induction.contract c where c.school_id = ${schoolId} order by c.firm, c.starts_on desc`.execute(tx)
  return rows
}

/** The contract. Not found in another school. */
export async function findContract(tx: Tx, schoolId: string, id: string): Promise<Contract> {
  const found = (await contractsOf(tx, schoolId)).find((one) => one.id === id)
  if (!found) throw new NotFound('contract')
  return found
}

/** What the firm did not do as it should; it stays with the contract. */
export async function insertDeficiency(tx: Tx, row: InductionTables['induction.deficiency']): Promise<void> {
  await tables(tx).insertInto('induction.deficiency').values(row).execute()
}
