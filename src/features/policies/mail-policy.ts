// A published policy goes out by e-mail: the school, the address of the public page, nothing else, and to nobody twice.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { MailFailed, mailTries, noMailServer } from '#/platform/mail/mail.ts'
import { composePolicyLetter, type Notification } from '#/platform/mail/notification.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { guardiansToWriteTo, markAddressWrong, peopleOfKinds, type Reached } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { askToReach, endAskToReach, type Post } from '../tasks/index.ts'
import {
  addressWrong,
  countLetters,
  insertLetters,
  type LetterEnd,
  lettersWaiting,
  saveLetterEnd,
} from './letter-store.ts'
import { readersOf } from './reading-store.ts'
import { mailedTo } from './settings.ts'
import type { Version } from './version.ts'
import { findVersion, publishedVersions } from './version-store.ts'

export const mailPolicyJob = { name: 'policies.mailPolicy', tries: mailTries } as const

/**
 * Queues an e-mail to each address that the settings name, in the command that publishes. Who is asked to confirm having
 * read it is told by that task, and gets no second message.
 */
export async function queueLetters(
  context: Context,
  tx: Tx,
  actor: Actor,
  { version, roundId }: { version: Version; roundId: string },
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const readers = new Set((await readersOf(tx, schoolId, roundId)).map(({ personId }) => personId))
  const people = await peopleToWriteTo(tx, schoolId, londonDate(now))
  const taken = new Set(people.filter(({ id }) => readers.has(id)).map(addressOf))
  const chosen: string[] = []
  for (const person of people) {
    if (taken.has(addressOf(person))) continue
    taken.add(addressOf(person))
    chosen.push(person.id)
  }
  const queued = await insertLetters(tx, schoolId, version.id, chosen, now)
  await queueSending(tx, version.id)
  record(tx, {
    did: 'policies.lettersQueued',
    about: { kind: 'policy', id: version.policyId },
    detail: { number: version.number, people: queued.length },
  })
}

const queueSending = (tx: Tx, versionId: string): Promise<void> =>
  queueJob(tx, mailPolicyJob, { versionId }, { key: `policies.mailPolicy ${versionId}` })

/** Each morning: letters about what is in force that an outage of a day or more has left are tried again. */
export function catchUpLetters(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    for (const { id } of await publishedVersions(tx, actor.schoolId)) {
      if ((await lettersWaiting(tx, actor.schoolId, id)).length > 0) await queueSending(tx, id)
    }
  })
}

const addressOf = ({ email }: Reached): string => email.toLowerCase()

/** Everybody whom the settings name and who has an address, or one guardian of them, as decision S10 allows. */
async function peopleToWriteTo(
  tx: Tx,
  schoolId: string,
  day: string,
  only: string | null = null,
): Promise<Reached[]> {
  const kinds = await readSetting(tx, schoolId, mailedTo)
  const here = kinds.filter((kind) => kind !== 'guardian')
  const adults = (await peopleOfKinds(tx, schoolId, here, day)).flatMap(({ id, email }) =>
    email === null ? [] : [{ id, email }],
  )
  return kinds.includes('guardian')
    ? [...adults, ...(await guardiansToWriteTo(tx, schoolId, day, only))]
    : adults
}

/** So many refusals after each other mean that the server is away, and not that an address is wrong. */
const awayAfter = 3

/**
 * Sends what still waits of a version's letters, one by one. Throws when trying again may help; what is sent by then is
 * kept and not sent again.
 */
export async function mailPolicy(
  context: Context,
  actor: Actor,
  post: Post,
  versionId: string,
): Promise<void> {
  const { schoolId } = actor
  const waiting = await reading(context, actor, (tx) => lettersWaiting(tx, schoolId, versionId))
  if (waiting.length === 0) return
  let failed: MailFailed | undefined
  let refused = false
  let inARow = 0
  for (const personId of waiting) {
    const prepared = await reading(context, actor, (tx) =>
      prepare(context, tx, actor, post, { versionId, personId }),
    )
    const { end, tryAgain, wrong } =
      prepared === null ? { end: { withdrawnAt: context.clock() } } : await send(context, post, prepared)
    await inTransaction(context, actor, async (tx) => {
      await saveLetterEnd(tx, schoolId, { versionId, personId }, end)
      if (wrong !== undefined)
        await markAddressWrong(context, tx, actor, { personId, way: 'email', why: 'refused', sentTo: wrong })
    })
    failed = tryAgain ?? failed
    refused ||= 'forGood' in end && end.forGood && wrong === undefined
    inARow = tryAgain ? inARow + 1 : 0
    if (inARow === awayAfter) break
  }
  if (refused) await askOwnerToReach(context, actor, versionId)
  else if (!failed) await endIfNobodyIsLeft(context, actor, versionId)
  if (failed) throw failed
}

/** After the last try of a day, or at once where no try would help: the owner sends people to the public page. */
export function askOwnerToReach(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { policyId, owner } = await findVersion(tx, actor, versionId)
    await askToReach(context, tx, actor, {
      to: { role: owner },
      title: 'Tell people of a published policy: e-mails about it did not go out',
      about: { kind: 'policy', id: policyId },
      path: `/policy-register/${policyId}`,
    })
  })
}

/** Whoever has a wrong address is not the owner's to reach: it is the office's to put right. */
function endIfNobodyIsLeft(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { waiting, refused, withoutServer } = await countLetters(tx, actor.schoolId, versionId)
    const { policyId } = await findVersion(tx, actor, versionId)
    if (waiting + refused + withoutServer === 0) await endAskToReach(context, tx, actor, policyId)
  })
}

type Prepared = { address: string; notification: Notification }

/** Null when nobody needs it any more: a newer version is in force, or the person is not to be written to. */
async function prepare(
  context: Context,
  tx: Tx,
  { schoolId }: Actor,
  { publicUrl }: Post,
  { versionId, personId }: { versionId: string; personId: string },
): Promise<Prepared | null> {
  const version = (await publishedVersions(tx, schoolId)).find(({ id }) => id === versionId)
  const people = await peopleToWriteTo(tx, schoolId, londonDate(context.clock()), personId)
  const address = people.find(({ id }) => id === personId)?.email
  if (!version || address === undefined) return null
  const { name: schoolName, slug } = await findSchool(tx, schoolId)
  const link = new URL(`/s/${slug}/policies/${version.slug}`, publicUrl)
  return { address, notification: composePolicyLetter({ schoolName, link }) }
}

async function send(
  context: Context,
  { mailer }: Post,
  { address, notification }: Prepared,
): Promise<{ end: LetterEnd; tryAgain?: MailFailed; wrong?: string }> {
  const failedAt = context.clock()
  try {
    const outcome = await mailer.send(address, notification)
    if (outcome === 'sent') return { end: { sentAt: context.clock() } }
    return { end: { failedAt, failure: noMailServer, forGood: true } }
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error
    const end = { failedAt, failure: error.message, forGood: error.permanent }
    if (!error.permanent) return { end, tryAgain: error }
    return error.addressIsWrong ? { end: { ...end, failure: addressWrong }, wrong: address } : { end }
  }
}
