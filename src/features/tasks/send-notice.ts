import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Mailer, MailFailed, noMailServer } from '#/platform/mail/mail.ts'
import { composeNotification, type Notification } from '#/platform/mail/notification.ts'
import { findPeople, markAddressWrong } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { findWaiting, type NoticeEnd, saveNoticeEnd, type WaitingNotice } from './notice-store.ts'
import { openTasksSameAs } from './store.ts'
import type { Urgency } from './task.ts'

/** The way out, and the address under which people reach Schoolkeeper. */
export type Post = { mailer: Mailer; publicUrl: URL }

const saidAs = { now: 'now', soon: 'today', normal: 'soon' } as const satisfies Record<Urgency, string>

/**
 * Sends one notice, unless by now the record is kept from the person, the person has left, or the task has ended: then
 * it is withdrawn. Throws when trying again may help.
 */
export async function sendNotice(
  context: Context,
  actor: Actor,
  { mailer, publicUrl }: Post,
  noticeId: string,
): Promise<void> {
  const { schoolId } = actor
  const prepared = await reading(context, actor, (tx) => prepare(context, tx, schoolId, publicUrl, noticeId))
  if (prepared === null) return
  const end = 'end' in prepared ? prepared : await deliver(context, mailer, prepared)
  await inTransaction(context, actor, async (tx) => {
    await saveNoticeEnd(tx, schoolId, noticeId, end.end)
    if ('wrong' in end && end.wrong)
      await markAddressWrong(context, tx, actor, { ...end.wrong, way: 'email', why: 'refused' })
  })
  if ('tryAgain' in end && end.tryAgain) throw end.tryAgain
}

type Ended = { end: NoticeEnd; tryAgain?: Error; wrong?: { personId: string; sentTo: string } }
type Letter = { personId: string; address: string; notification: Notification }

async function prepare(
  context: Context,
  tx: Tx,
  schoolId: string,
  publicUrl: URL,
  noticeId: string,
): Promise<Letter | Ended | null> {
  const notice = await findWaiting(tx, schoolId, noticeId)
  if (!notice) return null
  const now = context.clock()
  const [person] = await findPeople(tx, schoolId, [notice.personId])
  const gone = !person || (person.leftOn !== null && person.leftOn < londonDate(now))
  if (gone || !(await stillConcerns(tx, schoolId, notice))) return { end: { withdrawnAt: now } }
  if (!person.email) return { end: { failedAt: now, failure: 'The person has no e-mail address.' } }
  const school = await findSchool(tx, schoolId)
  const task = notice.taskId === null ? '' : `/${notice.taskId}`
  const notification = composeNotification({
    schoolName: school.name,
    urgency: saidAs[notice.urgency],
    link: new URL(`/s/${school.slug}/tasks${task}`, publicUrl),
    count: 1,
  })
  return { personId: person.id, address: person.email, notification }
}

async function stillConcerns(tx: Tx, schoolId: string, notice: WaitingNotice): Promise<boolean> {
  if (notice.aboutId !== null && (await keptFromOf(tx, schoolId, notice.aboutId)).has(notice.personId))
    return false
  return notice.taskId === null || (await openTasksSameAs(tx, schoolId, notice.taskId)).length > 0
}

async function deliver(context: Context, mailer: Mailer, letter: Letter): Promise<Ended> {
  try {
    const outcome = await mailer.send(letter.address, letter.notification)
    if (outcome === 'sent') return { end: { sentAt: context.clock() } }
    return { end: { failedAt: context.clock(), failure: noMailServer } }
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error
    const end = { failedAt: context.clock(), failure: error.message }
    if (!error.permanent) return { end, tryAgain: error }
    const { personId, address: sentTo } = letter
    return error.addressIsWrong ? { end, wrong: { personId, sentTo } } : { end }
  }
}
