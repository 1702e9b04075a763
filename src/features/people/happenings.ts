// What people announces: later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { PhaseKey } from '../schools/index.ts'
import type { AddedKind, PersonKind } from './person.ts'

/** `kind` is what they are here. */
export type Joined = { personId: string; kind: PersonKind; joinedOn: string }

/** A person holds a role from a day on. */
export const designated = happening<{ personId: string; role: string; startsOn: string }>('people.designated')

/** A powerful role was asked for and waits for a second person: whoever may agree gets a task. */
export const designationAsked = happening<{
  requestId: string
  personId: string
  role: string
  askedBy: string
  agreedBy: readonly string[]
  lapsesAt: Date
}>('people.designationAsked')

/** The request was agreed to or refused. */
export const designationDecided = happening<{ requestId: string; personId: string }>(
  'people.designationDecided',
)

/** A role ended, or will on that day. Nobody may be left who holds it. */
export const designationEnded = happening<{ personId: string; role: string; lastDay: string }>(
  'people.designationEnded',
)

/** People came, or came back: what they are here gives them its accounts, agreements and induction. Many at once after an import. */
export const peopleJoined = happening<{ people: readonly Joined[] }>('people.joined')

/** What a person is in: `classId` and `phase` of their class as pupils, and what they are here. */
export type Standing = { kind: PersonKind; classId: string | null; phase: PhaseKey | null }

export type Moved = { personId: string; from: Standing; to: Standing }

/** From this day on people are in another class or phase, or are something else here. Announced on the day itself. */
export const peopleMoved = happening<{ onDay: string; people: readonly Moved[] }>('people.moved')

/** Somebody is something besides what they were: a parent becomes a volunteer, who signs what volunteers sign. */
export const kindAdded = happening<{ personId: string; kind: AddedKind; startsOn: string }>(
  'people.kindAdded',
)

/** `closesNow`: their access does not wait for the last day, or that day is over. */
export type Leaving = { personId: string; lastDay: string; closesNow: boolean }

/**
 * People leave the school after their last day: every role and class of theirs ends with it. Announced when it is noted,
 * many at once after an import; `accessEnded` follows when their sign-in and accounts have to close.
 */
export const peopleLeft = happening<{ people: readonly Leaving[] }>('people.left')

/** What was sent to them did not arrive, or reached somebody else. Each time: links that went there are dead at once. */
export const addressFoundWrong = happening<{ personId: string; way: 'email' | 'letter' }>(
  'people.addressFoundWrong',
)

/** The school may not write to this guardian or ring them about the child any more (decision S10). */
export const contactForbidden = happening<{ pupilId: string; guardianId: string }>('people.contactForbidden')

/** Who is a guardian of whom, or what they may do for the child, was answered anew, or it ended. Many at once after an import. */
export const guardiansChanged = happening<{ pairs: readonly { pupilId: string; guardianId: string }[] }>(
  'people.guardiansChanged',
)

/**
 * Two people turned out to be close: these records were about one of them, and are kept from the other from now on. Who
 * had something to do about one passes it on, and where nobody who decides is left, somebody else does.
 */
export const relativesKeptOut = happening<{ recordIds: readonly string[] }>('people.relativesKeptOut')

/** They can be reached again: another address, or somebody made sure of it. */
export const addressPutRight = happening<{ personId: string }>('people.addressPutRight')

/** Everything that leavers could reach closes now: after the last day, or earlier when somebody says so. */
export const accessEnded = happening<{ personIds: readonly string[] }>('people.accessEnded')
