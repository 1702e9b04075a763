// Compares the whole directory with the school's logons: what a plan shows, and what the night finds.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { noteUse } from '../accounts/index.ts'
import { dialects } from './dialects.ts'
import { saveDrift } from './drift-store.ts'
import { type Change, type Does, type Drift, doesOf, type Facts, weigh } from './entry-facts.ts'
import { type KnownEntry, knownEntries } from './entry-store.ts'
import type { Reached } from './reach-directory.ts'
import { entryIndex, type FoundEntry, readEntries } from './read-entries.ts'
import { logonsToPlace } from './roll-store.ts'
import { type WantedEntry, wantedEntry } from './wanted-entry.ts'

export type Line = { accountId: string; does: Does; changes: readonly Change[] }
export type Compared = { lines: readonly Line[]; found: number; logons: number }

const order: readonly Does[] = ['stop', 'create', 'takeOver', 'start', 'move', 'change']

/**
 * What would have to be written now; what was changed by hand is put on the list, and when each logon was last used there is
 * noted. Writes nothing to the directory.
 */
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
    await noteUse(tx, schoolId, lastUses(connection.dialect, entries), context.clock())
    const lines: Line[] = []
    for (const logon of all.values()) {
      const { accountId } = logon
      const wanted = wantedEntry(logon, connection)
      const found = entryOf(wanted)
      if (found?.accountId && found.accountId !== accountId) continue
      const ours = known.get(accountId) ?? null
      const { line, drift } = compareOne(wanted, found, ours)
      if (drift.length > 0 || ours !== null) {
        await saveDrift(tx, schoolId, { connectionId: connection.id, accountId }, drift, context.clock())
      }
      if (line !== null) lines.push(line)
    }
    return { lines: inOrder(lines), found: entries.length, logons: open.length }
  })
}

/** Of our own logons alone: what others use there is not ours to know. */
function lastUses(dialect: keyof typeof dialects, entries: readonly FoundEntry[]) {
  return entries.flatMap(({ accountId, entry }) => {
    const at = dialects[dialect].lastLogOn(entry)
    return accountId === null || at === null ? [] : [{ accountId, at }]
  })
}

/** One logon: what should be there, what is found, what we wrote. A logon that does not work is not made anew. */
function compareOne(
  wanted: WantedEntry,
  found: FoundEntry | null,
  ours: KnownEntry | null,
): { line: Line | null; drift: readonly Drift[] } {
  const { accountId, facts } = wanted
  const weighed = {
    found: found?.facts ?? null,
    written: ours?.written ?? null,
    letStand: ours?.letStand ?? {},
  }
  const { changes, drift } = weigh(facts, weighed)
  if (found === null && ours === null && facts.works === 'yes') {
    return { line: { accountId, does: 'create', changes: factsOfNew(facts) }, drift }
  }
  const isTakenOver = found !== null && found.accountId === null
  const line =
    isTakenOver || changes.length > 0 ? { accountId, does: doesOf(weighed, changes), changes } : null
  return { line, drift }
}

/** What a new entry will say, for whoever looks at the plan. */
function factsOfNew(facts: Facts): Change[] {
  return (['place', 'displayName', 'lastDay'] as const)
    .map((what) => ({ what, from: '', to: facts[what] }))
    .filter(({ to }) => to !== '')
}

function inOrder(lines: readonly Line[]): Line[] {
  return order.flatMap((does) => lines.filter((line) => line.does === does))
}
