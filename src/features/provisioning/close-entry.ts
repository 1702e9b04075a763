// An account was closed or removed at its source: whoever it belongs to is out at once.

import { dayMs, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { disableLogin, whoCanSignIn } from '#/platform/sign-in/sign-in.ts'
import { holdNetwork, releaseNetwork } from '../accounts/index.ts'
import { allHoldersOn, comeBack, findPerson, isDesignatedRole, letGo, roleRow } from '../people/index.ts'
import { isOnRoster } from '../rosters/index.ts'
import { giveTask } from '../tasks/index.ts'
import type { Connection } from './connection.ts'
import type { Entry, WaitsFor } from './entry.ts'
import { countClosed, saveEntry } from './entry-store.ts'
import { mostClosedPercent } from './settings.ts'

/** A source would close more people in a day than one may. Whoever catches it stops the connection. */
export class TooManyClosed extends Refused {
  override name = 'TooManyClosed'
}

/** So many may always be closed in a day: a handful of leavers is no accident, however small the school. */
const alwaysMayClose = 5

type Parts = { context: Context; tx: Tx; actor: Actor; connection: Connection }

/**
 * Takes everything away from whoever the account is of. They leave, as a leaver of a roster does; where a roster says who
 * is here, or the school cannot be without them, their access ends and a person says whether they left.
 */
export async function closeEntry(parts: Parts, entry: Entry): Promise<string> {
  const { context, tx, actor, connection } = parts
  const { personId } = entry
  if (personId === null) return 'Nobody here had it.'
  if (entry.closedAt !== null) return 'It had been closed before.'
  const today = londonDate(context.clock())
  const { leftOn } = await findPerson(tx, actor.schoolId, personId)
  if (leftOn !== null && leftOn < today) return 'The person had left already.'
  await requireFew(parts)
  const asLeaver = await mayLeave(tx, actor, personId, today)
  if (asLeaver) await letGo(context, tx, actor, { personId, lastDay: today, accessEnds: 'now' })
  else await closeAccess(parts, entry.id, personId)
  const closed = { as: asLeaver ? ('left' as const) : ('access' as const), at: context.clock() }
  await saveEntry(tx, ofEntry(actor, connection), entry.id, { closed }, context.clock())
  record(tx, {
    did: 'provisioning.closed',
    about: { kind: 'person', id: personId },
    detail: { connection: connection.id, as: closed.as },
  })
  return asLeaver
    ? 'The person left, and their access ended at once.'
    : 'Their access ended at once. The office says whether they left.'
}

const ofEntry = (actor: Actor, { id }: Connection) => ({ schoolId: actor.schoolId, connectionId: id })

/** Refuses when this one would be more than the share, unless two people agreed to more until a moment. */
async function requireFew({ context, tx, actor, connection }: Parts): Promise<void> {
  const now = context.clock()
  if (connection.mayCloseUntil !== null && now < connection.mayCloseUntil) return
  const percent = await readSetting(tx, actor.schoolId, mostClosedPercent)
  const { people, closed } = await countClosed(
    tx,
    ofEntry(actor, connection),
    new Date(now.getTime() - dayMs),
  )
  if (closed + 1 <= Math.max(alwaysMayClose, Math.floor((people * percent) / 100))) return
  throw new TooManyClosed(
    `This would be number ${closed + 1} of ${people} people to be closed within a day. Nothing more is taken in until two people of the school have looked.`,
  )
}

/** Whether closing the account makes them a leaver. Not where a roster has them, nor where a powerful role is theirs. */
async function mayLeave(tx: Tx, { schoolId }: Actor, personId: string, today: string): Promise<boolean> {
  if (await isOnRoster(tx, schoolId, personId)) return false
  const holders = await allHoldersOn(tx, schoolId, today)
  return !holders.some(
    (one) => one.personId === personId && isDesignatedRole(one.role) && roleRow(one.role).powerful === true,
  )
}

async function closeAccess({ context, tx, actor }: Parts, entryId: string, personId: string): Promise<void> {
  const open = await whoCanSignIn(tx, actor.schoolId, [personId])
  if (open.size > 0)
    await disableLogin(context, tx, actor, { personId, why: 'Their account was closed at its source.' })
  await holdNetwork(context, tx, actor, {
    personId,
    because: { kind: 'closedElsewhere', id: entryId },
    sentence: 'The account was closed in the system that keeps it.',
  })
  await giveTask(context, tx, actor, {
    to: { role: 'office' },
    otherwise: 'head',
    kind: 'provisioning.didTheyLeave',
    title: 'An account was closed elsewhere: say whether the person left',
    about: { kind: 'person', id: personId },
    path: `/people/${personId}`,
    urgency: 'soon',
    mergeKey: 'provisioning.didTheyLeave',
    notFor: [personId],
  })
}

/**
 * The account is open again. A pupil who left only because it was closed is here again; an adult waits for a person, and
 * no sign-in opens by itself.
 */
export async function reopenEntry(parts: Parts, entry: Entry): Promise<Reopened> {
  const { context, tx, actor, connection } = parts
  const { personId, closedAs, closedAt } = entry
  if (personId === null) return { sentence: 'It belongs to nobody here.', waitsFor: null }
  const person = await findPerson(tx, actor.schoolId, personId)
  const today = londonDate(context.clock())
  const gone = person.leftOn !== null && person.leftOn <= today
  const ours = closedAs === 'left' && closedAt !== null && person.leftOn === londonDate(closedAt)
  if (gone && !(ours && person.kind === 'pupil'))
    return { sentence: 'The person has left. The office says whether they are back.', waitsFor: 'left' }
  if (gone) await comeBack(context, tx, actor, [{ personId, kind: person.kind }], today)
  if (closedAs === 'access')
    await releaseNetwork(context, tx, actor, { personId, because: { kind: 'closedElsewhere', id: entry.id } })
  if (closedAt === null) return { sentence: 'Nothing had been closed here.', waitsFor: null }
  await saveEntry(tx, ofEntry(actor, connection), entry.id, { closed: null }, context.clock())
  record(tx, {
    did: 'provisioning.reopened',
    about: { kind: 'person', id: personId },
    detail: { connection: connection.id },
  })
  return { sentence: gone ? 'The pupil is here again.' : opensByHand, waitsFor: null }
}

export type Reopened = { sentence: string; waitsFor: WaitsFor | null }
const opensByHand = 'Their network works again. A closed sign-in stays closed until a person opens it.'
