// Word search under row security (decision X2): words are rows of a btree, so that the index is used and the row rule
// holds. Every word must be there, as a whole word or as the beginning of one.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { SearchSource } from '#/platform/feature.ts'
import { kindWords, type State, states, visibleIncidents } from '../incidents/index.ts'

export type FoundIncident = {
  id: string
  reference: string
  kind: string
  state: State
  toldAt: Date
}

/** The newest incidents that the actor may see and that hold all of the words. At most `most`. */
export async function findByWords(
  tx: Tx,
  actor: Actor,
  words: readonly string[],
  most: number,
): Promise<FoundIncident[]> {
  if (words.length === 0) return []
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<FoundIncident>`
    select i.id, i.reference, i.kind, i.state, i.told_at as "toldAt"
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and ${visible}
       and ${sql.join(
         words.map((word) => holdsWord(actor.schoolId, word)),
         sql` and `,
       )}
     order by i.told_at desc, i.id desc
     limit ${most}`.execute(tx)
  return rows
}

/** A range, because `like` is not leakproof and would use no index; the end is just after every word that begins so. */
function holdsWord(schoolId: string, word: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (
    select from incidents.search_word w
     where w.school_id = ${schoolId} and w.incident_id = i.id and w.word >= ${word} and w.word < ${`${word}\u{10ffff}`})`
}

/** Incidents as a source of the search. */
export const incidentSearch: SearchSource = {
  name: 'incidents',
  may: 'incidents.read',
  find: async (context, actor, words, most) => {
    const found = await reading(context, actor, (tx) => findByWords(tx, actor, words, most))
    return found.map(({ id, reference, kind, state, toldAt }) => ({
      kind: 'incident',
      id,
      title: reference,
      line: `${kindWords(kind)}, ${states[state].words.toLowerCase()}`,
      path: `/incidents/${id}`,
      at: toldAt,
    }))
  },
}
