// A class signs on a tablet, one child after another. An adult opens it for a lesson; its address opens nothing else, only on
// the school's network, and only in a browser in which nobody is signed in.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { instantAt, londonDate, minuteMs } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { isInRanges } from '#/platform/sign-in/school-network.ts'
import { hashToken, newToken } from '#/platform/sign-in/session.ts'
import { loginDisabled } from '#/platform/sign-in/sign-in.ts'
import { classesTaughtOn, findPeople, findPerson, fullName } from '../people/index.ts'
import { findSchool, readCalendar } from '../schools/index.ts'
import type { Version } from './agreement.ts'
import { findAskBehind, seesWholeSchool } from './ask-store.ts'
import { childrenLeft, endKiosk, endKiosksOf, findKiosk, insertKiosk, type Kiosk } from './kiosk-store.ts'
import { requireFirstName } from './name-written.ts'
import { findRound } from './round-store.ts'
import { saveAnswer } from './save-answer.ts'
import { classNames } from './store.ts'
import { publishedVersion } from './version-store.ts'

/** A lesson; it never outlasts the school day. */
const longestMinutes = 90

export const kioskAnswerForm = z.object({
  askId: z.uuid('Choose your name'),
  readHash: z.string().regex(/^[0-9a-f]{64}$/, 'Ask your teacher: the page is too old'),
  answer: z.enum(['signed', 'refused', 'later'], 'Press one of the pictures'),
  nameWritten: z.string().trim().max(60, 'That is very long. Write your first name').default(''),
})
export type KioskAnswer = z.infer<typeof kioskAnswerForm>

/**
 * Opens a tablet for a class that the adult teaches (those who answer for the whole school: any). Returns its path under
 * `/s/<school>`, shown once. Refused outside the school's network, after the school day, and when everybody has answered.
 */
export function openKiosk(
  context: Context,
  actor: Actor,
  request: { roundId: string; classId: string; address: string },
): Promise<{ id: string; path: string; className: string; endsAt: Date }> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId } = requirePerson(actor)
    const round = await findRound(tx, schoolId, request.roundId)
    allow(context, actor, 'agreements.openKiosk')
    const now = context.clock()
    const className = await ownClass(tx, actor, request.classId, londonDate(now))
    await requireNetwork(tx, schoolId, request.address)
    const place = { roundId: round.id, classId: request.classId }
    if ((await childrenLeft(tx, schoolId, place)).length === 0) {
      throw new Refused('Every child of this class has answered.')
    }
    const endsAt = await endOf(tx, schoolId, now)
    const { token, hash } = newToken()
    const id = newId()
    const kiosk = { id, ...place, className, openedBy: personId, openedAt: now, endsAt, tokenHash: hash }
    await insertKiosk(tx, schoolId, kiosk)
    record(tx, {
      did: 'agreements.kioskOpened',
      about: { kind: 'agreementRound', id: round.id },
      detail: { kioskId: id, classId: request.classId },
    })
    return { id, path: `/kiosk/${token}`, className, endsAt }
  })
}

/** Ends a tablet's signing at once. Only who opened it may; to others it does not exist. */
export function closeKiosk(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId } = requirePerson(actor)
    const ended = await endKiosk(tx, schoolId, { id, openedBy: personId, at: context.clock() })
    if (!ended) throw new NotFound('kiosk')
    record(tx, { did: 'agreements.kioskClosed', about: { kind: 'kiosk', id } })
  })
}

/** Whoever may not sign in any more lets no class sign either: their tablets show no child's name from that moment. */
export const kioskHeeds = [
  heed(loginDisabled, async (context, tx, { schoolId }, { personIds }) => {
    for (const id of await endKiosksOf(tx, schoolId, personIds, context.clock()))
      record(tx, { did: 'agreements.kioskClosed', about: { kind: 'kiosk', id } })
  }),
] as const

export type KioskAsked = { schoolId: string; token: string; address: string }
export type ChildOnKiosk = { askId: string; name: string }

/** The class and the children who have not answered, by first name and an initial. */
export function childrenOnKiosk(
  context: Context,
  asked: KioskAsked,
): Promise<{ className: string; children: ChildOnKiosk[] }> {
  return reading(context, { kind: 'anonymous', schoolId: asked.schoolId }, async (tx) => {
    const kiosk = await kioskBehind(context, tx, asked)
    const left = await childrenLeft(tx, asked.schoolId, kiosk)
    const people = new Map(
      (
        await findPeople(
          tx,
          asked.schoolId,
          left.map(({ signerId }) => signerId),
        )
      ).map((one) => [one.id, one]),
    )
    const children = left.flatMap(({ id, signerId }) => {
      const person = people.get(signerId)
      if (!person) return []
      return [{ askId: id, name: `${person.knownAs ?? person.givenName} ${person.familyName.slice(0, 1)}` }]
    })
    return { className: kiosk.className, children: children.sort((a, b) => a.name.localeCompare(b.name)) }
  })
}

/** The text for the child who chose this name. Refuses a name that is none of the class or has answered. */
export function textOnKiosk(
  context: Context,
  asked: KioskAsked & { askId: string },
): Promise<{ version: Version; name: string }> {
  return reading(context, { kind: 'anonymous', schoolId: asked.schoolId }, async (tx) => {
    const { version, ask } = await askOnKiosk(context, tx, asked)
    const child = await findPerson(tx, asked.schoolId, ask.signerId)
    return { version, name: child.knownAs ?? child.givenName }
  })
}

/**
 * The child answers: by a picture, or by their first name where they can write it. "Not sure" leaves it open, for the
 * teacher to talk about, and blames nobody.
 */
export async function signAtKiosk(
  context: Context,
  asked: KioskAsked & { form: KioskAnswer; writesName: boolean },
): Promise<void> {
  const { schoolId, form } = asked
  const kiosk = await reading(context, { kind: 'anonymous', schoolId }, (tx) =>
    kioskBehind(context, tx, asked),
  )
  const actor: Actor = { kind: 'kiosk', schoolId, kioskId: kiosk.id }
  await inTransaction(context, actor, async (tx) => {
    const { ask } = await askOnKiosk(context, tx, { ...asked, askId: form.askId })
    if (form.answer === 'later') {
      record(tx, { did: 'agreements.notSure', about: { kind: 'agreementAsk', id: ask.id } })
      return
    }
    const held = await findAskBehind(tx, schoolId, ask.id)
    const child = await findPerson(tx, schoolId, ask.signerId)
    if (asked.writesName) requireFirstName(form.nameWritten, child)
    await saveAnswer(context, tx, actor, held, {
      answer: form.answer,
      way: 'kiosk',
      readHash: form.readHash,
      nameWritten: asked.writesName ? form.nameWritten : fullName(child),
    })
  })
}

async function askOnKiosk(context: Context, tx: Tx, asked: KioskAsked & { askId: string }) {
  const kiosk = await kioskBehind(context, tx, asked)
  const left = await childrenLeft(tx, asked.schoolId, kiosk)
  const ask = left.find(({ id }) => id === asked.askId)
  if (!ask) throw new NotFound('name')
  const round = await findRound(tx, asked.schoolId, kiosk.roundId)
  const version = await publishedVersion(tx, asked.schoolId, round.agreement)
  if (!version) throw new NotFound('agreement')
  return { ask, version }
}

async function kioskBehind(
  context: Context,
  tx: Tx,
  { schoolId, token, address }: KioskAsked,
): Promise<Kiosk> {
  const kiosk = await findKiosk(tx, schoolId, hashToken(token), context.clock())
  if (!kiosk) throw new NotFound('kiosk')
  await requireNetwork(tx, schoolId, address)
  return kiosk
}

async function requireNetwork(tx: Tx, schoolId: string, address: string): Promise<void> {
  const { networkRanges } = await findSchool(tx, schoolId)
  if (isInRanges(address, networkRanges)) return
  throw new NotAllowed('Signing on a tablet works on the school’s own network only.')
}

async function ownClass(tx: Tx, actor: Actor, classId: string, today: string): Promise<string> {
  const { schoolId, personId } = requirePerson(actor)
  const taught = await classesTaughtOn(tx, schoolId, personId, today)
  const own = taught.find(({ id }) => id === classId)
  if (own) return own.name
  const name = seesWholeSchool(actor) ? (await classNames(tx, schoolId, [classId])).get(classId) : undefined
  if (name === undefined) throw new NotFound('class')
  return name
}

async function endOf(tx: Tx, schoolId: string, now: Date): Promise<Date> {
  const { dayEndsAt } = await readCalendar(tx, schoolId)
  const dayEnds = instantAt(londonDate(now), dayEndsAt)
  if (dayEnds <= now) throw new Refused('The school day is over. Open it in a lesson.')
  const lessonEnds = new Date(now.getTime() + longestMinutes * minuteMs)
  return lessonEnds < dayEnds ? lessonEnds : dayEnds
}
