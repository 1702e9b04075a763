import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { reclassified } from './happenings.ts'
import { type Incident, registers } from './incident.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { catalogueVersion, kindWords, misuseKind } from './misuse-catalogue.ts'
import { sameMatterAs } from './same-store.ts'
import { findIncidentToChange, saveIncident } from './store.ts'
import { takeFromOthers } from './take-from-others.ts'
import { addToTimeline } from './timeline-store.ts'

const yesNo = z.enum(['yes', 'no'], 'Answer yes or no').transform((answer) => answer === 'yes')

export const reclassifyForm = z.object({
  kind: z
    .string()
    .refine((id) => misuseKind(id) !== undefined, 'Choose what kind of thing happened from the list'),
  safeguarding: yesNo,
  possibleChildImage: yesNo,
  why: z
    .string()
    .trim()
    .min(1, 'Say what came to light, so that the change can be understood later')
    .max(2000, 'Keep the reason under 2,000 characters'),
})
export type Reclassify = z.infer<typeof reclassifyForm>

/** Changes what kind of incident it is. Only the safeguarding lead takes "a child may be harmed" or "a picture" back. */
export function reclassifyIncident(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: Reclassify,
): Promise<Incident> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.reclassify')
    if (takesSafetyBack(incident, request)) allow(context, actor, 'incidents.decideTelling')
    return reclassifyInside(context, tx, actor, incident, request)
  })
}

/** The same inside another command's transaction, which has found the incident and allowed the act. */
export async function reclassifyInside(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  request: Reclassify,
): Promise<Incident> {
  const after = reclassify(incident, request)
  const passedOn = after.register === 'adult' && incident.register !== 'adult'
  const at = context.clock()
  await saveIncident(tx, after)
  await addToTimeline(tx, actor, {
    incidentId: incident.id,
    at,
    title: `Now: ${kindWords(after.kind)}${after.possibleChildImage ? ', possible picture of a child' : ''}`,
    says: request.why,
  })
  record(tx, {
    did: 'incidents.reclassified',
    about: { kind: 'incident', id: incident.id },
    detail: { from: incident.kind, to: after.kind, why: request.why },
  })
  if (passedOn) await takeFromOthers(context, tx, actor, after)
  else await keepFromSubjects(context, tx, actor, after)
  await announce(context, tx, actor, reclassified, {
    incidentId: incident.id,
    kindBefore: incident.kind,
    kind: after.kind,
    safeguarding: after.safeguarding,
    possibleChildImage: after.possibleChildImage,
    passedOn,
  })
  if (passedOn) await passTheRest(context, tx, actor, after)
  return { ...after, revision: incident.revision + 1 }
}

/** What was told several times is one matter: whoever may not read the one may not read the others (decision S3). */
export async function passTheRest(
  context: Context,
  tx: Tx,
  actor: Actor,
  { schoolId, id, reference }: Incident,
): Promise<void> {
  const why = `The same matter, ${reference}, concerns an adult of the school.`
  for (const otherId of await sameMatterAs(tx, schoolId, id)) {
    const other = await asSchool(tx, () => findIncidentToChange(tx, systemActor(schoolId), otherId))
    await passToCaseManager(context, tx, actor, other, why)
  }
}

/**
 * From here on the register of adults has it: the case manager alone sees it (decision S3), and nothing leaves it again.
 * The allegations register heeds the change: it opens the line, and the child's own concern for the safeguarding lead (S4).
 */
export async function passToCaseManager(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  why: string,
): Promise<Incident> {
  if (incident.register === 'adult') return incident
  const { safeguarding, possibleChildImage } = incident
  const request = { kind: 'adultOther', safeguarding, possibleChildImage, why }
  // As the school: whoever names the adult may be close to them, and then sees it no more.
  return asSchool(tx, () => reclassifyInside(context, tx, actor, incident, request))
}

/** The incident as another kind. What concerns an adult of the school stays, or becomes, its case manager's alone. */
function reclassify(incident: Incident, request: Omit<Reclassify, 'why'>): Incident {
  const kind = misuseKind(request.kind)
  if (!kind) throw new Refused('Choose what kind of thing happened from the list.')
  // A report about an adult stands in their register under whatever kind it was told as.
  const register = kind.id === incident.kind ? incident.register : kind.register
  if (incident.register === 'adult' && register !== 'adult') {
    throw new Refused(
      `This stands in the register “${registers.adult}”, which nothing leaves. If no adult of the school was involved after all, set it aside and say why.`,
    )
  }
  const possibleChildImage = request.possibleChildImage || kind.childImage === true
  return {
    ...incident,
    kind: kind.id,
    catalogueVersion,
    register,
    restricted: incident.restricted || register === 'adult',
    safeguarding: request.safeguarding || possibleChildImage || kind.safeguarding,
    possibleChildImage,
  }
}

function takesSafetyBack(incident: Incident, request: Reclassify): boolean {
  return (
    (incident.safeguarding && !request.safeguarding) ||
    (incident.possibleChildImage && !request.possibleChildImage)
  )
}
