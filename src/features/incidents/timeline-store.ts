// What happened to an incident, in order, and the words by which it is found.

import { newId } from '#/kernel/id.ts'
import { Sensitive } from '#/kernel/sensitive.ts'
import { type Actor, actorId } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

export type TimelineEntry = {
  incidentId: string
  at: Date
  /** The product's own words: "Reopened". */
  title: string
  /** What a person wrote about it. */
  says?: string | Sensitive | null
  /** Where more stands, under `/s/<school>`. */
  path?: string | null
}

/** Adds to the incident's timeline. Any feature may, in the transaction of what it tells. */
export async function addToTimeline(tx: Tx, actor: Actor, entry: TimelineEntry): Promise<void> {
  await tables(tx)
    .insertInto('incidents.event')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      incident_id: entry.incidentId,
      at: entry.at,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      title: entry.title,
      says: entry.says === undefined || entry.says === null ? null : asText(entry.says),
      path: entry.path ?? null,
    })
    .execute()
}

export type TimelineLine = {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  title: string
  says: string | null
  path: string | null
}

/** The timeline, newest first. */
export function readTimeline(tx: Tx, schoolId: string, incidentId: string): Promise<TimelineLine[]> {
  return tables(tx)
    .selectFrom('incidents.event')
    .select(['id', 'at', 'actor_kind as actorKind', 'actor_id as actorId', 'title', 'says', 'path'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

const shortestWord = 2
const longestWord = 40
const mostWords = 2_000

/** The words of a text as they are searched for: lower case, without accents, each once. */
export function wordsOf(texts: readonly (string | Sensitive)[]): string[] {
  const plain = texts.map(asText).join(' ').normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= shortestWord)
  return [...new Set(words.map((word) => word.slice(0, longestWord)))].slice(0, mostWords)
}

/** Makes the incident findable by the words of these texts, to those who may see it (decision X2). */
export function indexWords(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  texts: readonly (string | Sensitive)[],
): Promise<void> {
  return asSchool(tx, async () => {
    const words = wordsOf(texts)
    if (words.length === 0) return
    await tables(tx)
      .insertInto('incidents.word')
      .values(words.map((word) => ({ school_id: schoolId, word, record_id: incidentId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

function asText(written: string | Sensitive): string {
  return written instanceof Sensitive ? written.reveal() : written
}
