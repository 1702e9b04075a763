// Parents are told only after the safeguarding lead has recorded, child by child, that telling adds no risk (S2), and
// only those who may be contacted (S10).

import * as z from 'zod'
import { isId, newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { type Guardian, guardiansOn } from '../people/index.ts'
import { parentsTold } from './happenings.ts'
import type { Part } from './involvement.ts'
import { listInvolvement } from './involvement-store.ts'
import {
  childrenTold,
  insertParentsInformed,
  insertTellingDecision,
  lastTellingDecision,
} from './parents-store.ts'
import { findIncidentToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

const oneOf = (message: string) => z.string(message).refine(isId, message)
const child = oneOf('Choose which child this is about')

export const decideTellingForm = z.object({
  pupilId: child,
  decision: z.enum(['mayBeTold', 'mustNotBeTold'], 'Decide whether telling adds a risk to the child'),
  why: z
    .string()
    .trim()
    .min(1, 'Give the reason: what was considered, and with whom')
    .max(2000, 'Keep the reason under 2,000 characters'),
})
export type DecideTelling = z.infer<typeof decideTellingForm>

export const waysOfTelling = {
  inPerson: 'In person',
  phone: 'By phone',
  videoCall: 'In a video call',
  letter: 'By letter',
  email: 'By e-mail',
} as const
type Way = keyof typeof waysOfTelling

export const informParentsForm = z.object({
  pupilId: child,
  guardianId: oneOf('Choose whom you told'),
  how: z.enum(Object.keys(waysOfTelling) as [Way, ...Way[]], 'Say how you told them'),
  said: z
    .string()
    .trim()
    .min(1, 'Write what was said, and what they said')
    .max(4000, 'Keep this under 4,000 characters'),
})
export type InformParents = z.infer<typeof informParentsForm>

/** Records the safeguarding lead's decision whether a child's parents may be told. The newest decision counts. */
export function decideTelling(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: DecideTelling,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.decideTelling')
    const name = await childInIt(tx, actor, incidentId, request.pupilId)
    const at = context.clock()
    await insertTellingDecision(tx, actor.schoolId, {
      ...request,
      id: newId(),
      incidentId,
      decidedAt: at,
      decidedBy: personOf(actor),
    })
    const may = request.decision === 'mayBeTold' ? 'may be told' : 'must not be told'
    await addToTimeline(tx, actor, { incidentId, at, title: `Parents of ${name} ${may}`, says: request.why })
    record(tx, {
      did: 'incidents.tellingDecided',
      about: { kind: 'incident', id: incidentId },
      detail: { ...request },
    })
  })
}

/** Records that a guardian was told. Refused without the decision above, and for whoever may not be contacted. */
export function informParents(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: InformParents,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.informParents')
    const name = await childInIt(tx, actor, incidentId, request.pupilId)
    await requireMayBeTold(tx, actor.schoolId, incidentId, request.pupilId)
    const at = context.clock()
    const informedId = newId()
    const guardians = await guardiansOn(tx, actor.schoolId, request.pupilId, londonDate(at))
    const guardian = guardians.find(({ guardianId }) => guardianId === request.guardianId)
    if (!guardian) throw new NotFound('guardian')
    requireContact(guardian)
    await insertParentsInformed(tx, actor.schoolId, {
      ...request,
      id: informedId,
      incidentId,
      informedAt: at,
      informedBy: personOf(actor),
    })
    await addToTimeline(tx, actor, {
      incidentId,
      at,
      title: `${guardian.name} told about ${name}: ${waysOfTelling[request.how].toLowerCase()}`,
      says: request.said,
    })
    record(tx, {
      did: 'incidents.parentsInformed',
      about: { kind: 'incident', id: incidentId },
      detail: { pupilId: request.pupilId, guardianId: request.guardianId, how: request.how },
    })
    const parts = await partsToldOf(tx, actor.schoolId, incidentId, request.pupilId)
    await announce(context, tx, actor, parentsTold, { incidentId, informedId, parts })
  })
}

/** The child’s parts of which every child’s family has been told. */
async function partsToldOf(tx: Tx, schoolId: string, incidentId: string, pupilId: string): Promise<Part[]> {
  const told = await childrenTold(tx, schoolId, incidentId)
  const children = (await listInvolvement(tx, schoolId, incidentId)).filter(
    ({ kindThen, removedAt }) => kindThen === 'pupil' && !removedAt,
  )
  const isTold = (part: Part) =>
    children.every((child) => child.part !== part || (child.personId !== null && told.has(child.personId)))
  return children.flatMap(({ personId, part }) => (personId === pupilId && isTold(part) ? [part] : []))
}

async function childInIt(tx: Tx, actor: Actor, incidentId: string, pupilId: string): Promise<string> {
  const people = await listInvolvement(tx, actor.schoolId, incidentId)
  const child = people.find((one) => one.personId === pupilId && one.kindThen === 'pupil' && !one.removedAt)
  if (!child) throw new NotFound('child in the incident')
  return child.nameThen
}

async function requireMayBeTold(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  pupilId: string,
): Promise<void> {
  const last = await lastTellingDecision(tx, schoolId, incidentId, pupilId)
  if (last?.decision === 'mayBeTold') return
  throw new Refused(
    last
      ? 'The safeguarding lead has decided that this child’s parents must not be told now. Speak to her before you contact anybody.'
      : 'The safeguarding lead has not decided yet whether telling this child’s parents adds a risk. Ask her to record that first.',
  )
}

function requireContact(guardian: Guardian): void {
  if (guardian.mayBeContacted) return
  throw new Refused('This guardian may not be contacted. Tell the safeguarding lead now if they have been.')
}
