// A provider's filter is changed by its own desk: it is written to, somebody asks again, and what came of it is on record.

import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { MailFailed, mailTries } from '#/platform/mail/mail.ts'
import { composeProviderRequest } from '#/platform/mail/notification.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { contactOf, findSchool, readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask, type Post } from '../tasks/index.ts'
import type { ProviderTrouble, SiteRequest } from './request.ts'
import { chaser, hasProvider, providerDays } from './settings.ts'
import { findRequest, saveRequest } from './store.ts'

export const mailProviderJob = { name: 'siteRequests.mailProvider', tries: mailTries } as const

/** Hands an agreed change on where the school has a provider: a message to its desk, and a task until it has acted. */
export async function tellProvider(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: SiteRequest,
): Promise<void> {
  const { schoolId } = actor
  if (!(await readSetting(tx, schoolId, hasProvider))) return
  await queueJob(
    tx,
    mailProviderJob,
    { requestId: request.id },
    { key: `${mailProviderJob.name} ${request.id}` },
  )
  await giveChase(context, tx, actor, request)
}

/** The days count from the decision, whenever it is found that nobody could be written to. */
async function giveChase(context: Context, tx: Tx, actor: Actor, request: SiteRequest): Promise<void> {
  const { schoolId } = actor
  const { id, decidedAt, providerTrouble } = request
  const count = await readSetting(tx, schoolId, providerDays)
  const calendar = await readCalendar(tx, schoolId)
  const at = deadline(decidedAt ?? context.clock(), { count, clock: 'workingDays' }, calendar)
  await giveTask(context, tx, actor, {
    to: { role: await readSetting(tx, schoolId, chaser) },
    kind: 'siteRequests.chase',
    title:
      providerTrouble === null
        ? 'See that the filter provider changes a site'
        : 'Ring the filter provider about a site: they could not be written to',
    about: { kind: 'siteRequest', id },
    path: `/site-requests/${id}`,
    urgency: 'normal',
    due: { at, clock: 'workingDays' },
    mergeKey: 'siteRequests.chase',
  })
}

/**
 * Writes to the provider's desk: the site and what is asked, nobody's name and no reason. Where that cannot be, the task says so, and the
 * request to whom to turn. What fails for now is tried again.
 */
export async function mailProvider(
  context: Context,
  actor: Actor,
  post: Post,
  requestId: string,
): Promise<void> {
  const { schoolId } = actor
  const letter = await reading(context, actor, async (tx) => {
    const request = await findRequest(tx, schoolId, requestId)
    const desk = (await contactOf(tx, schoolId, 'filterProvider'))?.email ?? null
    const { name } = await findSchool(tx, schoolId)
    return { request, desk, name }
  })
  const { request } = letter
  if (request.toldProviderAt !== null || request.state !== 'agreed') return
  await saveOutcome(context, actor, requestId, await write(post, letter))
}

/** After the last try: the task says that nobody could be written to, as it does where the message is refused. */
export const giveUpOnProvider = (context: Context, actor: Actor, requestId: string): Promise<void> =>
  saveOutcome(context, actor, requestId, 'notReached')

/** Null: the message went out. Where that changes how it stands, a new task says so. */
function saveOutcome(
  context: Context,
  actor: Actor,
  requestId: string,
  trouble: ProviderTrouble | null,
): Promise<void> {
  const { schoolId } = actor
  return inTransaction(context, actor, async (tx) => {
    const found = await findRequest(tx, schoolId, requestId, true)
    if (found.toldProviderAt !== null || found.providerDidAt !== null) return
    const toldProviderAt = trouble === null ? context.clock() : null
    const after = { ...found, toldProviderAt, providerTrouble: trouble }
    await saveRequest(tx, schoolId, after)
    const about = { kind: 'siteRequest', id: requestId }
    if (trouble === null) record(tx, { did: 'siteRequests.providerTold', about })
    else record(tx, { did: 'siteRequests.providerNotTold', about, detail: { trouble } })
    if (trouble === found.providerTrouble) return
    const reason = 'Another task says how it stands now.'
    const chase = { aboutId: requestId, mergeKey: 'siteRequests.chase', state: 'notNeeded', reason } as const
    await endTasksAbout(context, tx, actor, chase)
    await giveChase(context, tx, actor, after)
  })
}

/** Null when the message went out, else why it cannot. */
async function write(
  post: Post,
  { request, desk, name }: { request: SiteRequest; desk: string | null; name: string },
): Promise<ProviderTrouble | null> {
  if (desk === null) return 'noAddress'
  const message = composeProviderRequest({
    ...{ schoolName: name, site: request.agreedSite ?? request.site, reference: request.id },
    asks: request.wants === 'open' ? 'open' : 'block',
  })
  try {
    return (await post.mailer.send(desk, message)) === 'notConfigured' ? 'noMail' : null
  } catch (error) {
    if (error instanceof MailFailed && error.permanent) return 'refused'
    throw error
  }
}

export const providerForm = z.object({ did: said('Say what the provider did, and how you know', 1000) })

/** Records what the provider did; the task to see to it ends. Refused for what was not agreed. */
export function recordProvider(
  context: Context,
  actor: Actor,
  id: string,
  { did }: { did: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const found = await findRequest(tx, actor.schoolId, id, true)
    allow(context, actor, 'siteRequests.decide')
    if (found.state !== 'agreed')
      throw new Refused('Nothing was agreed here, so the provider has nothing to do.')
    const now = context.clock()
    await saveRequest(tx, actor.schoolId, {
      ...found,
      toldProviderAt: found.toldProviderAt ?? now,
      providerTrouble: null,
      providerDid: did,
      providerDidAt: now,
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      mergeKey: 'siteRequests.chase',
      state: 'done',
      reason: 'The provider acted.',
    })
    record(tx, { did: 'siteRequests.providerActed', about: { kind: 'siteRequest', id } })
  })
}
