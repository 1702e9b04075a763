import { isId, newId } from '#/kernel/id.ts'
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
import { type Called, childrenOf, pupilsAmong, pupilsCalled } from './seated-pupil-store.ts'
import {
  type ChangeSeats,
  isOpen,
  type Lesson,
  type Newcomer,
  type OpenSeating,
  type OpenShared,
  type Seat,
  type Seating,
} from './seating.ts'
import {
  endSeats,
  findSeating,
  insertSeating,
  insertSeats,
  logonOfClass,
  saveSeatingEnd,
  seatsOf,
  sharedLogons,
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
    const accountId = await logonForClass(tx, schoolId, request.classId, today)
    const { classId, room, lasts, seats } = request
    return openFor(context, tx, actor, { classId, accountId, adultId, room, lasts, seats })
  })
}

/**
 * An adult opens a logon that children of any class use, the library’s for one, and says by name who is at which device.
 * Refused for a name that no pupil of today has, or that several have whose class is not said. Not found: another kind of logon.
 */
export function openShared(context: Context, actor: Actor, request: OpenShared): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId: adultId } = requirePerson(actor)
    const [logon] = await sharedLogons(tx, schoolId, request.accountId)
    if (!logon) throw new NotFound('logon')
    allow(context, actor, 'accounts.openSeating')
    const { newcomers, room, lasts } = request
    const seats = await seatsByName(tx, schoolId, newcomers, londonDate(context.clock()))
    return openFor(context, tx, actor, { classId: null, accountId: logon.id, adultId, room, lasts, seats })
  })
}

type Opened = Pick<Seating, 'classId' | 'accountId' | 'adultId' | 'room'> & {
  lasts: Lesson
  seats: readonly Seat[]
}

async function openFor(
  context: Context,
  tx: Tx,
  actor: Actor,
  { lasts, seats, ...seating }: Opened,
): Promise<string> {
  const { schoolId } = actor
  const [id, now] = [newId(), context.clock()]
  requireEachOnce(seats)
  const endsAt = await lessonEnd(tx, schoolId, lasts, now)
  await insertSeating(tx, schoolId, { ...seating, id, openedAt: now, endsAt, endedAt: null })
  await insertSeats(tx, schoolId, id, seats, now)
  record(tx, {
    did: 'accounts.seatingOpened',
    about: { kind: 'seating', id },
    detail: { classId: seating.classId, children: seats.length },
  })
  await announce(context, tx, actor, seatsChanged, { seatingId: id })
  return id
}

/** The adult says anew who sits where: who moved gets a new line, and the old one keeps its end. */
export function changeSeats(
  context: Context,
  actor: Actor,
  { id, seats: known, newcomers = [] }: ChangeSeats,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    const today = londonDate(now)
    const seating = await ownSeating(context, tx, actor, id)
    const seats = [...known, ...(await seatsByName(tx, schoolId, newcomers, today))]
    requireEachOnce(seats)
    await requirePupils(tx, schoolId, seating.classId, seats, today)
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

/** Of the class, or of the school where the logon is any class’s. */
async function requirePupils(
  tx: Tx,
  schoolId: string,
  classId: string | null,
  seats: readonly Seat[],
  today: string,
) {
  if (seats.length === 0) throw new Refused('Write at least one child’s device.')
  const ids = seats.map(({ personId }) => personId)
  const pupils =
    classId === null
      ? await pupilsAmong(tx, schoolId, ids.filter(isId), today)
      : new Set((await childrenOf(tx, schoolId, classId, today)).map(({ personId }) => personId))
  if (!ids.every((id) => pupils.has(id))) {
    const of = classId === null ? 'this school' : 'this class'
    throw new Refused(`Somebody on the list is not a pupil of ${of} today. Open the page again.`)
  }
}

function requireEachOnce(seats: readonly Seat[]) {
  if (new Set(seats.map(({ personId }) => personId)).size < seats.length) {
    throw new Refused(
      'A child stands on the list twice. Write each child once, at the device they are at now.',
    )
  }
}

/** Each name as the one pupil who is meant. */
async function seatsByName(
  tx: Tx,
  schoolId: string,
  newcomers: readonly Newcomer[],
  today: string,
): Promise<Seat[]> {
  if (newcomers.length === 0) return []
  const called = await pupilsCalled(
    tx,
    schoolId,
    newcomers.map(({ name }) => name),
    today,
  )
  const meant = newcomers.map((one) => ({ one, pupils: meantBy(one, called) }))
  const unclear = meant.filter(({ pupils }) => pupils.length !== 1)
  if (unclear.length > 0) throw new Refused(unclear.map(({ one, pupils }) => whoIs(one, pupils)).join(' '))
  return meant.flatMap(({ one: { device }, pupils }) => pupils.map(({ personId }) => ({ personId, device })))
}

const meantBy = ({ name, className }: Newcomer, called: readonly Called[]): Called[] =>
  called.filter(
    (one) =>
      one.asked === name && (className === null || one.className?.toLowerCase() === className.toLowerCase()),
  )

function whoIs({ name, className }: Newcomer, [first, ...others]: readonly Called[]): string {
  const of = className === null ? '' : ` in ${className}`
  if (first === undefined) {
    return `No pupil${of} is called ${name} today: write the name as it stands in the class list.`
  }
  const count = others.length + 1
  return `${count} pupils${of} are called ${name}: write the class after a comma, like “${name}, ${first.className ?? 'Oak'}”.`
}

async function logonForClass(
  tx: Tx,
  schoolId: string,
  classId: string,
  today: string,
): Promise<string | null> {
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
