import type { Tx } from '#/platform/database/database.ts'
import { allContactRoles, type Contact, type ContactRole } from './contact.ts'
import { nationalContact } from './national-contacts.ts'
import type { SchoolTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SchoolTables>()

const columns = [
  'id',
  'role',
  'name',
  'organisation',
  'phone',
  'out_of_hours_phone as outOfHoursPhone',
  'email',
  'web_address as webAddress',
  'notes',
  'in_force_from as since',
] as const

/** The directory as it stands: what the school entered, else what is shipped, in the order of the table of roles. */
export async function contactsOf(tx: Tx, schoolId: string): Promise<Contact[]> {
  const own = await tables(tx)
    .selectFrom('schools.contact')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('in_force_to', 'is', null)
    .execute()
  return allContactRoles.flatMap((role) => {
    const found = own.find((row) => row.role === role)
    return found ? [{ ...found, role, checkBeforeUse: false, source: null }] : (nationalContact(role) ?? [])
  })
}

/** Whom to reach for one purpose: the school's entry, else the shipped one, else nobody. */
export async function contactOf(tx: Tx, schoolId: string, role: ContactRole): Promise<Contact | undefined> {
  return (await contactsOf(tx, schoolId)).find((contact) => contact.role === role)
}

export type ContactVersion = Omit<Contact, 'role' | 'checkBeforeUse' | 'source'> & {
  inForceFrom: Date
  inForceTo: Date | null
  changedBy: string | null
}

/** Every entry that the school ever made for a role, newest first. */
export async function contactHistory(tx: Tx, schoolId: string, role: ContactRole): Promise<ContactVersion[]> {
  return tables(tx)
    .selectFrom('schools.contact')
    .select([
      ...columns,
      'in_force_from as inForceFrom',
      'in_force_to as inForceTo',
      'changed_by as changedBy',
    ])
    .where('school_id', '=', schoolId)
    .where('role', '=', role)
    .orderBy('in_force_from', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Ends the entry that was seen and begins the new one; false when another is in force by now. */
export async function replaceContact(
  tx: Tx,
  row: SchoolTables['schools.contact'],
  seenId: string | null,
): Promise<boolean> {
  if (seenId !== null) {
    const { numUpdatedRows } = await tables(tx)
      .updateTable('schools.contact')
      .set({ in_force_to: row.in_force_from })
      .where('school_id', '=', row.school_id)
      .where('role', '=', row.role)
      .where('id', '=', seenId)
      .where('in_force_to', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
  }
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('schools.contact')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
