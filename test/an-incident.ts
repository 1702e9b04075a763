// An incident that stands, for tests of everything that is done with one.

import { features } from '#/app/features.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { type Incident, type OpenIncident, openIncident } from '../src/features/incidents/index.ts'
import type { StaffedSchools } from './staffed-school.ts'

const offering = features.filter(({ name }) => ['incidents', 'reports'].includes(name))

/** What incidents and reports offer to the context of a test. Nobody heeds what they announce. */
export const incidentOffers = {
  permissions: offering.map(({ permissions }) => permissions),
  settings: offering.flatMap(({ settings }) => settings ?? []),
}

export const unkindMessages: OpenIncident = {
  kind: 'bullying',
  happenedAt: new Date('2026-11-23T16:30:00Z'),
  happenedPrecision: 'about',
  happenedWhere: 'outOfSchool',
  onlineService: 'a class chat',
  description: sensitive('Unkind messages were sent to a child in a class chat.'),
  childAtRisk: false,
  possibleChildImage: false,
  aboutAdult: false,
  people: [],
  notApproachable: [],
}

/** Opens an incident as the actor tells it: unkind messages, unless the test says otherwise. */
export async function anIncident(
  { context }: Pick<StaffedSchools, 'context'>,
  actor: Actor,
  parts: Partial<OpenIncident> = {},
): Promise<Incident> {
  const { incident } = await inTransaction(context, actor, (tx) =>
    openIncident(context, tx, actor, { ...unkindMessages, ...parts }),
  )
  return incident
}
