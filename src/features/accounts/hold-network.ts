// The two doors by which other features stop and give back a person's network, and the question what works.

import { newId } from '#/kernel/id.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { changed } from './happenings.ts'
import {
  type Because,
  type NetworkState,
  reasonRow,
  type Stops,
  type Subject,
  sameStanding,
  stateAt,
} from './hold.ts'
import {
  exceptionOf,
  findHold,
  holdsOf,
  insertHold,
  lockSubject,
  saveHold,
  saveRelease,
  saveStanding,
  standingOf,
} from './hold-store.ts'

export type HoldNetwork = {
  personId: string
  /** What it follows from, by kind and id: the same reason given again changes the hold that stands. */
  because: Because
  /** Why, to whoever looks after logons and to the person: no name, nothing of an incident. */
  sentence: string
  /** The first moment at which it no longer holds. Default: until it is released. */
  until?: Date | null
  /** Default: at once. */
  from?: Date
  /** Default: everything. */
  stops?: Stops
}

/**
 * Stops a person's network for a reason, inside the transaction of whoever found the reason. It touches network accounts
 * alone: reporting, help, signing and every duty in Schoolkeeper go on (decision S9).
 */
export function holdNetwork(context: Context, tx: Tx, actor: Actor, request: HoldNetwork): Promise<void> {
  return holdSubject(context, tx, actor, { kind: 'person', id: request.personId }, request)
}

/** The same for a logon that belongs to nobody: its own holds count. */
export async function holdSubject(
  context: Context,
  tx: Tx,
  actor: Actor,
  subject: Subject,
  request: Omit<HoldNetwork, 'personId'>,
): Promise<void> {
  const { schoolId } = actor
  const { because, sentence, until = null, stops = 'everything' } = request
  const now = context.clock()
  await lockSubject(tx, schoolId, subject.id)
  const known = await findHold(tx, schoolId, subject.id, because)
  // Without a day of its own it begins now, and what has begun already goes on.
  const startsAt = request.from ?? (known && known.startsAt < now ? known.startsAt : now)
  const announcedAt = startsAt <= now ? now : null
  const change = { stops, sentence, starts_at: startsAt, until }
  if (known) await saveHold(tx, schoolId, known.id, { ...change, announced_at: announcedAt })
  else {
    await insertHold(tx, {
      ...change,
      school_id: schoolId,
      id: newId(),
      subject_kind: subject.kind,
      subject_id: subject.id,
      because_kind: because.kind,
      because_id: because.id,
      placed_at: now,
      placed_by: personOf(actor),
      announced_at: announcedAt,
      released_at: null,
      released_by: null,
      released_why: null,
    })
  }
  const why = reasonRow(because.kind).quiet ? {} : { because: because.kind }
  record(tx, { did: 'accounts.held', about: aboutOf(subject), detail: { stops, ...why } })
  await settle(context, tx, actor, subject, because)
}

/** Takes one reason away; the network works again when no other stands. Nothing happens when it did not stand. */
export function releaseNetwork(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: { personId: string; because: Because; why?: string },
): Promise<void> {
  return releaseSubject(context, tx, actor, { kind: 'person', id: request.personId }, request)
}

/** The same for a logon that belongs to nobody. */
export async function releaseSubject(
  context: Context,
  tx: Tx,
  actor: Actor,
  subject: Subject,
  { because, why }: { because: Because; why?: string },
): Promise<void> {
  const { schoolId } = actor
  await lockSubject(tx, schoolId, subject.id)
  const known = await findHold(tx, schoolId, subject.id, because)
  if (!known) return
  await saveRelease(tx, schoolId, known.id, {
    released_at: context.clock(),
    released_by: personOf(actor),
    released_why: why ?? null,
  })
  record(tx, { did: 'accounts.released', about: aboutOf(subject), detail: { stops: known.stops } })
  await settle(context, tx, actor, subject, because)
}

/** What works for a person now and every reason why not. Another school's person has no holds here. */
export function networkStateOf(tx: Tx, schoolId: string, personId: string, now: Date) {
  return subjectState(tx, schoolId, { kind: 'person', id: personId }, now)
}

/** The same of any subject. */
export async function subjectState(
  tx: Tx,
  schoolId: string,
  { kind, id }: Subject,
  now: Date,
): Promise<NetworkState> {
  const exception = kind === 'person' ? await exceptionOf(tx, schoolId, id) : null
  return stateAt(await holdsOf(tx, schoolId, id), exception, now)
}

/** Announces what works now if it is not what was announced last. Whoever changed a hold or an exception calls it. */
export async function settle(
  context: Context,
  tx: Tx,
  actor: Actor,
  subject: Subject,
  because: Because,
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const before = await standingOf(tx, schoolId, subject.id)
  const { works, internet, email } = await subjectState(tx, schoolId, subject, now)
  const after = { works, internet, email }
  if (sameStanding(before, after)) return
  await saveStanding(tx, schoolId, subject, after, now)
  const person = subject.kind === 'person'
  await announce(context, tx, actor, changed, {
    personId: person ? subject.id : null,
    accountId: person ? null : subject.id,
    before,
    after,
    because,
  })
}

const aboutOf = ({ kind, id }: Subject) => ({ kind, id })
