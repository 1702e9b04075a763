import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { openIncident } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { type Concern, looked } from './concern.ts'
import { findConcernToChange, saveConcern } from './concern-store.ts'

export const incidentForm = z.object({
  kind: z.enum(
    ['accidentalFind', 'selfHarm', 'extremism', 'illegalMaterial', 'deliberateAccess'],
    'Choose what it looks like',
  ),
})
export type MakeIncident = z.infer<typeof incidentForm>

export const incidentKinds: Readonly<Record<MakeIncident['kind'], string>> = {
  accidentalFind: 'Found by accident: nobody is to blame',
  selfHarm: 'A child may be thinking of harming themselves',
  extremism: 'A child may be drawn into extremism',
  illegalMaterial: 'It may be something illegal',
  deliberateAccess: 'Somebody looked for it on purpose',
}

/**
 * Makes an incident with one press. A child whom the filter names is in it as affected, whatever it looks like: whether
 * anybody did anything is for those who ask to find out. Refuses what is about an adult, which begins with the LADO's
 * questions, and what is an incident already.
 */
export function makeIncident(
  context: Context,
  actor: Actor,
  id: string,
  { kind }: MakeIncident,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const found = await findConcernToChange(tx, actor, id)
    allow(context, actor, 'activity.readConcerns')
    if (found.adult)
      throw new Refused(
        'This may be about an adult of the school. Write it down in the confidential register.',
      )
    if (found.incidentId !== null) throw new Refused('There is an incident about this already.')
    const { incident } = await openIncident(context, tx, actor, {
      kind,
      happenedAt: found.firstAt,
      happenedPrecision: 'about',
      happenedWhere: 'inSchool',
      onlineService: null,
      description: sensitive(describe(found)),
      childAtRisk: kind === 'selfHarm' || kind === 'extremism',
      possibleChildImage: false,
      aboutAdult: false,
      people: found.personId === null ? [] : [{ part: 'victim', personId: found.personId }],
      notApproachable: [],
    })
    const by = { at: context.clock(), personId: requirePerson(actor).personId, outcome: null }
    await saveConcern(tx, actor.schoolId, { ...looked(found, by), incidentId: incident.id })
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It became an incident.' })
    record(tx, { did: 'activity.madeIncident', about: { kind: 'filterConcern', id } })
    return incident.id
  })
}

const describe = ({ times, profile, personId }: Concern): string =>
  `The filter blocked ${times === 1 ? 'an attempt' : `${times} attempts`} in the group ${profile}. ${
    personId === null ? 'Who sat at the device is not known yet. ' : ''
  }Nothing is proven by that: pages ask for other sites by themselves.`
