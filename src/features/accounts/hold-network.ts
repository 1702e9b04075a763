// The doors by which other features stop and give back a person's network.

import { newId } from '#/kernel/id.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Because, reasonRow, type Stops, type Subject } from './hold.ts'
import { holdsOfMany, insertHolds, isBecause, lockSubjects, saveHolds, saveReleases } from './hold-store.ts'
import { settleMany } from './settle-network.ts'

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

type HoldSubject = Omit<HoldNetwork, 'personId'> & { subject: Subject }
type Release = { because: Because; why?: string }

/**
 * Stops a person's network for a reason, inside the transaction of whoever found the reason. It touches network accounts
 * alone: reporting, help, signing and every duty in Schoolkeeper go on (decision S9).
 */
export function holdNetwork(context: Context, tx: Tx, actor: Actor, request: HoldNetwork): Promise<void> {
  return holdMany(context, tx, actor, [request])
}

/** The same for many people: after an import, and in the morning when signatures are missing. */
export function holdMany(
  context: Context,
  tx: Tx,
  actor: Actor,
  requests: readonly HoldNetwork[],
): Promise<void> {
  return holdSubjects(
    context,
    tx,
    actor,
    requests.map(({ personId, ...request }) => ({ ...request, subject: { kind: 'person', id: personId } })),
  )
}

/** The same for a logon that belongs to nobody: its own holds count. */
export function holdSubject(
  context: Context,
  tx: Tx,
  actor: Actor,
  subject: Subject,
  request: Omit<HoldNetwork, 'personId'>,
): Promise<void> {
  return holdSubjects(context, tx, actor, [{ ...request, subject }])
}

async function holdSubjects(
  context: Context,
  tx: Tx,
  actor: Actor,
  requests: readonly HoldSubject[],
): Promise<void> {
  if (requests.length === 0) return
  const { schoolId } = actor
  const now = context.clock()
  const ids = requests.map(({ subject }) => subject.id)
  await lockSubjects(tx, schoolId, ids)
  const holds = Map.groupBy(await holdsOfMany(tx, schoolId, ids), ({ subject }) => subject.id)
  const rows: Parameters<typeof insertHolds>[1][number][] = []
  const changes: Parameters<typeof saveHolds>[2][number][] = []
  for (const { subject, because, sentence, until = null, stops = 'everything', from } of requests) {
    const known = holds.get(subject.id)?.find((hold) => isBecause(hold, because))
    // Without a day of its own it begins now, and what has begun already goes on.
    const startsAt = from ?? (known && known.startsAt < now ? known.startsAt : now)
    const announcedAt = startsAt <= now ? now : null
    const change = { stops, sentence, starts_at: startsAt, until, announced_at: announcedAt }
    if (known) changes.push({ ...change, id: known.id })
    else {
      rows.push({
        ...change,
        school_id: schoolId,
        id: newId(),
        subject_kind: subject.kind,
        subject_id: subject.id,
        because_kind: because.kind,
        because_id: because.id,
        placed_at: now,
        placed_by: personOf(actor),
        released_at: null,
        released_by: null,
        released_why: null,
      })
    }
    const why = reasonRow(because.kind).quiet ? {} : { because: because.kind }
    record(tx, { did: 'accounts.held', about: aboutOf(subject), detail: { stops, ...why } })
  }
  await saveHolds(tx, schoolId, changes)
  await insertHolds(tx, rows)
  await settleMany(context, tx, actor, requests)
}

/** Takes one reason away; the network works again when no other stands. Nothing happens when it did not stand. */
export function releaseNetwork(
  context: Context,
  tx: Tx,
  actor: Actor,
  { personId, ...release }: Release & { personId: string },
): Promise<void> {
  return releaseSubject(context, tx, actor, { kind: 'person', id: personId }, release)
}

/** The same for a logon that belongs to nobody. */
export function releaseSubject(
  context: Context,
  tx: Tx,
  actor: Actor,
  subject: Subject,
  { because, why }: Release,
): Promise<void> {
  return releaseSubjects(context, tx, actor, [{ subject, because }], why)
}

/** The same for many people, each with their own reason of one kind. */
export function releaseMany(
  context: Context,
  tx: Tx,
  actor: Actor,
  requests: readonly { personId: string; because: Because }[],
  why?: string,
): Promise<void> {
  const people = requests.map(({ personId, because }) => ({
    subject: { kind: 'person', id: personId } as const,
    because,
  }))
  return releaseSubjects(context, tx, actor, people, why)
}

async function releaseSubjects(
  context: Context,
  tx: Tx,
  actor: Actor,
  requests: readonly { subject: Subject; because: Because }[],
  why?: string,
): Promise<void> {
  if (requests.length === 0) return
  const { schoolId } = actor
  const ids = requests.map(({ subject }) => subject.id)
  await lockSubjects(tx, schoolId, ids)
  const holds = Map.groupBy(await holdsOfMany(tx, schoolId, ids), ({ subject }) => subject.id)
  const standing = requests.flatMap(({ subject, because }) => {
    const known = holds.get(subject.id)?.find((hold) => isBecause(hold, because))
    return known ? [{ subject, because, known }] : []
  })
  if (standing.length === 0) return
  await saveReleases(
    tx,
    schoolId,
    standing.map(({ known }) => known.id),
    { released_at: context.clock(), released_by: personOf(actor), released_why: why ?? null },
  )
  for (const { subject, known } of standing)
    record(tx, { did: 'accounts.released', about: aboutOf(subject), detail: { stops: known.stops } })
  await settleMany(context, tx, actor, standing)
}

const aboutOf = ({ kind, id }: Subject) => ({ kind, id })
