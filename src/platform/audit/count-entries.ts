import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { countable } from './told-to.ts'

/** How many entries of events that begin with `event` there are in a month of London time: `incidents`, `2026-10`. */
export type CountedEntries = { event: string; month: string; count: number }

/**
 * Counts the entries of a span that whoever asks may see, by the feature whose event it was. Events of features that
 * are not named, entries about these kinds of record, and those about a record that no rule of the trail lets be
 * counted are left out: of some things the very count tells.
 */
export async function countEntries(
  context: Context,
  tx: Tx,
  schoolId: string,
  question: { events: readonly string[]; notAbout: readonly string[]; from: Date; to: Date },
): Promise<CountedEntries[]> {
  const { events, notAbout, from, to } = question
  const { rows } = await sql<CountedEntries>`
    select split_part(did, '.', 1) as event, to_char(at at time zone 'Europe/London', 'YYYY-MM') as month,
           count(*)::int as count
      from audit.entry
     where school_id = ${schoolId} and at >= ${from} and at < ${to}
       and split_part(did, '.', 1) = any(${[...events]}::text[])
       and (about_kind is null or about_kind <> all(${[...notAbout]}::text[]))
       and ${countable(context, schoolId)}
     group by 1, 2`.execute(tx)
  return rows
}
