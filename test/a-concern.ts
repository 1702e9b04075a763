// A concern about an adult that stands, for tests of everything that is done with one.

import { features } from '#/app/features.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import { type Told, tellConcern, tellConcernForm } from '../src/features/allegations/tell-concern.ts'
import { findIncident } from '../src/features/incidents/index.ts'
import { incidentOffers } from './an-incident.ts'
import type { StaffedSchools } from './staffed-school.ts'

const offering = features.filter(({ name }) => name === 'allegations')

/** What incidents and allegations offer to the context of a test. */
export const allegationOffers = {
  permissions: [...incidentOffers.permissions, ...offering.map(({ permissions }) => permissions)],
  settings: [...incidentOffers.settings, ...offering.flatMap(({ settings }) => settings ?? [])],
  heeds: offering.flatMap(({ heeds }) => heeds ?? []),
}

/** Tells of an adult as the actor does it through the form: an account without a child, unless the test says otherwise. */
export function aConcern(
  { context }: { context: Context },
  actor: Actor,
  about: { personId: string } | { described: string },
  parts: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Told> {
  return tellConcern(
    context,
    actor,
    tellConcernForm.parse({
      ...('personId' in about ? { adultId: about.personId } : { described: about.described }),
      account: 'Messages to a pupil from a private account, late in the evening.',
      danger: 'no',
      ...parts,
    }),
  )
}

export const threshold = {
  answers: ['mayPoseRisk'] as const,
  why: 'Private messages at night, to one child.',
}

export const advice = {
  consultedOn: '2026-11-24',
  consultedAt: '09:30',
  officer: 'Jo Larkin',
  reference: 'LADO 26/114',
  advice: 'schoolInvestigates' as const,
  adultMayBeTold: 'yes' as const,
  words: 'The school may look into it, and tell the adult that it does.',
}

/** The child’s own concern that belongs to a matter, if there is one. */
export async function welfareOf({ query }: StaffedSchools, id: string): Promise<string | null> {
  const [row] = await query<{ welfare_incident_id: string | null }>(
    'select welfare_incident_id from allegations.allegation where id = $1',
    [id],
  )
  return row?.welfare_incident_id ?? null
}

/** Who of the staff sees an incident. */
export async function seesIncident(world: StaffedSchools, incidentId: string): Promise<string[]> {
  const names: string[] = []
  for (const [name, actor] of Object.entries(world.school.people)) {
    const found = await reading(world.context, actor, (tx) => findIncident(tx, actor, incidentId)).catch(
      () => null,
    )
    if (found) names.push(name)
  }
  return names.sort()
}
