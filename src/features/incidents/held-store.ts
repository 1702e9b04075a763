import type { Tx } from '#/platform/database/database.ts'
import type { HeldItem } from '#/platform/feature.ts'
import { parts } from './involvement.ts'
import { kindWords } from './misuse-catalogue.ts'
import type { IncidentTables } from './tables.ts'

/** In which incidents a person stands or stood, and as what. Row rules hide what is kept from whoever asks. */
export async function partsHeldOn(tx: Tx, schoolId: string, personId: string): Promise<HeldItem[]> {
  const rows = await tx
    .withTables<IncidentTables>()
    .selectFrom('incidents.involvement as v')
    .innerJoin('incidents.incident as i', (join) =>
      join.onRef('i.school_id', '=', 'v.school_id').onRef('i.id', '=', 'v.incident_id'),
    )
    .select(['i.id', 'i.reference', 'i.kind', 'i.told_at as toldAt', 'v.role as part'])
    .where('v.school_id', '=', schoolId)
    .where('v.person_id', '=', personId)
    .orderBy('i.told_at')
    .execute()
  return rows.map(({ id, reference, kind, toldAt, part }) => ({
    at: toldAt,
    kind: 'incident',
    id,
    summary: `${reference}: ${kindWords(kind)}, ${parts[part].words.toLowerCase()}`,
    path: `/incidents/${id}`,
  }))
}
