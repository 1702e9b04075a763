import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { isWithinSchoolDay, schoolYearOf } from '#/kernel/school-calendar.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { doLast } from '#/platform/database/do-last.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findSchool, readCalendar } from '../schools/index.ts'
import { type NewPart, putIn } from './add-person.ts'
import { opened } from './happenings.ts'
import { insertNotApproachable } from './held-back-store.ts'
import { type Incident, type Precision, places, precisions, type Where } from './incident.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { catalogueVersion, misuseKind } from './misuse-catalogue.ts'
import { firstQuestionsHours } from './settings.ts'
import { giveReference, insertIncident, unguessableReference } from './store.ts'
import { addToTimeline, indexWords } from './timeline-store.ts'

/** What is asked of an incident's facts, wherever they are typed. */
export const factsForm = {
  happenedPrecision: z.enum(
    Object.keys(precisions) as [Precision, ...Precision[]],
    'Say how sure the time is',
  ),
  happenedWhere: z.enum(Object.keys(places) as [Where, ...Where[]], 'Say where it happened'),
  onlineService: z
    .string()
    .trim()
    .max(200, 'Keep the name of the app, game or site under 200 characters')
    .transform((text) => text || null),
}

export type OpenIncident = {
  kind: string
  happenedAt: Date | null
  happenedPrecision: Precision
  happenedWhere: Where
  onlineService: string | null
  description: Sensitive
  /** A child may be harmed, whatever the kind says. */
  childAtRisk: boolean
  possibleChildImage: boolean
  /** For its case manager alone: the register is then that of adults of the school. */
  aboutAdult: boolean
  people: readonly NewPart[]
  notApproachable: readonly string[]
}

/** Unless it is about an adult of the school, the incident's id stands for its reference until the commit. */
export type Opened = { incident: Incident; outside: 'lado' | null }

/**
 * Writes an incident down inside the transaction of whoever tells it, keeps it from whom it is about, and announces
 * it. Who may tell is the caller's to allow. Refuses a kind that the catalogue does not have.
 */
export async function openIncident(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: OpenIncident,
): Promise<Opened> {
  const incident = await newIncident(context, tx, actor, request)
  const { prefix, schoolYear } = await referencesOf(tx, incident.schoolId, incident.openedAt)
  // The numbered ones have no gaps, so a missing number tells of nothing: those that few may know of are drawn by chance.
  if (request.aboutAdult) incident.reference = unguessableReference(prefix)
  await insertIncident(tx, incident)
  await addToTimeline(tx, actor, { incidentId: incident.id, at: incident.openedAt, title: 'Written down' })
  for (const person of request.people) await putIn(context, tx, actor, incident, person)
  await insertNotApproachable(tx, incident.schoolId, incident.id, request.notApproachable, incident.openedAt)
  const { outside } = await keepFromSubjects(context, tx, actor, incident)
  await indexWords(tx, incident.schoolId, incident.id, [
    request.aboutAdult ? incident.reference : `${prefix} ${schoolYear}`,
    incident.description,
    incident.onlineService ?? '',
  ])
  record(tx, {
    did: 'incidents.opened',
    about: { kind: 'incident', id: incident.id },
    detail: { kind: incident.kind, register: incident.register },
  })
  await announce(context, tx, actor, opened, {
    incidentId: incident.id,
    kind: incident.kind,
    safeguarding: incident.safeguarding,
    possibleChildImage: incident.possibleChildImage,
  })
  if (!request.aboutAdult) {
    doLast(tx, async () => {
      incident.reference = await giveReference(tx, incident, { prefix, schoolYear })
    })
  }
  return { incident, outside }
}

async function newIncident(context: Context, tx: Tx, actor: Actor, request: OpenIncident): Promise<Incident> {
  const { schoolId } = actor
  const at = context.clock()
  const kind = misuseKind(request.kind)
  if (!kind)
    throw new Refused(
      'Choose what kind of thing happened from the list. If none fits, choose “Something else”.',
    )
  const calendar = await readCalendar(tx, schoolId)
  const hours = await readSetting(tx, schoolId, firstQuestionsHours)
  const id = newId(at.getTime())
  return {
    id,
    schoolId,
    reference: id,
    register: request.aboutAdult ? 'adult' : kind.register,
    kind: kind.id,
    catalogueVersion,
    state: 'new',
    happenedAt: request.happenedAt,
    happenedPrecision: request.happenedAt === null ? 'unknown' : request.happenedPrecision,
    outOfHours: outOfHoursOf(request, calendar),
    happenedWhere: request.happenedWhere,
    onlineService: request.onlineService,
    toldAt: at,
    description: request.description,
    serious: null,
    persistent: null,
    safeguarding: kind.safeguarding || request.childAtRisk || request.possibleChildImage,
    possibleChildImage: request.possibleChildImage || kind.childImage === true,
    restricted: request.aboutAdult,
    nobodyInvolved: false,
    nextDueAt: new Date(at.getTime() + hours * 3_600_000),
    duplicateOf: null,
    openedBy: personOf(actor),
    openedAt: at,
    closedAt: null,
    revision: 1,
  }
}

/** Null when only the day is known: then nobody can say. */
export function outOfHoursOf(
  { happenedAt, happenedPrecision }: Pick<OpenIncident, 'happenedAt' | 'happenedPrecision'>,
  calendar: Parameters<typeof isWithinSchoolDay>[1],
): boolean | null {
  if (happenedAt === null || happenedPrecision === 'day' || happenedPrecision === 'unknown') return null
  return !isWithinSchoolDay(happenedAt, calendar)
}

/** What the school's references begin with, and the school year that they count in. */
async function referencesOf(
  tx: Tx,
  schoolId: string,
  at: Date,
): Promise<{ prefix: string; schoolYear: number }> {
  const { slug } = await findSchool(tx, schoolId)
  const letters = slug.replaceAll(/[^a-z0-9]/g, '').slice(0, 2)
  return {
    prefix: letters.toUpperCase() || 'SK',
    schoolYear: Number(schoolYearOf(londonDate(at)).from.slice(0, 4)),
  }
}
