import type { Logger } from 'pino'
import type { Clock } from '#/kernel/clock.ts'
import type { Permission, PermissionRow } from './access/access.ts'
import { type Actor, personOf } from './access/actor.ts'
import { chain, openTrail } from './audit/trail.ts'
import type { ProvedControl } from './controls/control.ts'
import { type Db, type Tx, withScope } from './database/database.ts'
import { openLast } from './database/do-last.ts'
import type { FigureSource, HeldOnPerson, KeptRecord, SearchSource, TaskWords, TrailRule } from './feature.ts'
import type { Vault } from './files/files.ts'
import type { Heed } from './happenings/happenings.ts'
import type { SettingDefinition } from './settings/settings.ts'
import { claimOnce } from './web/sent-once.ts'

/** Everything a command may reach for besides its input. Built once, in app/; a request adds its own `once`. */
export type Context = {
  db: Db
  clock: Clock
  log: Logger
  /** Where files lie, and the keys that open them. */
  vault: Vault
  /** What the features offer, collected by app/ (decision M2). */
  permissions: ReadonlyMap<Permission, PermissionRow>
  heeds: readonly Heed[]
  settings: ReadonlyMap<string, SettingDefinition>
  search: readonly SearchSource[]
  holds: readonly HeldOnPerson[]
  figures: readonly FigureSource[]
  trailRules: readonly TrailRule[]
  taskWords: readonly TaskWords[]
  controls: readonly ProvedControl[]
  retention: readonly KeptRecord[]
  /** The form that is being sent, if it carried a token: the record is made once, however often it is sent. */
  once?: { readonly token: string; claimed: boolean }
}

/**
 * Runs a change: one transaction, in which `record` collects audit entries that are chained last, just before the
 * commit (decision X12), after what `doLast` put off: so locks that others wait for are held for the shortest time. An
 * error leaves nothing behind.
 */
export async function inTransaction<T>(
  context: Context,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const scope = { schoolId: actor.schoolId, personId: personOf(actor) }
  const once = context.once?.claimed === false ? context.once : undefined
  const result = await withScope(context.db, scope, 'read write', async (tx) => {
    const trail = openTrail(tx, actor, context.clock())
    const last = openLast(tx)
    if (once) await claimOnce(tx, actor.schoolId, once.token, context.clock())
    const done = await work(tx)
    for (const one of last) await one()
    await chain(tx, trail)
    return done
  })
  if (once) once.claimed = true
  return result
}

/** Reads in a transaction that cannot write. Reads of sensitive records go through `recordReads` besides. */
export function reading<T>(context: Context, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const scope = { schoolId: actor.schoolId, personId: personOf(actor) }
  return withScope(context.db, scope, 'read only', work)
}
