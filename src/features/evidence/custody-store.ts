import { newId } from '#/kernel/id.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { CustodyAct, Item } from './item.ts'
import { tables } from './store.ts'

/** One link of the chain of custody. */
export type CustodyLink = {
  act: CustodyAct
  at: Date
  fromWhom: string | null
  toWhom: string | null
  place: string | null
  sealNumber: string | null
  policeReference: string | null
  says: string | null
  recordedAt: Date
  recordedBy: string | null
}

const nothingSaid = {
  fromWhom: null,
  toWhom: null,
  place: null,
  sealNumber: null,
  policeReference: null,
  says: null,
}

/** Adds a link to the chain of custody. None is ever changed. */
export async function addLink(
  tx: Tx,
  actor: Actor,
  item: Pick<Item, 'id' | 'incidentId'>,
  given: Pick<CustodyLink, 'act' | 'at' | 'recordedAt'> & Partial<CustodyLink>,
): Promise<void> {
  const link = { ...nothingSaid, ...given }
  await tables(tx)
    .insertInto('evidence.custody')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      item_id: item.id,
      incident_id: item.incidentId,
      act: link.act,
      at: link.at,
      from_whom: link.fromWhom,
      to_whom: link.toWhom,
      place: link.place,
      seal_number: link.sealNumber,
      police_reference: link.policeReference,
      says: link.says,
      recorded_at: link.recordedAt,
      recorded_by: personOf(actor),
    })
    .execute()
}

/** The chain of custody, in the order in which it was written down. */
export function custodyOf(tx: Tx, schoolId: string, itemId: string): Promise<CustodyLink[]> {
  return tables(tx)
    .selectFrom('evidence.custody')
    .select([
      'act',
      'at',
      'from_whom as fromWhom',
      'to_whom as toWhom',
      'place',
      'seal_number as sealNumber',
      'police_reference as policeReference',
      'says',
      'recorded_at as recordedAt',
      'recorded_by as recordedBy',
    ])
    .where('school_id', '=', schoolId)
    .where('item_id', '=', itemId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}

export type View = { copy: 'shown' | 'original'; why: string | null; viewedAt: Date; viewedBy: string }

/** Writes down that a person looks at the file. */
export async function insertView(
  tx: Tx,
  schoolId: string,
  item: Pick<Item, 'id' | 'incidentId'>,
  view: View,
): Promise<void> {
  await tables(tx)
    .insertInto('evidence.view')
    .values({
      school_id: schoolId,
      id: newId(),
      item_id: item.id,
      incident_id: item.incidentId,
      copy: view.copy,
      why: view.why,
      viewed_at: view.viewedAt,
      viewed_by: view.viewedBy,
    })
    .execute()
}

/** Who looked at the file, last first. */
export function viewsOf(tx: Tx, schoolId: string, itemId: string): Promise<View[]> {
  return tables(tx)
    .selectFrom('evidence.view')
    .select(['copy', 'why', 'viewed_at as viewedAt', 'viewed_by as viewedBy'])
    .where('school_id', '=', schoolId)
    .where('item_id', '=', itemId)
    .orderBy('viewed_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
