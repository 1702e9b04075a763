// Acts that nobody does alone: ask, agree or refuse, use. Both people have proved within ten minutes who they are.

import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '../access/access.ts'
import type { Actor, PersonActor } from '../access/actor.ts'
import { hasFreshProof } from '../access/proof.ts'
import { record } from '../audit/trail.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { announce } from '../happenings/happenings.ts'
import {
  type Asked,
  breakGlassReviewed,
  breakGlassUsed,
  secondPersonAnswered,
  secondPersonAsked,
} from './happenings.ts'
import { agreersOf, requireWaiting, stateOf, type TwoPersonAction } from './request.ts'
import {
  insertRequest,
  lockRequest,
  requestsOf,
  saveDecision,
  saveFinding,
  saveWithdrawn,
  spendGrant,
} from './store.ts'

export { breakGlassReviewed, breakGlassUsed, secondPersonAnswered, secondPersonAsked } from './happenings.ts'
export type { Agreeing, TwoPersonAction, TwoPersonRequest } from './request.ts'

const dayMs = 24 * 3_600_000

/**
 * Asks for a second person and returns the request's id. Refused while the same is waiting or agreed, without a reason
 * of ten characters, or about oneself; not allowed without one of the roles and fresh proof of identity.
 */
export async function askForSecond(
  context: Context,
  tx: Tx,
  actor: Actor,
  asked: { action: TwoPersonAction; aboutId: string; reason: string },
): Promise<string> {
  const { action, aboutId } = asked
  const person = requireProof(context, actor)
  requireRole(person, action.askedBy, `ask to ${action.words}`)
  if (aboutId === person.personId)
    throw new Refused('You cannot ask this about yourself. Ask a colleague to.')
  const reason = asked.reason.trim()
  if (reason.length < 10 || reason.length > 2000)
    throw new Refused('Say why in a sentence, so that the second person can decide.')
  const now = context.clock()
  if ((await openRequest(context, tx, person, action, aboutId)) !== null)
    throw new Refused(
      'This has been asked already and is open. Look at it under “Waiting for a second person”.',
    )
  const id = newId()
  const waitsUntil = new Date(now.getTime() + action.waitsForHours * 3_600_000)
  await insertRequest(tx, person.schoolId, {
    id,
    action: action.id,
    aboutId,
    reason,
    askedBy: person.personId,
    askedAt: now,
    waitsUntil,
    breakGlass: action.breakGlass !== undefined,
  })
  note(tx, 'twoPerson.asked', id, action)
  await announce(context, tx, person, secondPersonAsked, {
    ...asking(id, action, aboutId),
    askedBy: person.personId,
    agreedBy: await agreersOf(tx, person.schoolId, action, { aboutId, askedBy: person.personId, at: now }),
    waitsUntil,
  })
  return id
}

/** Takes back what one asked oneself. Refused once somebody has answered; not found for anybody else. */
export async function withdraw(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: TwoPersonAction,
  requestId: string,
): Promise<void> {
  const person = requirePerson(actor)
  const request = await lockRequest(tx, person.schoolId, requestId)
  if (request.askedBy !== person.personId) throw new NotFound('request')
  requireWaiting(request, action, context.clock())
  await saveWithdrawn(tx, person.schoolId, requestId, context.clock())
  note(tx, 'twoPerson.withdrawn', requestId, action)
  await announce(context, tx, person, secondPersonAnswered, asking(requestId, action, request.aboutId))
}

/** Agrees: who asked may now do it, for a short time. The database itself refuses the same person twice. */
export async function agree(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: TwoPersonAction,
  requestId: string,
): Promise<void> {
  const now = context.clock()
  await decide(context, tx, actor, action, requestId, {
    decision: 'agreed',
    why: null,
    grantEndsAt: new Date(now.getTime() + action.grantLastsMinutes * 60_000),
  })
  note(tx, 'twoPerson.agreed', requestId, action)
}

/** Refuses, with the reason; the refusal stays on record. */
export async function refuse(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: TwoPersonAction,
  requestId: string,
  why: string,
): Promise<void> {
  if (why.trim().length < 3) throw new Refused('Say why you refuse.')
  await decide(context, tx, actor, action, requestId, {
    decision: 'refused',
    why: why.trim().slice(0, 2000),
    grantEndsAt: null,
  })
  note(tx, 'twoPerson.refused', requestId, action)
}

/** Whether a request for this is open: waiting for anybody's answer, or agreed and this person's to use. */
export async function openRequest(
  context: Context,
  tx: Tx,
  actor: PersonActor,
  action: TwoPersonAction,
  aboutId: string,
): Promise<'waiting' | 'agreed' | null> {
  const now = context.clock()
  const since = new Date(now.getTime() - 31 * dayMs)
  const requests = await requestsOf(tx, actor.schoolId, { actions: [action.id], aboutId, since })
  const states = requests.map((request) => ({ state: stateOf(request, now), askedBy: request.askedBy }))
  if (states.some(({ state, askedBy }) => state === 'agreed' && askedBy === actor.personId)) return 'agreed'
  return states.some(({ state }) => state === 'waiting' || state === 'agreed') ? 'waiting' : null
}

/** Uses the grant up, in the transaction of the act itself. Not allowed without one that is in force and one's own. Returns who agreed. */
export async function useGrant(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: TwoPersonAction,
  aboutId: string,
): Promise<string> {
  const person = requireProof(context, actor)
  const at = context.clock()
  const spent = await spendGrant(tx, person.schoolId, {
    action: action.id,
    aboutId,
    by: person.personId,
    at,
  })
  if (spent === undefined)
    throw new NotAllowed(
      `You may not ${action.words} alone. Ask for a second person first, or again if it has lapsed.`,
    )
  note(tx, 'twoPerson.used', spent.id, action)
  if (action.breakGlass) {
    await announce(context, tx, person, breakGlassUsed, {
      ...asking(spent.id, action, aboutId),
      usedBy: person.personId,
      agreedBy: spent.agreedBy,
      reviewedBy: action.breakGlass.reviewedBy,
    })
  }
  return spent.agreedBy
}

/** Looks at what was done outside the usual way. Refused for the two who did it, in words and by the database. */
export async function reviewBreakGlass(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: TwoPersonAction,
  requestId: string,
  finding: string,
): Promise<void> {
  const person = requireProof(context, actor)
  requireRole(person, action.breakGlass?.reviewedBy ?? [], 'review this')
  const request = await lockRequest(tx, person.schoolId, requestId)
  if (request.action !== action.id || request.usedAt === null)
    throw new Refused('There is nothing to review yet.')
  if (request.finding !== null) throw new Refused('This has been reviewed already.')
  if (request.askedBy === person.personId || request.decidedBy === person.personId) {
    throw new NotAllowed('You took part in this, so somebody else reviews it.')
  }
  if (finding.trim().length < 3) throw new Refused('Say what you found.')
  await saveFinding(tx, person.schoolId, requestId, {
    by: person.personId,
    at: context.clock(),
    finding: finding.trim().slice(0, 2000),
  })
  note(tx, 'twoPerson.reviewed', requestId, action)
  await announce(context, tx, person, breakGlassReviewed, asking(requestId, action, request.aboutId))
}

async function decide(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: TwoPersonAction,
  requestId: string,
  decided: { decision: 'agreed' | 'refused'; why: string | null; grantEndsAt: Date | null },
): Promise<void> {
  const person = requireProof(context, actor)
  const request = await lockRequest(tx, person.schoolId, requestId)
  const at = context.clock()
  requireWaiting(request, action, at)
  const agree = await agreersOf(tx, person.schoolId, action, { ...request, at })
  requireRole(person, agree, `agree to ${action.words}`)
  const saved = await saveDecision(tx, person.schoolId, requestId, { ...decided, by: person.personId, at })
  if (!saved) throw new NotAllowed('Two different people are needed: this one is yours or about you.')
  await announce(context, tx, person, secondPersonAnswered, asking(requestId, action, request.aboutId))
}

function asking(requestId: string, action: TwoPersonAction, aboutId: string): Asked {
  return { requestId, action: action.id, about: { kind: action.aboutKind, id: aboutId } }
}

function requireProof(context: Context, actor: Actor): PersonActor {
  const person = requirePerson(actor)
  if (hasFreshProof(person, context.clock())) return person
  throw new NotAllowed('Prove again that it is you: your last proof is over ten minutes old.')
}

function requireRole(person: PersonActor, roles: readonly string[], words: string): void {
  if (roles.some((role) => person.roles.has(role))) return
  throw new NotAllowed(`You may not ${words}. If you should, ask your head teacher to change your role.`)
}

function note(tx: Tx, did: `twoPerson.${string}`, requestId: string, action: TwoPersonAction): void {
  record(tx, { did, about: { kind: 'twoPersonRequest', id: requestId }, detail: { action: action.id } })
}
