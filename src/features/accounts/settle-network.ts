// What works for whom now, and telling those who follow when it is not what was told last.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { changed } from './happenings.ts'
import {
  type Because,
  everythingWorks,
  type NetworkState,
  type Subject,
  sameStanding,
  stateAt,
} from './hold.ts'
import { exceptionsOf, holdsOfMany } from './hold-store.ts'
import { saveStandings, standingsOf } from './standing-store.ts'

/** What works for a person now and every reason why not. Another school's person has no holds here. */
export function networkStateOf(tx: Tx, schoolId: string, personId: string, now: Date): Promise<NetworkState> {
  return subjectState(tx, schoolId, { kind: 'person', id: personId }, now)
}

/** The same of any subject. */
export async function subjectState(
  tx: Tx,
  schoolId: string,
  subject: Subject,
  now: Date,
): Promise<NetworkState> {
  const states = await statesOf(tx, schoolId, [subject.id], now)
  return states.get(subject.id) ?? stateAt([], null, now)
}

/** The same of many, by id: an account that belongs to nobody has no exception. */
export async function statesOf(
  tx: Tx,
  schoolId: string,
  subjectIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, NetworkState>> {
  const holds = Map.groupBy(await holdsOfMany(tx, schoolId, subjectIds), ({ subject }) => subject.id)
  const exceptions = new Map((await exceptionsOf(tx, schoolId, subjectIds)).map((one) => [one.personId, one]))
  return new Map(subjectIds.map((id) => [id, stateAt(holds.get(id) ?? [], exceptions.get(id) ?? null, now)]))
}

/** Announces what works now if it is not what was announced last. Whoever changed a hold or an exception calls it. */
export function settle(
  context: Context,
  tx: Tx,
  actor: Actor,
  subject: Subject,
  because: Because,
): Promise<void> {
  return settleMany(context, tx, actor, [{ subject, because }])
}

/** The same of many: those that changed are announced together. */
export async function settleMany(
  context: Context,
  tx: Tx,
  actor: Actor,
  touched: readonly { subject: Subject; because: Because }[],
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const ids = touched.map(({ subject }) => subject.id)
  const last = await standingsOf(tx, schoolId, ids)
  const states = await statesOf(tx, schoolId, ids, now)
  const changes = touched.flatMap(({ subject: { kind, id }, because }) => {
    const before = last.get(id) ?? everythingWorks
    const { works, internet, email } = states.get(id) ?? everythingWorks
    const after = { works, internet, email }
    if (sameStanding(before, after)) return []
    const whose = kind === 'person' ? { personId: id, accountId: null } : { personId: null, accountId: id }
    return [{ ...whose, before, after, because }]
  })
  if (changes.length === 0) return
  const standings = changes.map(({ personId, accountId, after }) => ({
    subjectId: personId ?? accountId ?? '',
    ...after,
  }))
  await saveStandings(tx, schoolId, standings, now)
  await announce(context, tx, actor, changed, { changes })
}
