// Compares the whole directory with the school's logons: what a plan shows, and what the night finds.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { saveDrift } from './drift-store.ts'
import { type Change, type Does, type Drift, doesOf, weigh } from './entry-facts.ts'
import { knownEntries } from './entry-store.ts'
import type { Reached } from './reach-directory.ts'
import { entryIndex, readEntries } from './read-entries.ts'
import { logonsToPlace } from './roll-store.ts'
import { wantedEntry } from './wanted-entry.ts'

export type Line = { accountId: string; does: Does; changes: readonly Change[] }
export type Compared = { lines: readonly Line[]; found: number; logons: number }

const order: readonly Does[] = ['stop', 'create', 'takeOver', 'start', 'move', 'change']

/** What would have to be written now, and, put on the list, what was changed by hand. Writes nothing to the directory. */
export async function compareDirectory(context: Context, actor: Actor, reached: Reached): Promise<Compared> {
  const { schoolId } = actor
  const { connection } = reached
  const entries = await readEntries(reached)
  const entryOf = entryIndex(connection.dialect, entries)
  return inTransaction(context, actor, async (tx) => {
    const known = await knownEntries(tx, schoolId, connection.id)
    const today = londonDate(context.clock())
    const open = await logonsToPlace(tx, schoolId, { today, accountIds: null })
    const closed = await logonsToPlace(tx, schoolId, { today, accountIds: [...known.keys()] })
    const all = new Map([...closed, ...open].map((logon) => [logon.accountId, logon]))
    const lines: Line[] = []
    for (const logon of all.values()) {
      const wanted = wantedEntry(logon, connection)
      const found = entryOf(wanted)
      if (found?.accountId && found.accountId !== logon.accountId) continue
      const written = known.get(logon.accountId)?.written ?? null
      const weighed = {
        found: found?.facts ?? null,
        written,
        letStand: known.get(logon.accountId)?.letStand ?? {},
      }
      const { changes, drift } = weigh(wanted.facts, weighed)
      await noteDrift(drift, logon.accountId)
      const creates = found === null && written === null && wanted.facts.works === 'yes'
      const adopts = found !== null && found.accountId === null
      if (creates || adopts || changes.length > 0) {
        lines.push({ accountId: logon.accountId, does: doesOf(weighed, changes), changes })
      }
    }
    return { lines: inOrder(lines), found: entries.length, logons: open.length }

    async function noteDrift(drift: readonly Drift[], accountId: string): Promise<void> {
      if (drift.length === 0 && !known.has(accountId)) return
      await saveDrift(tx, schoolId, { connectionId: connection.id, accountId }, drift, context.clock())
    }
  })
}

function inOrder(lines: readonly Line[]): Line[] {
  return order.flatMap((does) => lines.filter((line) => line.does === does))
}
