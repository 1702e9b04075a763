import * as z from 'zod'
import { formatInstant, instantAt, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused, Stale } from '#/kernel/refusal.ts'
import { parseTimeInput } from '#/kernel/time-input.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readCalendar } from '../schools/index.ts'
import { type Incident, places, precisions } from './incident.ts'
import { factsForm, outOfHoursOf } from './open-incident.ts'
import { findIncidentToChange, saveIncident } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

const decided = z
  .enum(['yes', 'no', 'notDecided'], 'Choose yes, no or not decided yet')
  .transform((answer) => (answer === 'notDecided' ? null : answer === 'yes'))

const happenedOn = z
  .string()
  .refine((date) => date === '' || isCalendarDate(date), 'The day must be a real date, like 24 11 2026')
const happenedTime = z
  .string()
  .trim()
  .max(20, 'Write the time like 2:05pm')
  .refine(
    (typed) => typed === '' || 'time' in parseTimeInput(typed, 'The time'),
    'Write the time like 2:05pm or 14:05',
  )

export const changeFactsForm = z.object({
  ...factsForm,
  /** Left out, the time stays as it is; empty, nobody knows it. */
  happenedOn: happenedOn.optional(),
  happenedTime: happenedTime.default(''),
  serious: decided,
  persistent: decided,
  /** The revision that the form was drawn from. */
  revision: z.coerce.number().int().positive(),
})
export type ChangeFacts = z.infer<typeof changeFactsForm>

/** Changes facts that stand in columns; the account itself is only ever added to. Stale when somebody saved first. */
export function changeFacts(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: ChangeFacts,
): Promise<Incident> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.work')
    if (incident.revision !== request.revision) {
      throw new Stale(
        'Somebody else changed this incident while you were writing. What stands now is shown below, and what you typed is still in the form. Send it again if yours is right.',
        factsInWords(incident),
      )
    }
    const { revision, happenedOn: _on, happenedTime: _time, ...facts } = request
    const when = whenOf(incident, request, context.clock())
    const outOfHours = outOfHoursOf(when, await readCalendar(tx, actor.schoolId))
    const after: Incident = { ...incident, ...facts, ...when, outOfHours }
    await saveIncident(tx, after)
    const changes = changesInWords(factsInWords(incident), factsInWords(after))
    await addToTimeline(tx, actor, {
      incidentId,
      at: context.clock(),
      title: 'Facts changed',
      says: changes.join('\n') || 'Nothing was different.',
    })
    record(tx, {
      did: 'incidents.factsChanged',
      about: { kind: 'incident', id: incidentId },
      detail: { revision, changes },
    })
    return { ...after, revision: incident.revision + 1 }
  })
}

/** When it happened, as the form says it. Refuses a time that is still to come, and one that is known without a day. */
function whenOf(
  incident: Incident,
  request: ChangeFacts,
  now: Date,
): Pick<Incident, 'happenedAt' | 'happenedPrecision'> {
  const { happenedOn: day, happenedTime: typed, happenedPrecision } = request
  if (day === undefined && happenedPrecision === incident.happenedPrecision) {
    return { happenedAt: incident.happenedAt, happenedPrecision }
  }
  if (happenedPrecision === 'unknown') return { happenedAt: null, happenedPrecision }
  const time = parseTimeInput(typed, 'The time')
  const happenedAt =
    day === undefined
      ? incident.happenedAt
      : day === ''
        ? null
        : instantAt(day, 'time' in time ? time.time : '12:00')
  if (happenedAt === null) throw new Refused('Say on which day it happened, or choose “Not known”.')
  if (happenedAt > now)
    throw new Refused('It cannot have happened later than now. Look at the day and the time.')
  return { happenedAt, happenedPrecision: day !== undefined && typed === '' ? 'day' : happenedPrecision }
}

/** The facts as the page shows them, by the names of the form's fields. */
export function factsInWords(incident: Incident): Record<string, string> {
  return {
    happened: incident.happenedAt === null ? 'Not known' : formatInstant(incident.happenedAt),
    happenedPrecision: precisions[incident.happenedPrecision],
    happenedWhere: places[incident.happenedWhere],
    onlineService: incident.onlineService ?? 'Not said',
    serious: yesNoWords(incident.serious),
    persistent: yesNoWords(incident.persistent),
    revision: String(incident.revision),
  }
}

export const factLabels: Readonly<Record<string, string>> = {
  happened: 'When it happened',
  happenedPrecision: 'How sure the time is',
  happenedWhere: 'Where',
  onlineService: 'App, game or site',
  serious: 'Serious',
  persistent: 'Persistent',
}

function changesInWords(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.entries(factLabels)
    .filter(([name]) => before[name] !== after[name])
    .map(([name, label]) => `${label}: ${before[name]}, now ${after[name]}`)
}

function yesNoWords(answer: boolean | null): string {
  return answer === null ? 'Not decided yet' : answer ? 'Yes' : 'No'
}
