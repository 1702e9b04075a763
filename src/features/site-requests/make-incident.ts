import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { openIncident } from '../incidents/index.ts'
import { findRequest, saveRequest } from './store.ts'

export const incidentForm = z.object({
  kind: z.enum(['accidentalFind', 'deliberateAccess'], 'Choose how it came about'),
})
export type MakeIncident = z.infer<typeof incidentForm>

const said: Readonly<Record<MakeIncident['kind'], string>> = {
  accidentalFind: 'Somebody came across an unsuitable site and told the school. Nobody is to blame for that.',
  deliberateAccess:
    'Somebody is said to have looked for an unsuitable site on purpose. Who it was is to be added.',
}

/**
 * Makes an incident of a request with one press. Whoever told is in it as the reporter, never as the one who did it: who that was is added
 * on the incident's page. Refused when there is one already.
 */
export function makeIncident(
  context: Context,
  actor: Actor,
  id: string,
  { kind }: MakeIncident,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const found = await findRequest(tx, actor.schoolId, id, true)
    allow(context, actor, 'siteRequests.makeIncident')
    if (found.incidentId !== null) throw new Refused('There is an incident about this already.')
    const { incident } = await openIncident(context, tx, actor, {
      kind,
      happenedAt: found.askedAt,
      happenedPrecision: 'about',
      happenedWhere: 'inSchool',
      onlineService: found.site.split('/')[0] ?? null,
      description: sensitive(said[kind]),
      childAtRisk: false,
      possibleChildImage: false,
      aboutAdult: false,
      people: found.askedBy === null ? [] : [{ part: 'reporter', personId: found.askedBy }],
      notApproachable: [],
    })
    await saveRequest(tx, actor.schoolId, { ...found, incidentId: incident.id })
    record(tx, { did: 'siteRequests.madeIncident', about: { kind: 'siteRequest', id } })
    return incident.id
  })
}
