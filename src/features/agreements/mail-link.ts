// A parent with an e-mail address gets a link when they are asked, and once more before the last day. The link is made when
// the message goes out, so that it lies nowhere in between.

import * as z from 'zod'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { queueJobs } from '#/platform/jobs/queue-job.ts'
import { MailFailed, mailTries } from '#/platform/mail/mail.ts'
import { composeSigningLink, type Notification } from '#/platform/mail/notification.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  addressFoundWrong,
  addressPutRight,
  contactForbidden,
  findPerson,
  guardiansWhoSign,
  markAddressWrong,
} from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import type { Post } from '../tasks/index.ts'
import { type Ask, isNotMailed, type MailTrouble } from './ask.ts'
import { asksOfSigner, dueSoon, findAskBehind, saveReminded } from './ask-store.ts'
import { wasPrintedSince, withdrawLinksOf, withdrawMailed } from './link-store.ts'
import { makeLink, whyNot } from './make-link.ts'
import { endWhereReached, noteNotMailed } from './not-mailed.ts'
import { forgetMailTrouble } from './not-mailed-store.ts'
import { remindDaysBefore } from './settings.ts'

export const mailLinkJob = { name: 'agreements.mailLink', tries: mailTries } as const

/** `queuedAt`: when the e-mail was wanted. Jobs of earlier releases do not say it. */
export const mailLinkPayload = z.object({
  askId: z.uuid(),
  queuedAt: z.iso.datetime().nullable().default(null),
})
export type Mailing = z.infer<typeof mailLinkPayload>

type Asked = { id: string; signerId: string; aboutId: string }

/**
 * Queues a message for each of these asks whose guardian has an address and may be written to (decision S10). Returns how
 * many those are; that an earlier one did not go out is over for them.
 */
export async function queueLinks(
  context: Context,
  tx: Tx,
  actor: Actor,
  asked: readonly Asked[],
): Promise<number> {
  if (asked.length === 0) return 0
  const { schoolId } = actor
  const now = context.clock()
  const guardians = await guardiansWhoSign(tx, schoolId, londonDate(now))
  const reached = new Set(
    guardians
      .filter(({ hasEmail, mayBeContacted }) => hasEmail && mayBeContacted)
      .map(({ guardianId, pupilId }) => `${guardianId}${pupilId}`),
  )
  const written = asked
    .filter(({ signerId, aboutId }) => reached.has(`${signerId}${aboutId}`))
    .map(({ id }) => id)
  await queueJobs(
    tx,
    mailLinkJob,
    written.map((askId) => ({
      payload: { askId, queuedAt: now.toISOString() } satisfies Mailing,
      key: `agreements.mailLink ${askId}`,
    })),
  )
  const rounds = await forgetMailTrouble(tx, schoolId, written)
  await endWhereReached(context, tx, actor, [...rounds])
  return written.length
}

/**
 * Makes a link and sends it. What could not be sent leaves no link that works, and is told to the office; throws when trying
 * again may help.
 */
export async function mailLink(context: Context, actor: Actor, post: Post, mailing: Mailing): Promise<void> {
  const letter = await inTransaction(context, actor, (tx) => prepare(context, tx, actor, post, mailing))
  if (letter === null) return
  const end = await send(post, letter)
  if (end === 'sent') return
  const { ask, email: sentTo } = letter
  await inTransaction(context, actor, async (tx) => {
    await withdrawMailed(tx, actor.schoolId, ask.id, context.clock())
    if (end === 'addressIsWrong') {
      const wrong = { personId: ask.signerId, way: 'email', why: 'refused', sentTo } as const
      await markAddressWrong(context, tx, actor, wrong)
    } else if (typeof end === 'string') {
      await noteUnlessOver(context, tx, actor, mailing, end)
    }
  })
  if (typeof end !== 'string') throw end.tryAgain
}

/** After the last try: the office reaches the parent. */
export const giveUpOnLink = (context: Context, actor: Actor, mailing: Mailing): Promise<void> =>
  inTransaction(context, actor, (tx) => noteUnlessOver(context, tx, actor, mailing, 'notReached'))

/** Not where they have answered meanwhile, somebody printed a letter, or the school may not turn to them (decision S10). */
async function noteUnlessOver(
  context: Context,
  tx: Tx,
  actor: Actor,
  mailing: Mailing,
  trouble: MailTrouble,
): Promise<void> {
  const queuedAt = wantedAt(context, mailing)
  const ask = await findAskBehind(tx, actor.schoolId, mailing.askId)
  const problem = await whyNot(context, tx, ask, 'email')
  if (problem !== null && problem !== 'noBirthDate') return
  if (await wasPrintedSince(tx, actor.schoolId, ask.id, queuedAt)) return
  await noteNotMailed(context, tx, actor, ask, { queuedAt, trouble })
}

const wantedAt = (context: Context, { queuedAt }: Mailing): Date =>
  queuedAt === null ? context.clock() : new Date(queuedAt)

type Letter = { ask: Ask; email: string; notification: Notification }

/** Null where nothing is to be sent any more, or where nothing can be and the office was told. */
async function prepare(
  context: Context,
  tx: Tx,
  actor: Actor,
  post: Post,
  mailing: Mailing,
): Promise<Letter | null> {
  const { schoolId } = actor
  const queuedAt = wantedAt(context, mailing)
  const ask = await findAskBehind(tx, schoolId, mailing.askId)
  const problem = await whyNot(context, tx, ask, 'email')
  if (problem === 'noBirthDate') await noteNotMailed(context, tx, actor, ask, { queuedAt, trouble: problem })
  if (problem !== null || (await wasPrintedSince(tx, schoolId, ask.id, queuedAt))) return null
  const { email } = await findPerson(tx, schoolId, ask.signerId)
  if (email === null) return null
  const { slug, name: schoolName } = await findSchool(tx, schoolId)
  const link = new URL(`/s/${slug}${await makeLink(context, tx, actor, ask, email)}`, post.publicUrl)
  return { ask, email, notification: composeSigningLink({ schoolName, link }) }
}

/** What became of it: sent, why it never will be, or what to throw so that it is tried again. */
async function send(
  { mailer }: Post,
  { email, notification }: Letter,
): Promise<'sent' | 'addressIsWrong' | 'refused' | 'noMail' | { tryAgain: unknown }> {
  try {
    return (await mailer.send(email, notification)) === 'sent' ? 'sent' : 'noMail'
  } catch (error) {
    if (!(error instanceof MailFailed && error.permanent)) return { tryAgain: error }
    return error.addressIsWrong ? 'addressIsWrong' : 'refused'
  }
}

/** Some days before the last day: one more link for each parent who has not answered. */
export async function remindParents(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const today = londonDate(context.clock())
  const to = addDays(today, await readSetting(tx, actor.schoolId, remindDaysBefore))
  const due = await dueSoon(tx, actor.schoolId, { from: today, to })
  await saveReminded(
    tx,
    actor.schoolId,
    due.map(({ id }) => id),
    today,
  )
  await queueLinks(context, tx, actor, due)
}

/** What went to a wrong address opens nothing any more; once it is right, a new link goes out for what is still asked. */
export const addressHeeds = [
  heed(addressFoundWrong, (context, tx, { schoolId }, { personId, way }) =>
    withdrawLinksOf(tx, schoolId, { signerId: personId, mailed: way === 'email', at: context.clock() }),
  ),
  heed(contactForbidden, async (context, tx, actor, { pupilId, guardianId }) => {
    const asks = await asksOfSigner(tx, actor.schoolId, guardianId)
    const lost = asks.filter((ask) => ask.aboutId === pupilId && isNotMailed(ask)).map(({ id }) => id)
    await endWhereReached(context, tx, actor, [...(await forgetMailTrouble(tx, actor.schoolId, lost))])
  }),
  heed(addressPutRight, async (context, tx, actor, { personId }) => {
    const asks = await asksOfSigner(tx, actor.schoolId, personId)
    await queueLinks(
      context,
      tx,
      actor,
      asks.filter(({ state }) => state === 'open'),
    )
  }),
] as const
