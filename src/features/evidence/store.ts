import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { makePartOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type IncidentViews, visibleIncidentIds, visibleIncidents } from '../incidents/index.ts'
import type { Item, ItemState, OwnerKind } from './item.ts'
import type { EvidenceTables } from './tables.ts'

/** The transaction, as this feature's stores see it. */
export const tables = (tx: Tx) => tx.withTables<EvidenceTables & IncidentViews>()

const itemColumns = [
  'e.id',
  'e.incident_id as incidentId',
  'e.number',
  'e.kind',
  'e.description',
  'e.leads_only as leadsOnly',
  'e.state',
  'e.place',
  'e.seal_number as sealNumber',
  'e.police_reference as policeReference',
  'e.file_id as fileId',
  'e.added_at as addedAt',
  'e.added_by as addedBy',
] as const

/** An item with the reference of the incident it belongs to. */
export type ItemOfIncident = Item & { incidentReference: string }

/** The item, if the actor may see its incident. Not found in another school, out of sight, or kept from them. */
export async function findItem(tx: Tx, actor: Actor, itemId: string): Promise<ItemOfIncident> {
  const item = await (await itemsSeenBy(tx, actor))
    .select([...itemColumns, 'i.reference as incidentReference'])
    .where('e.id', '=', itemId)
    .executeTakeFirst()
  if (!item) throw new NotFound('evidence')
  return item
}

/** All that is kept of an incident, in the order in which it was added. */
export async function itemsOf(tx: Tx, actor: Actor, incidentId: string): Promise<ItemOfIncident[]> {
  return (await itemsSeenBy(tx, actor))
    .select([...itemColumns, 'i.reference as incidentReference'])
    .where('e.incident_id', '=', incidentId)
    .orderBy('e.number')
    .execute()
}

async function itemsSeenBy(tx: Tx, actor: Actor) {
  const visible = await visibleIncidents(tx, actor)
  return tables(tx)
    .selectFrom('evidence.item as e')
    .innerJoin('incidents.register_line as i', (join) =>
      join.onRef('i.school_id', '=', 'e.school_id').onRef('i.id', '=', 'e.incident_id'),
    )
    .where('e.school_id', '=', actor.schoolId)
    .where(visible)
}

export type RegisterWanted = {
  kind?: Item['kind']
  state?: ItemState
  sort: 'added' | 'number' | 'state'
  direction: 'ascending' | 'descending'
  offset: number
  most: number
}

const sortColumns = { added: 'e.added_at', number: 'i.reference', state: 'e.state' } as const

/** Lines of the register that the actor may see, and how many there are on all pages. */
export async function listItems(
  tx: Tx,
  actor: Actor,
  wanted: RegisterWanted,
): Promise<{ rows: ItemOfIncident[]; total: number }> {
  let query = await itemsSeenBy(tx, actor)
  if (wanted.kind) query = query.where('e.kind', '=', wanted.kind)
  if (wanted.state) query = query.where('e.state', '=', wanted.state)
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const order = wanted.direction === 'ascending' ? 'asc' : 'desc'
  const rows = await query
    .select([...itemColumns, 'i.reference as incidentReference'])
    .orderBy(sortColumns[wanted.sort], order)
    .orderBy('e.number', order)
    .offset(wanted.offset)
    .limit(wanted.most)
    .execute()
  return { rows, total: Number(total) }
}

/** Adds an item under the incident's next number. The caller holds the incident until the commit. */
export async function insertItem(
  tx: Tx,
  schoolId: string,
  item: Omit<Item, 'number' | 'policeReference'>,
): Promise<number> {
  await makePartOf(tx, { schoolId, partId: item.id, recordId: item.incidentId })
  const { number } = await tables(tx)
    .insertInto('evidence.item')
    .values({
      school_id: schoolId,
      id: item.id,
      incident_id: item.incidentId,
      number: sql<number>`(select coalesce(max(e.number), 0) + 1 from evidence.item e
        where e.school_id = ${schoolId} and e.incident_id = ${item.incidentId})`,
      kind: item.kind,
      description: item.description,
      leads_only: item.leadsOnly,
      state: item.state,
      place: item.place,
      seal_number: item.sealNumber,
      police_reference: null,
      file_id: item.fileId,
      added_at: item.addedAt,
      added_by: item.addedBy,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

/** Saves where the item is now and in which state. */
export async function saveItem(
  tx: Tx,
  schoolId: string,
  item: Pick<Item, 'id' | 'state' | 'place' | 'sealNumber' | 'policeReference'>,
): Promise<void> {
  await tables(tx)
    .updateTable('evidence.item')
    .set({
      state: item.state,
      place: item.place,
      seal_number: item.sealNumber,
      police_reference: item.policeReference,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', item.id)
    .execute()
}

export type Confiscation = {
  itemId: string
  incidentId: string
  ownerKind: OwnerKind
  ownerId: string | null
  ownerName: string
  takenBy: string
  takenAt: Date
  suspicion: string
  agreed: boolean | null
}

/** What is known of how a device came in, beside its entry in the register. */
export async function insertConfiscation(tx: Tx, schoolId: string, taken: Confiscation): Promise<void> {
  await tables(tx)
    .insertInto('evidence.confiscation')
    .values({
      school_id: schoolId,
      item_id: taken.itemId,
      incident_id: taken.incidentId,
      owner_kind: taken.ownerKind,
      owner_id: taken.ownerId,
      owner_name: taken.ownerName,
      taken_by: taken.takenBy,
      taken_at: taken.takenAt,
      suspicion: taken.suspicion,
      agreed: taken.agreed,
    })
    .execute()
}

const confiscationColumns = [
  'item_id as itemId',
  'incident_id as incidentId',
  'owner_kind as ownerKind',
  'owner_id as ownerId',
  'owner_name as ownerName',
  'taken_by as takenBy',
  'taken_at as takenAt',
  'suspicion',
  'agreed',
] as const

/** How the item came to be taken in; nothing for files and what else is kept. */
export function findConfiscation(
  tx: Tx,
  schoolId: string,
  itemId: string,
): Promise<Confiscation | undefined> {
  return tables(tx)
    .selectFrom('evidence.confiscation')
    .select(confiscationColumns)
    .where('school_id', '=', schoolId)
    .where('item_id', '=', itemId)
    .executeTakeFirst()
}

/** What was ever taken in from this person, as far as the actor may see the incident. */
export async function confiscatedFrom(tx: Tx, actor: Actor, personId: string): Promise<Confiscation[]> {
  return tables(tx)
    .selectFrom('evidence.confiscation')
    .select(confiscationColumns)
    .where('school_id', '=', actor.schoolId)
    .where('owner_id', '=', personId)
    .where('incident_id', 'in', await visibleIncidentIds(tx, actor))
    .orderBy('taken_at')
    .execute()
}
