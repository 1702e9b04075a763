// A class at shared devices (decision S5): an adult opens it for a room and a time, devices join by the words on the
// board or its picture code, and it ends with the lesson or the day. It sends reports and reads nothing.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '../access/access.ts'
import type { Actor, ClassSessionActor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction, reading } from '../context.ts'
import { type Tx, withScope } from '../database/database.ts'
import { announce } from '../happenings/happenings.ts'
import {
  type ClassSession,
  classSessionsOf,
  endClassSession,
  findClassSession,
  insertClassSession,
} from './class-session-store.ts'
import { asClassCode, newClassCode } from './class-words.ts'
import type { Parts } from './parts.ts'
import { presenceChanged } from './presence-store.ts'
import { requireSchoolNetwork } from './school-network.ts'
import { newToken } from './session.ts'
import { insertSession } from './session-store.ts'
import { slowDown, waitingRoom } from './slow-down.ts'

const lessons = ['30', '60', '90', 'day'] as const

export const openClassSessionForm = z.object({
  classId: z.string().min(1, 'Choose the class'),
  lasts: z.enum(lessons, 'Choose how long'),
})

/** What stands on the board: the words, and the path of the picture code under `/s/<school>`. */
export type Shown = { words: string; path: string }

const purpose = 'signIn.classSession'
const unusedMinutes = 240

/** A whole school may stand behind one address, at the start of one lesson. */
const schoolBegins = { free: 300, mostWaiting: 60 }
const joining = waitingRoom(120)

/** Opens a class session for one of the adult's classes. Refused outside the school's network and after the school day. */
export function openClassSession(
  parts: Parts,
  context: Context,
  actor: Actor,
  request: z.infer<typeof openClassSessionForm> & { address: string },
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const adult = requirePerson(actor)
    allow(context, actor, 'signIn.openClassSession')
    await requireSchoolNetwork(parts, tx, adult.schoolId, request.address)
    const classes = await parts.classes.classesOf(tx, adult.schoolId, adult.personId)
    const chosen = classes.find(({ id }) => id === request.classId)
    if (!chosen) throw new NotFound('class')
    const now = context.clock()
    const endsAt = await endOf(parts, tx, adult.schoolId, request.lasts, now)
    const id = await addWithNewWords(parts, tx, adult.schoolId, {
      id: newId(),
      classId: chosen.id,
      className: chosen.name.slice(0, 80),
      openedBy: adult.personId,
      openedAt: now,
      endsAt,
    })
    record(tx, {
      did: 'signIn.classSessionOpened',
      about: { kind: 'classSession', id },
      detail: { classId: chosen.id, endsAt: endsAt.toISOString() },
    })
    return id
  })
}

export type OpenClassSession = ClassSession & Shown

/** The adult's own open sessions, with what to put on the board. */
export function openClassSessions(parts: Parts, context: Context, actor: Actor): Promise<OpenClassSession[]> {
  const { schoolId, personId } = requirePerson(actor)
  return reading(context, actor, async (tx) => {
    const sessions = await classSessionsOf(tx, schoolId, personId, context.clock())
    const opened: OpenClassSession[] = []
    for (const session of sessions) {
      const shown = await parts.cipher.open(tx, purpose, session.shown, { schoolId, id: session.id })
      opened.push({ ...session, ...(JSON.parse(String(shown)) as Shown) })
    }
    return opened
  })
}

/** Ends a class session at once, on every device that joined it. Only its adult may; to others it does not exist. */
export function closeClassSession(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const adult = requirePerson(actor)
    const at = context.clock()
    const ended = await endClassSession(tx, adult.schoolId, { id, openedBy: adult.personId, at })
    if (!ended) throw new NotFound('class session')
    await announce(context, tx, actor, presenceChanged, {})
    record(tx, { did: 'signIn.classSessionEnded', about: { kind: 'classSession', id } })
  })
}

/** Joins a device and returns its session's token; null when no class is open by these words or this link. */
export async function joinClassSession(
  parts: Parts,
  context: Context,
  schoolId: string,
  request: ({ words: string } | { link: string }) & { address: string },
): Promise<string | null> {
  const scope = { schoolId, personId: null }
  await withScope(context.db, scope, 'read only', (tx) =>
    requireSchoolNetwork(parts, tx, schoolId, request.address),
  )
  await slowDown(context, parts.keyedHash, {
    schoolId,
    places: [{ ...schoolBegins, key: `joins a class ${request.address}` }],
    withinMinutes: 10,
    room: joining,
  })
  const now = context.clock()
  const found = await withScope(context.db, scope, 'read write', async (tx) =>
    findClassSession(tx, schoolId, await hashesOf(parts, tx, schoolId, request), now),
  )
  if (!found) return null
  const actor: ClassSessionActor = {
    kind: 'classSession',
    schoolId,
    classSessionId: found.id,
    className: found.className,
  }
  const { token, hash } = newToken()
  await inTransaction(context, actor, async (tx) => {
    await insertSession(tx, schoolId, {
      kind: 'classSession',
      id: newId(),
      classSessionId: found.id,
      tokenHash: hash,
      csrf: newToken().token,
      at: now,
      expiresAt: found.endsAt,
      idleMinutes: unusedMinutes,
    })
    record(tx, { did: 'signIn.classSessionJoined', about: { kind: 'classSession', id: found.id } })
  })
  return token
}

/** The name of the class behind a link, for the page with the button; undefined when it is over or never was. */
export function classOfLink(
  parts: Parts,
  context: Context,
  schoolId: string,
  link: string,
): Promise<string | undefined> {
  return withScope(context.db, { schoolId, personId: null }, 'read write', async (tx) => {
    const by = await hashesOf(parts, tx, schoolId, { link })
    return (await findClassSession(tx, schoolId, by, context.clock()))?.className
  })
}

async function endOf(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  lasts: (typeof lessons)[number],
  now: Date,
): Promise<Date> {
  const dayEnds = await parts.classes.dayEndsAt(tx, schoolId, now)
  if (dayEnds <= now) throw new Refused('The school day is over, so there is no lesson to open this for.')
  const lessonEnds = lasts === 'day' ? dayEnds : new Date(now.getTime() + Number(lasts) * 60_000)
  return lessonEnds < dayEnds ? lessonEnds : dayEnds
}

async function addWithNewWords(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  session: Omit<ClassSession, 'shown'> & { classId: string },
): Promise<string> {
  for (let round = 0; round < 20; round += 1) {
    const words = newClassCode()
    const link = newToken().token
    const shown: Shown = { words, path: `/class-session/join/${link}` }
    const about = { schoolId, id: session.id }
    const added = await insertClassSession(tx, schoolId, {
      ...session,
      shown: await parts.cipher.seal(tx, purpose, Buffer.from(JSON.stringify(shown)), about),
      codeHash: await hashOfWords(parts, tx, schoolId, words),
      linkHash: await hashOfLink(parts, tx, schoolId, link),
    })
    if (added) return session.id
  }
  throw new Refused('No free words were found. End class sessions that are over, then try again.')
}

async function hashesOf(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  by: { words: string } | { link: string },
): Promise<{ codeHash: Buffer } | { linkHash: Buffer }> {
  return 'words' in by
    ? { codeHash: await hashOfWords(parts, tx, schoolId, by.words) }
    : { linkHash: await hashOfLink(parts, tx, schoolId, by.link) }
}

function hashOfWords(parts: Parts, tx: Tx, schoolId: string, words: string): Promise<Buffer> {
  return parts.keyedHash(tx, schoolId, 'signIn.classWords', `${schoolId} ${asClassCode(words)}`)
}

function hashOfLink(parts: Parts, tx: Tx, schoolId: string, link: string): Promise<Buffer> {
  return parts.keyedHash(tx, schoolId, 'signIn.classLink', `${schoolId} ${link}`)
}
