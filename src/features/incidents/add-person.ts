import * as z from 'zod'
import { isId, newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { classesOn, findPerson, fullName } from '../people/index.ts'
import { personAdded } from './happenings.ts'
import type { Incident } from './incident.ts'
import { isAdultAccused, type Part, partNames, parts } from './involvement.ts'
import { insertInvolvement, type NewInvolvement } from './involvement-store.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { passToCaseManager } from './reclassify-incident.ts'
import { findIncidentToChange, saveIncident } from './store.ts'
import { addToTimeline, indexWords } from './timeline-store.ts'

const part = z.enum(partNames as [Part, ...Part[]], 'Choose what part this person had')

export const addPersonForm = z
  .object({
    part,
    personId: z.string().default(''),
    described: z.string().trim().max(500, 'Keep the description under 500 characters').default(''),
  })
  .refine(({ personId, described }) => isId(personId) || described !== '', {
    path: ['personId'],
    message: 'Choose a person, or describe them if you do not know who they are',
  })
export type AddPerson = z.infer<typeof addPersonForm>

/** Somebody in an incident: a person the school knows, or one that can only be described. */
export type NewPart = { part: Part } & ({ personId: string } | { described: Sensitive })

/**
 * Adds a person to the incident, and from then on keeps it from whom it must be: an adult of the school as alleged
 * instigator makes it the case manager's alone. Refuses one who has that part already, and duplicates.
 */
export function addPerson(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AddPerson,
): Promise<{ outside: 'lado' | null }> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.work')
    if (incident.state === 'duplicate')
      throw new Refused('The work on this goes on in the incident that it repeats. Add them there.')
    const person: NewPart = isId(request.personId)
      ? { part: request.part, personId: request.personId }
      : { part: request.part, described: sensitive(request.described) }
    const added = await putIn(context, tx, actor, incident, person)
    if (!added) {
      throw new Refused(`This person is in the incident as “${parts[request.part].words}” already.`)
    }
    const named = { ...incident, nobodyInvolved: false }
    if (incident.nobodyInvolved) await saveIncident(tx, named)
    await addToTimeline(tx, actor, {
      incidentId,
      at: context.clock(),
      title: `${added.nameThen} added as: ${parts[added.part].words.toLowerCase()}`,
    })
    record(tx, {
      did: 'incidents.personAdded',
      about: { kind: 'incident', id: incidentId },
      detail: { part: added.part, personId: added.personId },
    })
    const now = await passIfAdultAccused(context, tx, actor, named, added)
    const { outside } = await keepFromSubjects(context, tx, actor, now)
    await announce(context, tx, actor, personAdded, {
      incidentId,
      involvementId: added.id,
      personId: added.personId,
      part: added.part,
    })
    return { outside }
  })
}

/** What the timeline says of an incident that passes to its case manager because of who is in it. */
const whyPassed = 'An adult who works or volunteers here was named as alleged instigator.'

/** Whoever names an adult of the school as alleged instigator has said yes to the third safety question (decision S2). */
export async function passIfAdultAccused(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  added: NewInvolvement,
): Promise<Incident> {
  if (!isAdultAccused(added)) return incident
  return passToCaseManager(context, tx, actor, incident, whyPassed)
}

/** Writes a person into an incident, with name and class as they are on this day. Null when they have that part already. */
export async function putIn(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  person: NewPart,
): Promise<NewInvolvement | null> {
  const row = {
    id: newId(),
    incidentId: incident.id,
    part: person.part,
    addedAt: context.clock(),
    addedBy: personOf(actor),
    ...(await asTheyAreNow(tx, incident, person)),
  }
  if (!(await insertInvolvement(tx, incident.schoolId, row))) return null
  await indexWords(tx, incident.schoolId, incident.id, [row.nameThen, row.described ?? ''])
  return row
}

/** Name and class on the day it happened or, when that is not known, on the day the school was told. */
async function asTheyAreNow(tx: Tx, incident: Incident, person: NewPart) {
  if (!('personId' in person)) {
    return {
      personId: null,
      described: person.described.reveal(),
      nameThen: 'Not known by name',
      kindThen: 'unknown',
      classId: null,
      classThen: null,
    }
  }
  const { schoolId } = incident
  const day = londonDate(incident.happenedAt ?? incident.toldAt)
  const found = await findPerson(tx, schoolId, person.personId)
  const [inClass] = await classesOn(tx, schoolId, [found.id], day)
  return {
    personId: found.id,
    described: null,
    nameThen: fullName(found),
    kindThen: found.kind,
    classId: inClass?.classId ?? null,
    classThen: inClass?.className ?? null,
  }
}
