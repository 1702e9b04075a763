import { newId } from '#/kernel/id.ts'
import { instantAt, londonDate, minuteMs } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { classesTaughtOn } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { logonsOfClasses, phaseLogonName } from './give-accounts.ts'
import { seatsChanged } from './happenings.ts'
import { isOpen, type Lesson, type OpenSeating, type Seat, type Seating } from './seating.ts'
import {
  childrenOf,
  endSeats,
  findSeating,
  insertSeating,
  insertSeats,
  logonOfClass,
  saveSeatingEnd,
  seatsOf,
} from './seating-store.ts'

/**
 * An adult opens a lesson for one of their classes and says who sits where: whatever the shared logon does is theirs to
 * supervise and a child’s to answer for. Refused for another’s class, for anybody but its pupils, and out of hours.
 */
export function openSeating(context: Context, actor: Actor, request: OpenSeating): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId: adultId } = requirePerson(actor)
    allow(context, actor, 'accounts.openSeating')
    const now = context.clock()
    const today = londonDate(now)
    const taught = await classesTaughtOn(tx, schoolId, adultId, today)
    if (!taught.some(({ id }) => id === request.classId)) throw new NotFound('class')
    await requirePupils(tx, schoolId, request.classId, request.seats, today)
    const seating: Seating = {
      id: newId(),
      classId: request.classId,
      accountId: await sharedLogon(tx, schoolId, request.classId, today),
      adultId,
      room: request.room,
      openedAt: now,
      endsAt: await lessonEnd(tx, schoolId, request.lasts, now),
      endedAt: null,
    }
    await insertSeating(tx, schoolId, seating)
    await insertSeats(tx, schoolId, seating.id, request.seats, now)
    record(tx, {
      did: 'accounts.seatingOpened',
      about: { kind: 'seating', id: seating.id },
      detail: { classId: request.classId, children: request.seats.length },
    })
    await announce(context, tx, actor, seatsChanged, { seatingId: seating.id })
    return seating.id
  })
}

/** The adult says anew who sits where: who moved gets a new line, and the old one keeps its end. */
export function changeSeats(
  context: Context,
  actor: Actor,
  { id, seats }: { id: string; seats: readonly Seat[] },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    const seating = await ownSeating(context, tx, actor, id)
    await requirePupils(tx, schoolId, seating.classId, seats, londonDate(now))
    const before = await seatsOf(tx, schoolId, id)
    const same = (one: Seat) => (other: Seat) =>
      one.personId === other.personId && one.device === other.device
    const gone = before.filter((one) => !seats.some(same(one)))
    await endSeats(
      tx,
      schoolId,
      id,
      gone.map(({ personId }) => personId),
      now,
    )
    const come = seats.filter((one) => !before.some(same(one)))
    await insertSeats(tx, schoolId, id, come, now)
    record(tx, {
      did: 'accounts.seatsChanged',
      about: { kind: 'seating', id },
      detail: { come: come.length, gone: gone.length },
    })
    await announce(context, tx, actor, seatsChanged, { seatingId: id })
  })
}

/** The lesson is over before its time. Refused when it is over already. */
export function endSeating(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await ownSeating(context, tx, actor, id)
    await saveSeatingEnd(tx, actor.schoolId, id, context.clock())
    record(tx, { did: 'accounts.seatingEnded', about: { kind: 'seating', id } })
    await announce(context, tx, actor, seatsChanged, { seatingId: id })
  })
}

async function ownSeating(context: Context, tx: Tx, actor: Actor, id: string): Promise<Seating> {
  const seating = await findSeating(tx, actor.schoolId, id)
  if (seating.adultId !== requirePerson(actor).personId) throw new NotFound('lesson')
  allow(context, actor, 'accounts.openSeating')
  if (!isOpen(seating, context.clock())) throw new Refused('This lesson is over. Open a new one.')
  return seating
}

async function requirePupils(
  tx: Tx,
  schoolId: string,
  classId: string,
  seats: readonly Seat[],
  today: string,
) {
  const children = new Set((await childrenOf(tx, schoolId, classId, today)).map(({ personId }) => personId))
  if (seats.length === 0) throw new Refused('Write at least one child’s device.')
  if (!seats.every(({ personId }) => children.has(personId))) {
    throw new Refused('Somebody on the list is not a pupil of this class today. Open the page again.')
  }
}

async function sharedLogon(tx: Tx, schoolId: string, classId: string, today: string): Promise<string | null> {
  const found = (await logonsOfClasses(tx, schoolId, today)).find(({ id }) => id === classId)
  if (found === undefined) throw new NotFound('class')
  if (found.logon === 'individual' || found.logon === 'none') return null
  return (await logonOfClass(tx, schoolId, classId, phaseLogonName(found.phase)))?.id ?? null
}

async function lessonEnd(tx: Tx, schoolId: string, lasts: Lesson, now: Date): Promise<Date> {
  const { dayEndsAt } = await findSchool(tx, schoolId)
  const dayEnds = instantAt(londonDate(now), dayEndsAt.slice(0, 5))
  if (dayEnds <= now) throw new Refused('The school day is over, so there is no lesson to open this for.')
  const ends = lasts === 'day' ? dayEnds : new Date(now.getTime() + Number(lasts) * minuteMs)
  return ends < dayEnds ? ends : dayEnds
}
