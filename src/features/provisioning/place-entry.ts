// Says who an account is, and carries what its source says to their record, as far as that is the source's to say.

import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  allHoldersOn,
  findPerson,
  joinMany,
  type Move,
  moveMany,
  type PersonKind,
  saveDetails,
} from '../people/index.ts'
import { isOnRoster } from '../rosters/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import type { Connection, Outcome } from './connection.ts'
import {
  type Candidate,
  differences,
  type Entry,
  mayWrite,
  place,
  type Said,
  type WaitsFor,
  type Written,
  waits,
} from './entry.ts'
import { saveEntry, waitingEntries } from './entry-store.ts'
import { classesOfEntry } from './group-store.ts'
import { candidatesFor, recordOf } from './roll-store.ts'

export type Parts = { context: Context; tx: Tx; actor: Actor; connection: Connection }
export type Became = { outcome: Outcome; sentence: string }

/** By which every query of one source is narrowed. */
export const ofConnection = ({ actor, connection }: Pick<Parts, 'actor' | 'connection'>) => ({
  schoolId: actor.schoolId,
  connectionId: connection.id,
})

/** An account that belongs to nobody yet: it is somebody here, a new pupil, or a question for the office. */
export async function placeEntry(parts: Parts, entry: Entry): Promise<Became> {
  const { context, tx, connection } = parts
  const today = londonDate(context.clock())
  const candidates = await candidatesFor(tx, ofConnection(parts), entry.id, entry.said)
  const placing = place(entry.said, { brings: connection.brings, candidates, today })
  switch (placing.does) {
    case 'waits':
      return letWait(parts, entry.id, placing.because)
    case 'isPerson':
      // Whoever closes this account later closes a sign-in that opens records: an address alone does not decide that.
      if (!isKnown(placing.personId, candidates) && (await holdsRole(parts, placing.personId)))
        return letWait(parts, entry.id, 'role')
      await tie(parts, entry, placing.personId)
      return { outcome: 'done', sentence: 'It belongs to somebody who is here.' }
    case 'joins':
      await join(parts, entry, 'pupil')
      return { outcome: 'done', sentence: 'A pupil joined.' }
  }
}

const isKnown = (personId: string, candidates: readonly Candidate[]): boolean =>
  candidates.some(({ id, known }) => id === personId && known)

/** The account waits, with one task of the office for all that wait. */
export async function letWait(parts: Parts, entryId: string, because: WaitsFor): Promise<Became> {
  const { context, tx, actor, connection } = parts
  await saveEntry(tx, ofConnection(parts), entryId, { waitsFor: because }, context.clock())
  await giveTask(context, tx, actor, {
    to: { role: 'office' },
    otherwise: 'head',
    kind: waitingTask,
    title: 'Say whose the new accounts are',
    about: { kind: 'provisioningConnection', id: connection.id },
    path: `/provisioning/${connection.id}`,
    urgency: 'normal',
    mergeKey: waitingTask,
  })
  return { outcome: 'waits', sentence: waits[because] }
}

const waitingTask = 'provisioning.whose'

/** Ends the office's task once nothing waits any more. */
export async function endWaiting({ context, tx, actor, connection }: Parts): Promise<void> {
  if ((await waitingEntries(tx, ofConnection({ actor, connection }), 1)).length > 0) return
  await endTasksAbout(context, tx, actor, {
    aboutId: connection.id,
    mergeKey: waitingTask,
    state: 'done',
    reason: 'No account waits any more.',
  })
}

/** The account is of somebody who is on record. */
export async function tie(parts: Parts, entry: Entry, personId: string): Promise<void> {
  const { context, tx, connection } = parts
  await saveEntry(tx, ofConnection(parts), entry.id, { personId, waitsFor: null }, context.clock())
  record(tx, {
    did: 'provisioning.tied',
    about: { kind: 'person', id: personId },
    detail: { connection: connection.id, entry: entry.id },
  })
  await writeDetails(parts, { ...entry, personId })
  await joinClasses(parts, entry.id, personId)
}

/** Somebody new joins, as a joiner of a roster does. */
export async function join(parts: Parts, { id: entryId, said }: Entry, kind: PersonKind): Promise<string> {
  const { context, tx, actor, connection } = parts
  const today = londonDate(context.clock())
  const id = newId()
  const details = detailsOf(said)
  const person = { ...details, id, kind, knownAs: null, dateOfBirth: null, joinedOn: today }
  const externalId = said.externalId ?? said.userName
  await joinMany(context, tx, actor, [{ ...person, externalId, classes: [] }], today)
  const written = withoutNull(details)
  const of = ofConnection(parts)
  await saveEntry(tx, of, entryId, { personId: id, waitsFor: null, written }, context.clock())
  record(tx, {
    did: 'provisioning.joined',
    about: { kind: 'person', id },
    detail: { kind, connection: connection.id, entry: entryId },
  })
  await joinClasses(parts, entryId, id)
  return id
}

const detailsOf = ({ givenName, familyName, email, title }: Said) => ({
  givenName: givenName ?? '',
  familyName: familyName ?? '',
  email,
  jobTitle: title,
})

const withoutNull = (fields: Readonly<Record<string, string | null>>): Written =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))

/**
 * Writes what the source says into the record: what is empty there, and what this connection wrote and nobody changed since.
 * Nothing of somebody whom a roster knows, nor of whoever holds a role: an address there decides where the school's own mail goes.
 */
export async function writeDetails(parts: Parts, entry: Entry): Promise<boolean> {
  const { context, tx, actor } = parts
  const { schoolId } = actor
  const { personId, said, written } = entry
  const here = personId === null ? null : await recordOf(tx, schoolId, personId)
  if (personId === null || here === null) return false
  const found = mayWrite(differences(said, here), written)
  if (found.length === 0 || (await isSomebodyElses(parts, personId))) return false
  const change = Object.fromEntries(found.map(({ detail, there }) => [detail, there])) as Written
  const { revision, leftOn: _leftOn, givenName, familyName, ...rest } = here
  const names = { givenName: givenName ?? '', familyName: familyName ?? '' }
  const saved = await saveDetails(tx, schoolId, [{ ...rest, ...names, ...change, id: personId, revision }])
  if (!saved.has(personId)) return false
  await saveEntry(tx, ofConnection(parts), entry.id, { written: { ...written, ...change } }, context.clock())
  record(tx, {
    did: 'provisioning.detailsWritten',
    about: { kind: 'person', id: personId },
    detail: { from: Object.fromEntries(found.map(({ detail, here: before }) => [detail, before])) },
  })
  return true
}

type Asking = Pick<Parts, 'context' | 'tx' | 'actor'>

/** Whether the person's details are a roster's, or decide where the mail of a role goes. */
export async function isSomebodyElses(asking: Asking, personId: string): Promise<boolean> {
  return (await isOnRoster(asking.tx, asking.actor.schoolId, personId)) || holdsRole(asking, personId)
}

async function holdsRole({ context, tx, actor }: Asking, personId: string): Promise<boolean> {
  const holders = await allHoldersOn(tx, actor.schoolId, londonDate(context.clock()))
  return holders.some((one) => one.personId === personId)
}

async function joinClasses(parts: Parts, entryId: string, personId: string): Promise<void> {
  const classIds = await classesOfEntry(parts.tx, ofConnection(parts), entryId)
  await changeClasses(
    parts,
    classIds.map((classId) => ({ personId, classId, does: 'joins' })),
  )
}

export type ClassChange = { personId: string; classId: string; does: 'joins' | 'leaves' }

/** Pupils come into classes and leave them, save those whom a roster places. */
export async function changeClasses(
  { context, tx, actor }: Parts,
  changes: readonly ClassChange[],
): Promise<number> {
  const today = londonDate(context.clock())
  const byPerson = Map.groupBy(changes, ({ personId }) => personId)
  const moves: Move[] = []
  for (const [personId, own] of byPerson) {
    if (!(await pupilHere(tx, actor.schoolId, personId))) continue
    moves.push({
      personId,
      joins: own
        .filter(({ does }) => does === 'joins')
        .map(({ classId }) => ({ classId, part: 'pupil' as const })),
      leaves: own.filter(({ does }) => does === 'leaves').map(({ classId }) => classId),
    })
  }
  await moveMany(context, tx, actor, moves, today)
  return moves.length
}

async function pupilHere(tx: Tx, schoolId: string, personId: string): Promise<boolean> {
  const { kind, leftOn } = await findPerson(tx, schoolId, personId)
  return kind === 'pupil' && leftOn === null && !(await isOnRoster(tx, schoolId, personId))
}
