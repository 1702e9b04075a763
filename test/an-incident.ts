// An incident that stands, for tests of everything that is done with one.

import type { Actor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { incidents } from '../src/features/incidents/feature.ts'
import { type Incident, type OpenIncident, openIncident } from '../src/features/incidents/index.ts'
import type { StaffedSchools } from './staffed-school.ts'

/** What the incidents feature offers to the context of a test. */
export const incidentOffers = {
  permissions: [incidents.permissions],
  settings: incidents.settings ?? [],
}

/** Opens an incident as the actor tells it: unkind messages, unless the test says otherwise. */
export async function anIncident(
  { context }: Pick<StaffedSchools, 'context'>,
  actor: Actor,
  parts: Partial<OpenIncident> = {},
): Promise<Incident> {
  const { incident } = await inTransaction(context, actor, (tx) =>
    openIncident(context, tx, actor, {
      kind: 'bullying',
      happenedAt: new Date('2026-11-23T16:30:00Z'),
      happenedPrecision: 'about',
      happenedWhere: 'outOfSchool',
      onlineService: 'a class chat',
      description: 'Unkind messages were sent to a child in a class chat.',
      childAtRisk: false,
      possibleChildImage: false,
      aboutAdult: false,
      people: [],
      notApproachable: [],
      ...parts,
    }),
  )
  return incident
}
