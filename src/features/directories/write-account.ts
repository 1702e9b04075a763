// Writes one logon to the directory. Begun twice, or broken off at any point and begun again, it comes to the same.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { below } from '#/platform/ldap/distinguished-name.ts'
import { alreadyThere, type LdapChange, LdapDeclined } from '#/platform/ldap/ldap.ts'
import { noteDeed } from './deed-store.ts'
import { dialects, ownIdOf } from './dialects.ts'
import { saveDrift } from './drift-store.ts'
import { type Change, type Does, doesOf, factsAfter, factWords, type Weighed, weigh } from './entry-facts.ts'
import { knownEntries, saveEntry } from './entry-store.ts'
import { openNewPassword, type Reached } from './reach-directory.ts'
import { type FoundEntry, findEntry } from './read-entries.ts'
import { logonsToPlace } from './roll-store.ts'
import { endWaiting, findWaiting, type Waiting } from './waiting-store.ts'
import { type WantedEntry, wantedEntry } from './wanted-entry.ts'

/** It is there, stopped, and only a password starts it: trying again without one is no use. */
export class NeedsPassword extends LdapDeclined {}

export type Written = 'written' | 'other'

/** What is to be written of one logon, as it stands at this moment. */
type Order = {
  wanted: WantedEntry
  weighed: Omit<Weighed, 'found'>
  waiting: Waiting | null
  password: string | null
}

/**
 * Writes what has to be written of the logon. `only`: what somebody agreed to; anything else is left (`other`). Without
 * it, an entry of somebody else's making under the same logon name is declined: only a plan takes entries over.
 */
export async function writeAccount(
  context: Context,
  actor: Actor,
  reached: Reached,
  accountId: string,
  only: Does | null = null,
): Promise<Written> {
  const order = await orderOf(context, actor, reached, accountId)
  const found = await findEntry(reached, order.wanted)
  const weighed = { ...order.weighed, found: found?.facts ?? null }
  const { changes, drift } = weigh(order.wanted.facts, weighed)
  const does = isNew(order, found) || changes.length > 0 ? doesOf(weighed, changes) : null
  if (does !== null && only !== null && only !== does) return 'other'
  requireOurs(found, order.wanted, only)
  const entry = isNew(order, found) ? await create(reached, order) : found
  // What was just made has no hand-made difference: whatever its creation could not say is written now.
  const due = found === null && entry ? changesOfNew(order, entry) : changes
  const dn = entry && (await writeEntry(reached, entry, order, due))
  await saveWritten(context, actor, reached, order, {
    drift,
    does,
    entry: entry && dn ? { dn, facts: factsAfter(entry.facts, due) } : null,
    what: due,
  })
  return 'written'
}

/** A stop comes before a password that may be declined; a start after it, since some directories start nobody without one. */
async function writeEntry(
  reached: Reached,
  entry: FoundEntry,
  order: Order,
  due: readonly Change[],
): Promise<string> {
  const stops = order.wanted.facts.works === 'no'
  if (!stops) await writePassword(reached, entry.dn, order)
  const dn = await change(reached, entry, order, due)
  if (stops) await writePassword(reached, dn, order)
  return dn
}

function isNew({ wanted, weighed }: Order, found: FoundEntry | null): boolean {
  return found === null && weighed.written === null && wanted.facts.works === 'yes'
}

function changesOfNew({ wanted }: Order, { facts }: FoundEntry): Change[] {
  return weigh(wanted.facts, { found: facts, written: null, letStand: {} }).changes
}

async function orderOf(
  context: Context,
  actor: Actor,
  { connection }: Reached,
  accountId: string,
): Promise<Order> {
  const { schoolId } = actor
  return inTransaction(context, actor, async (tx) => {
    const today = londonDate(context.clock())
    const [logon] = await logonsToPlace(tx, schoolId, { today, accountIds: [accountId] })
    if (!logon) throw new Error(`no logon ${accountId}`)
    const known = (await knownEntries(tx, schoolId, connection.id, [accountId])).get(accountId)
    const waiting = await findWaiting(tx, schoolId, connection.id, accountId)
    const sealed = waiting?.newPassword
    return {
      wanted: wantedEntry(logon, connection),
      weighed: { written: known?.written ?? null, letStand: known?.letStand ?? {} },
      waiting,
      password: sealed ? await openNewPassword(context, tx, schoolId, accountId, sealed) : null,
    }
  })
}

/** Refuses an entry that is another logon's, or that nobody agreed to take over. */
function requireOurs(
  found: FoundEntry | null,
  { accountId, logonName }: WantedEntry,
  only: Does | null,
): void {
  if (found === null || found.accountId === accountId) return
  if (found.accountId !== null) {
    throw new LdapDeclined('The entry under this logon name belongs to another of our logons.', alreadyThere)
  }
  if (only === null) {
    throw new LdapDeclined(
      `“${logonName}” is in the directory already and was not made by Schoolkeeper. Make a plan to take it over, or rename one of the two.`,
      alreadyThere,
    )
  }
}

async function create(reached: Reached, { wanted }: Order): Promise<FoundEntry> {
  const { connection, ldap } = reached
  const { logonName, accountId, facts } = wanted
  const dialect = dialects[connection.dialect]
  await makePlaces(reached, wanted)
  const dn = below({ attribute: dialect.namedBy, value: logonName }, wanted.parent)
  const { logonDomain } = connection
  await ldap.add(dn, dialect.create({ ...facts, logonName, ownId: ownIdOf(accountId), logonDomain }))
  const made = await findEntry(reached, wanted)
  if (made === null) throw new LdapDeclined('The new entry cannot be read back.', 0)
  return made
}

/** Makes the places on the way that are not there yet. */
async function makePlaces({ connection, ldap, places }: Reached, { path }: WantedEntry): Promise<void> {
  let above = connection.base
  for (const value of path) {
    const place = below({ attribute: 'ou', value }, above)
    if (!places.has(place)) {
      await ldap
        .add(place, { objectClass: ['top', 'organizationalUnit'], ou: [value] })
        .catch((error: unknown) => {
          if (!(error instanceof LdapDeclined && error.code === alreadyThere)) throw error
        })
      places.add(place)
    }
    above = place
  }
}

async function writePassword(
  { connection, ldap }: Reached,
  dn: string,
  { wanted, password, waiting }: Order,
) {
  const { passwordChange, mustChange, unlock } = dialects[connection.dialect]
  if (password === null) {
    if (waiting?.mustChange) await ldap.modify(dn, mustChange(true))
    return
  }
  if (passwordChange) await ldap.modify(dn, [passwordChange(password)])
  else await ldap.setPassword(dn, password)
  await ldap.modify(dn, mustChange(waiting?.mustChange ?? false))
  if (wanted.facts.works === 'yes') await ldap.modify(dn, unlock)
}

/** Moves and changes an entry, and marks it as ours. Returns its name afterwards. */
async function change(
  reached: Reached,
  found: FoundEntry,
  { wanted, password }: Order,
  changes: readonly Change[],
): Promise<string> {
  const { connection, ldap } = reached
  const dialect = dialects[connection.dialect]
  const writes: LdapChange[] = [...dialect.write(changes, found.entry)]
  if (found.accountId === null)
    writes.push({ replace: dialect.idAttribute, values: [ownIdOf(wanted.accountId)] })
  // What stops comes first: a move that fails leaves nobody in.
  if (writes.length > 0) {
    await ldap.modify(found.dn, writes).catch((error: unknown) => {
      const starts = password === null && changes.some(({ what, to }) => what === 'works' && to === 'yes')
      if (!starts || !(error instanceof LdapDeclined) || error.code !== dialect.startNeedsPassword)
        throw error
      throw new NeedsPassword(
        'It is in the directory, stopped, because it has no password there yet. Give it one: that starts it.',
        error.code,
      )
    })
  }
  if (!changes.some(({ what }) => what === 'place')) return found.dn
  await makePlaces(reached, wanted)
  await ldap.move(found.dn, wanted.parent)
  return (await findEntry(reached, wanted))?.dn ?? found.dn
}

async function saveWritten(
  context: Context,
  actor: Actor,
  { connection }: Reached,
  { wanted, waiting, password }: Order,
  came: {
    drift: ReturnType<typeof weigh>['drift']
    does: Does | null
    entry: { dn: string; facts: WantedEntry['facts'] } | null
    what: readonly Change[]
  },
): Promise<void> {
  const { schoolId } = actor
  const { accountId } = wanted
  const of = { connectionId: connection.id, accountId }
  const at = context.clock()
  await inTransaction(context, actor, async (tx) => {
    const { drift, entry, does, what } = came
    await saveDrift(tx, schoolId, of, drift, at)
    if (entry !== null) {
      // A hand-made difference stays one: what counts as written there is what we wrote, not what was found.
      const known = (await knownEntries(tx, schoolId, connection.id, [accountId])).get(accountId)
      const differs = new Map(drift.map(({ what: name }) => [name, true]))
      const kept =
        known && Object.entries(known.written).filter(([name]) => differs.has(name as Change['what']))
      const written = { ...entry.facts, ...Object.fromEntries(kept ?? []) }
      await saveEntry(tx, schoolId, of, { dn: entry.dn, written, at })
    }
    if (does !== null) {
      const detail = does === 'create' ? null : what.map((one) => factWords[one.what]).join(', ') || null
      await noteDeed(tx, schoolId, connection.id, { accountId, at, wrote: does, detail })
    }
    if (password !== null && entry !== null) {
      await noteDeed(tx, schoolId, connection.id, { accountId, at, wrote: 'password', detail: null })
    }
    if (waiting !== null) await endWaiting(tx, schoolId, connection.id, waiting)
  })
}
