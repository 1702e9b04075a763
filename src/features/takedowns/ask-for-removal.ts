import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { isId, newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  addToTimeline,
  findIncidentToChange,
  type Incident,
  listInvolvement,
  owesFirstQuestions,
} from '../incidents/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { asked } from './happenings.ts'
import { networkNames } from './networks.ts'
import { type TakedownRequest, type Whom, wantsWords, whomNames, whoms } from './request.ts'
import { personHours, providerHours } from './settings.ts'
import { findRequest, insertRequest } from './store.ts'
import { isUnderAge } from './under-age.ts'

const idOrNone = z
  .string()
  .default('')
  .transform((id) => (isId(id) ? id : null))

export const askForRemovalForm = z
  .object({
    whom: z.enum(whomNames, 'Choose who is asked'),
    wants: z.enum(['remove', 'closeAccount']).default('remove'),
    network: z.enum([...networkNames, 'other'], 'Choose where it is'),
    place: said('Say where it is: “a class chat”, “the comments under the school’s post”', 300),
    what: said('Say what it is in a few words, without describing a picture', 1000),
    personId: idOrNone,
    underAge: z.enum(['yes', 'no', 'notKnown']).default('notKnown'),
    mayDiscuss: z.enum(['yes', 'no', '']).default(''),
    follows: idOrNone,
    ...moment,
  })
  .refine(({ whom, mayDiscuss }) => whom !== 'staff' || mayDiscuss !== '', {
    path: ['mayDiscuss'],
    message: 'Say whether you may speak about it: ask the LADO, the police or HR if you do not know',
  })
export type AskForRemoval = z.infer<typeof askForRemovalForm>

/**
 * Records that somebody was asked to remove something, and by when they answer. Refused before the four safety questions
 * are answered, for a possible picture of a child (nobody deletes, S11), and for staff whom one must not speak to (T142).
 */
export function askForRemoval(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AskForRemoval,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'takedowns.ask')
    requireMayAsk(incident, request)
    if (request.follows !== null) await findRequest(tx, actor, request.follows)
    const askedAt = pastMoment(request, context.clock())
    const { whom, wants, network, place, what, personId, follows } = request
    const made: TakedownRequest = {
      id: newId(),
      incidentId,
      whom,
      wants,
      network: network === 'other' ? null : network,
      place,
      what,
      personId,
      nameThen: await nameIn(tx, actor, incidentId, personId),
      underAge: await isUnderAge(tx, actor.schoolId, request, londonDate(askedAt)),
      follows,
      state: 'asked',
      askedAt,
      askedBy: personOf(actor),
      answerBy: await answerBy(tx, actor.schoolId, whom, askedAt),
      overAt: null,
    }
    await insertRequest(tx, actor.schoolId, made)
    await askToLook(context, tx, actor, made)
    await addToTimeline(tx, actor, {
      incidentId,
      at: askedAt,
      title: `${whoms[whom].words} asked: ${wantsWords[wants].toLowerCase()}`,
      path: `/takedowns/${made.id}`,
    })
    record(tx, { did: 'takedowns.asked', about: { kind: 'takedown', id: made.id }, detail: { whom, wants } })
    await announce(context, tx, actor, asked, { incidentId, requestId: made.id, whom })
    return made.id
  })
}

function requireMayAsk(incident: Incident, { whom, mayDiscuss }: AskForRemoval): void {
  if (owesFirstQuestions(incident.state)) {
    throw new Refused(
      'First answer the four safety questions. Nobody is asked to remove anything before that.',
    )
  }
  if (incident.possibleChildImage) {
    throw new Refused(
      'This may be a picture of a child: nobody deletes anything before the police have decided. The child can use Report Remove, and the address alone goes to the Internet Watch Foundation: see “Tell somebody outside”.',
    )
  }
  if (whom === 'staff' && mayDiscuss === 'no') {
    throw new Refused(
      'Then do not speak to them about it. Ask the provider instead, if you were not told to wait.',
    )
  }
}

async function nameIn(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  personId: string | null,
): Promise<string | null> {
  if (personId === null) return null
  const people = await listInvolvement(tx, actor.schoolId, incidentId)
  const found = people.find((one) => one.personId === personId && !one.removedAt)
  if (!found) throw new NotFound('person in the incident')
  return found.nameThen
}

/** By when an answer is owed: a network is given longer than a person. */
export async function answerBy(tx: Tx, schoolId: string, whom: Whom, from: Date): Promise<Date> {
  const count = await readSetting(tx, schoolId, whom === 'provider' ? providerHours : personHours)
  return deadline(from, { count, clock: 'hours' }, await readCalendar(tx, schoolId))
}

/** The task to look whether it is gone. */
export const lookTask = (requestId: string): string => `takedown ${requestId}`

/** A task to look whether it is gone, for whoever asked, or the co-ordinator where that was the system. */
export async function askToLook(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: TakedownRequest,
): Promise<void> {
  const personId = personOf(actor)
  await giveTask(context, tx, actor, {
    to: personId === null ? { role: 'coordinator' } : { personId },
    kind: 'takedowns.look',
    title: 'Look whether something was removed',
    about: { kind: 'incident', id: request.incidentId },
    path: `/takedowns/${request.id}`,
    urgency: 'normal',
    due: { at: request.answerBy, clock: 'hours' },
    mergeKey: lookTask(request.id),
  })
}
