// A parent with an e-mail address gets a link when they are asked, and once more before the last day. The link is made when
// the message goes out, so that it lies nowhere in between.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { queueJobs } from '#/platform/jobs/queue-job.ts'
import { MailFailed, mailTries } from '#/platform/mail/mail.ts'
import { composeSigningLink } from '#/platform/mail/notification.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  addressFoundWrong,
  addressPutRight,
  findPerson,
  guardiansWhoSign,
  markAddressWrong,
} from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import type { Post } from '../tasks/index.ts'
import { asksOfSigner, dueSoon, findAskBehind, saveReminded } from './ask-store.ts'
import { withdrawLinks, withdrawLinksOf } from './link-store.ts'
import { makeLink, whyNot } from './make-link.ts'
import { remindDaysBefore } from './settings.ts'

export const mailLinkJob = { name: 'agreements.mailLink', tries: mailTries } as const

type Asked = { id: string; signerId: string; aboutId: string }

/** Queues a message for each of these asks whose guardian has an address and may be written to (decision S10). */
export async function queueLinks(
  context: Context,
  tx: Tx,
  { schoolId }: Actor,
  asked: readonly Asked[],
): Promise<void> {
  if (asked.length === 0) return
  const guardians = await guardiansWhoSign(tx, schoolId, londonDate(context.clock()))
  const reached = new Set(
    guardians
      .filter(({ hasEmail, mayBeContacted }) => hasEmail && mayBeContacted)
      .map(({ guardianId, pupilId }) => `${guardianId}${pupilId}`),
  )
  const written = asked.filter(({ signerId, aboutId }) => reached.has(`${signerId}${aboutId}`))
  await queueJobs(
    tx,
    mailLinkJob,
    written.map(({ id }) => ({ payload: { askId: id }, key: `agreements.mailLink ${id}` })),
  )
}

/** Makes a link and sends it. What could not be sent leaves no link that works; throws when trying again may help. */
export async function mailLink(context: Context, actor: Actor, post: Post, askId: string): Promise<void> {
  const letter = await inTransaction(context, actor, async (tx) => {
    const ask = await findAskBehind(tx, actor.schoolId, askId)
    if ((await whyNot(context, tx, ask, 'email')) !== null) return null
    const { email } = await findPerson(tx, actor.schoolId, ask.signerId)
    if (email === null) return null
    const school = await findSchool(tx, actor.schoolId)
    const link = new URL(`/s/${school.slug}${await makeLink(context, tx, actor, ask, email)}`, post.publicUrl)
    const { signerId } = ask
    return { email, signerId, notification: composeSigningLink({ schoolName: school.name, link }) }
  })
  if (letter === null) return
  const takeBack = () =>
    inTransaction(context, actor, (tx) => withdrawLinks(tx, actor.schoolId, askId, context.clock()))
  try {
    const outcome = await post.mailer.send(letter.email, letter.notification)
    if (outcome === 'notConfigured') await takeBack()
  } catch (error) {
    await takeBack()
    if (!(error instanceof MailFailed && error.permanent)) throw error
    const { signerId: personId, email: sentTo } = letter
    if (error.addressIsWrong)
      await inTransaction(context, actor, (tx) =>
        markAddressWrong(context, tx, actor, { personId, way: 'email', why: 'refused', sentTo }),
      )
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
