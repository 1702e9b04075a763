import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { moment, pastMoment, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { askToMake } from './ask-to-make.ts'
import { referred } from './happenings.ts'
import { consentNames, type Method, methodNames, type Referral } from './referral.ts'
import { type ReferralRoute, referralRoute, referralRoutes } from './referral-routes.ts'
import { dueOf } from './route-deadline.ts'
import { insertEntry, insertReferral } from './store.ts'

/** How it was sent: part of two forms. */
export const sending = {
  method: z.enum(methodNames, 'Choose how it was made'),
  namedPerson: perhapsSaid(200),
  reference: perhapsSaid(100),
  consent: z.enum(consentNames, 'Say whether the family agreed'),
  consentWhy: perhapsSaid(1000),
  says: perhapsSaid(4000),
  ...moment,
}
const reasonForNoConsent = {
  path: ['consentWhy'],
  message: 'Say why it was made without agreement: asking would add risk, for one',
}

export const sendReferralForm = z
  .object(sending)
  .refine(({ consent, consentWhy }) => consent === 'given' || consentWhy !== null, reasonForNoConsent)
export type SendReferral = z.infer<typeof sendReferralForm>

const common = {
  route: z
    .string('Choose whom to tell')
    .refine((id) => referralRoute(id) !== undefined, 'Choose whom to tell'),
  why: said('Say what it is about and why it is needed', 4000),
}
const made = z.object({ made: z.literal('yes'), ...common, ...sending })
const toBeMade = z.object({ made: z.literal('no'), ...common })

export const makeReferralForm = z
  .discriminatedUnion('made', [made, toBeMade], 'Say whether it has been made')
  .refine(
    (form) => form.made === 'no' || form.consent === 'given' || form.consentWhy !== null,
    reasonForNoConsent,
  )
export type MakeReferral = z.infer<typeof makeReferralForm>

/**
 * Enters a referral: one that was made, or one that has to be made by its route’s deadline, which runs from when the
 * school was told. Never refused for a state of the incident: a child’s safety waits for no form.
 */
export function makeReferral(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: MakeReferral,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'referrals.make')
    const route = referralRoute(request.route)
    if (!route) throw new NotFound('route')
    const blank = blankReferral(context, actor, route, request.why)
    const due = await dueOf(tx, actor.schoolId, route, incident.toldAt)
    const referral = { ...blank, incidentId, dueAt: due?.at ?? null, dueClock: due?.clock ?? null }
    const saved =
      request.made === 'yes' ? await asSent(context, tx, actor.schoolId, referral, route, request) : referral
    await insertReferral(tx, actor.schoolId, saved)
    if (request.made === 'yes' && saved.sentAt !== null) {
      await insertEntry(tx, actor, saved, { act: 'send', says: request.says, at: saved.sentAt })
      await askForAnswer(context, tx, actor, saved)
    } else await askToMake(context, tx, actor, incident, saved, route)
    await addToTimeline(tx, actor, {
      incidentId,
      at: saved.sentAt ?? context.clock(),
      title: request.made === 'yes' ? `Referred: ${route.name}` : `Referral to be made: ${route.name}`,
      path: `/referrals/${saved.id}`,
    })
    record(tx, {
      did: 'referrals.entered',
      about: { kind: 'referral', id: saved.id },
      detail: { route: route.id },
    })
    if (request.made === 'yes') {
      await announce(context, tx, actor, referred, { incidentId, referralId: saved.id, route: route.id })
    }
    return saved.id
  })
}

/** A referral of which nothing is known yet but the route and the reason. */
export function blankReferral(context: Context, actor: Actor, route: ReferralRoute, why: string): Referral {
  return {
    id: newId(),
    incidentId: null,
    forLeads: false,
    route: route.id,
    routeVersion: referralRoutes.version,
    routeWords: route.name,
    state: 'due',
    why,
    dueAt: null,
    dueClock: null,
    consent: null,
    consentWhy: null,
    method: null,
    sentAt: null,
    namedPerson: null,
    reference: null,
    answerDueAt: null,
    answeredAt: null,
    answer: null,
    enteredAt: context.clock(),
    enteredBy: personOf(actor),
  }
}

type Sent = {
  method: Method
  namedPerson: string | null
  reference: string | null
  consent: Referral['consent']
  consentWhy: string | null
  on: string
  time: string
}

/** The referral as it is once it was made: an answer is waited for where the route gives one. */
export async function asSent(
  context: Context,
  tx: Tx,
  schoolId: string,
  referral: Referral,
  route: ReferralRoute,
  { method, namedPerson, reference, consent, consentWhy, ...when }: Sent,
): Promise<Referral> {
  const sentAt = pastMoment(when, context.clock())
  const count = route.answerWithinWorkingDays
  const calendar = await readCalendar(tx, schoolId)
  const answerDueAt = count === null ? null : deadline(sentAt, { count, clock: 'workingDays' }, calendar)
  return {
    ...referral,
    state: 'sent',
    method,
    namedPerson,
    reference,
    consent,
    consentWhy,
    sentAt,
    answerDueAt,
  }
}

/** The task to chase the answer. */
export const answerTask = (referralId: string): string => `referral ${referralId} answer`

/** What its tasks are about: its incident, or itself where somebody referred on their own. */
export const aboutOf = ({ id, incidentId }: Referral): { kind: string; id: string } =>
  incidentId === null ? { kind: 'referral', id } : { kind: 'incident', id: incidentId }

/** A referral that somebody made on their own and keeps to themselves. */
export const isTheirsAlone = ({ incidentId, forLeads }: Referral): boolean => incidentId === null && !forLeads

/**
 * A task to chase, for whoever made the referral; none where no answer is owed. One that is theirs alone has no deadline
 * and ends with their access: an overdue task goes on to the head, and it may be about the head.
 */
export async function askForAnswer(
  context: Context,
  tx: Tx,
  actor: Actor,
  referral: Referral,
): Promise<void> {
  const personId = referral.incidentId === null ? referral.enteredBy : personOf(actor)
  if (referral.answerDueAt === null) return
  await giveTask(context, tx, actor, {
    to: personId === null ? { role: 'dsl' } : { personId },
    otherwise: 'dsl',
    kind: 'referrals.chase',
    title: 'Ask for an answer that somebody outside owes the school',
    about: aboutOf(referral),
    path: `/referrals/${referral.id}`,
    urgency: 'normal',
    ...(isTheirsAlone(referral)
      ? { endsWithPerson: true }
      : { due: { at: referral.answerDueAt, clock: 'workingDays' as const } }),
    mergeKey: answerTask(referral.id),
  })
}
