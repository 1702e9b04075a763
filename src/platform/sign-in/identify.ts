// Who asks: from the cookie to the actor, on every request.

import type { Actor, PersonActor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { type Tx, withScope } from '../database/database.ts'
import { announce } from '../happenings/happenings.ts'
import type { Identity } from '../web/server.ts'
import { tokenIn } from './cookies.ts'
import { needsSecondFactor } from './move-on.ts'
import type { Parts } from './parts.ts'
import { presenceChanged } from './presence-store.ts'
import { bareAddress, isInRanges } from './school-network.ts'
import { hashToken, isLive, type Session } from './session.ts'
import { findSession, touchSession } from './session-store.ts'

/** A live session and whoever holds it. Its stage says whether pages open to them. */
export type Visit = { session: Session; actor: Actor }

/** A visit, and where in the school's network it comes from; null from outside. */
type Found = Visit & { inside: string | null }

/** Seen again within a minute is not written down: pages must not cost a write each. */
const seenEveryMs = 60_000

/** What of a request says who asks. */
export type Knock = { address: string; cookies: Readonly<Record<string, string | undefined>> }

/** The identity of a request, or null for everybody who has not signed in to the end. */
export async function identify(
  parts: Parts,
  context: Context,
  schoolId: string,
  knock: Knock,
): Promise<Identity | null> {
  const visit = await findVisit(parts, context, schoolId, knock)
  if (visit?.session.stage !== 'open') return null
  return { actor: visit.actor, csrf: visit.session.csrf }
}

/** The visit that a cookie stands for, if it is one of this school. */
export async function findVisit(
  parts: Parts,
  context: Context,
  schoolId: string,
  knock: Knock,
): Promise<Visit | null> {
  const token = tokenIn(knock.cookies, 'session', parts.secure)
  if (token === null) return null
  const now = context.clock()
  const scope = { schoolId, personId: null }
  const found = await withScope(context.db, scope, 'read only', async (tx): Promise<Found | null> => {
    const session = await findSession(tx, schoolId, hashToken(token), now)
    if (!session || !isLive(session, now)) return null
    const ranges = await parts.classes.networkRangesOf(tx, schoolId)
    const inside = isInRanges(knock.address, ranges) ? bareAddress(knock.address) : null
    const visit = await visitOf(parts, tx, schoolId, session, inside)
    return visit && { ...visit, inside }
  })
  if (found) await keepUp(context, schoolId, found, now)
  return found
}

async function visitOf(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  session: Session,
  inside: string | null,
): Promise<Visit | null> {
  if (session.personId === null) {
    const { classSessionId, className } = session
    if (classSessionId === null || className === null) return null
    // A device that was carried home has left its class.
    if (inside === null) return null
    const actor: Actor = { kind: 'classSession', schoolId, classSessionId, className, sessionId: session.id }
    return { session, actor }
  }
  const roles = await parts.rolesOf(tx, schoolId, session.personId)
  if (roles.size === 0) return null
  const actor: PersonActor = {
    kind: 'person',
    schoolId,
    personId: session.personId,
    sessionId: session.id,
    name: await parts.nameOf(tx, schoolId, session.personId),
    roles,
    steppedUpAt: session.steppedUpAt,
  }
  // Somebody may have been given a role since they signed in that asks for more than their password.
  const lacking =
    session.stage === 'open' &&
    session.provedSecondFactorAt === null &&
    (await needsSecondFactor(parts, tx, actor))
  return { session: lacking ? { ...session, stage: 'enrolment' } : session, actor }
}

async function keepUp(
  context: Context,
  schoolId: string,
  { session, actor, inside }: Found,
  now: Date,
): Promise<void> {
  // Until pages are open to somebody, nobody knows yet that it is them.
  const address = session.stage === 'open' ? inside : null
  const isElsewhere = address !== session.address
  if (!isElsewhere && now.getTime() - session.lastSeenAt.getTime() < seenEveryMs) return
  const personId = actor.kind === 'person' ? actor.personId : null
  await withScope(context.db, { schoolId, personId }, 'read write', async (tx) => {
    await touchSession(tx, schoolId, session.id, { now, address })
    if (isElsewhere) await announce(context, tx, actor, presenceChanged, {})
  })
}
