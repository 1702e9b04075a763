// What waits for a second person becomes a task for whoever holds a role that may agree, and what was done outside the
// usual way one for the roles that review it; neither is ever for who asked or whom it is about.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import {
  breakGlassReviewed,
  breakGlassUsed,
  secondPersonAnswered,
  secondPersonAsked,
} from '#/platform/two-person/two-person.ts'
import { designationAsked, designationDecided, holdersOn, isDesignatedRole } from '../people/index.ts'
import { endTasksAbout } from './end-task.ts'
import { giveTask } from './give-task.ts'
import type { NewTask } from './task.ts'

const agree = {
  kind: 'tasks.agree',
  title: 'Agree to something that nobody does alone, or refuse it',
} as const
const review = { kind: 'tasks.review', title: 'Look at what was done outside the usual way' } as const

/** Asked again after nobody answered, it is still one task: the key is what is asked and about whom, not the request. */
const keyOf = (task: { kind: string }, action: string) => `${task.kind} ${action}`

export const secondPersonHeeds: readonly Heed[] = [
  heed(secondPersonAsked, (context, tx, actor, { action, about, askedBy, agreedBy, waitsUntil }) =>
    giveEach(context, tx, actor, agreedBy, {
      ...agree,
      about,
      path: '/two-person',
      mergeKey: keyOf(agree, action),
      notFor: [askedBy, about.id],
      lapsesAt: waitsUntil,
    }),
  ),
  heed(secondPersonAnswered, (context, tx, actor, { action, about }) =>
    endEach(context, tx, actor, about.id, keyOf(agree, action)),
  ),
  heed(breakGlassUsed, (context, tx, actor, { action, about, usedBy, agreedBy, reviewedBy }) =>
    giveEach(context, tx, actor, reviewedBy, {
      ...review,
      about,
      path: '/two-person',
      mergeKey: keyOf(review, action),
      notFor: [usedBy, agreedBy, about.id],
    }),
  ),
  heed(breakGlassReviewed, (context, tx, actor, { action, about }) =>
    endEach(context, tx, actor, about.id, keyOf(review, action)),
  ),
  heed(designationAsked, (context, tx, actor, { requestId, personId, askedBy, agreedBy, lapsesAt }) =>
    giveEach(context, tx, actor, agreedBy, {
      kind: agree.kind,
      title: 'Agree to a role that two people give, or refuse it',
      about: { kind: 'person', id: personId },
      path: `/who-is-who/requests/${requestId}`,
      mergeKey: keyOf(agree, requestId),
      notFor: [askedBy, personId],
      lapsesAt,
    }),
  ),
  heed(designationDecided, (context, tx, actor, { requestId, personId }) =>
    endEach(context, tx, actor, personId, keyOf(agree, requestId)),
  ),
]

/** To whoever holds one of the roles, also later: a role that nobody can act in now would only pass it to somebody who may not. */
async function giveEach(
  context: Context,
  tx: Tx,
  actor: Actor,
  roles: readonly string[],
  task: Omit<NewTask, 'to' | 'urgency'> & { notFor: readonly string[] },
): Promise<void> {
  const today = londonDate(context.clock())
  const to = []
  for (const role of roles.filter(isDesignatedRole)) {
    const holders = await holdersOn(tx, actor.schoolId, role, today)
    if (holders.some(({ id }) => !task.notFor.includes(id))) to.push({ role })
  }
  if (to.length > 0) await giveTask(context, tx, actor, { ...task, to, urgency: 'soon' })
}

async function endEach(
  context: Context,
  tx: Tx,
  actor: Actor,
  aboutId: string,
  mergeKey: string,
): Promise<void> {
  await endTasksAbout(context, tx, actor, { aboutId, mergeKey, state: 'done', reason: 'It was answered.' })
}
