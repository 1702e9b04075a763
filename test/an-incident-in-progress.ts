// An incident whose four questions are answered, with a pupil who is said to have done it: what registers hang on.

import type { TestContext } from 'node:test'
import type { PersonActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import type { Feature } from '#/platform/feature.ts'
import type { Heed } from '#/platform/happenings/happenings.ts'
import {
  findIncidentToChange,
  type Incident,
  moveInside,
  type OpenIncident,
} from '../src/features/incidents/index.ts'
import { anIncident, incidentOffers } from './an-incident.ts'
import { aPerson } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

export type CaseWorld = StaffedSchools & { pupil: PersonActor; adult: PersonActor; incident: Incident }

/** Two staffed schools with what the feature offers, and an incident of the first in which a pupil and an adult stand. */
export async function aCase(
  t: TestContext,
  feature: Feature,
  parts: Partial<OpenIncident> = {},
  heeds: readonly Heed[] = [],
): Promise<CaseWorld> {
  const world = await staffedSchools(t, {
    permissions: [...incidentOffers.permissions, feature.permissions],
    settings: [...incidentOffers.settings, ...(feature.settings ?? [])],
    heeds: [...(feature.heeds ?? []), ...heeds],
  })
  const { context, school } = world
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Pip Pupil' })
  const adult = await aPerson(context, school.id, { name: 'Ari Adult' })
  const people = [
    { personId: pupil.personId, part: 'allegedInstigator' as const },
    { personId: adult.personId, part: 'other' as const },
  ]
  const opened = await anIncident(world, school.people.lead, { people, ...parts })
  const incident = await answered(world, school.people.lead, opened.id)
  return { ...world, pupil, adult, incident }
}

function answered({ context }: StaffedSchools, actor: PersonActor, id: string): Promise<Incident> {
  return inTransaction(context, actor, async (tx) =>
    moveInside(context, tx, actor, await findIncidentToChange(tx, actor, id), {
      action: 'answerFirstQuestions',
      says: '',
    }),
  )
}

/** What a school sets differently. */
export async function setFor(
  { query }: StaffedSchools,
  schoolId: string,
  key: string,
  value: unknown,
): Promise<void> {
  await query(
    `insert into settings.value (school_id, key, version, value, why, changed_at)
     values ($1, $2, 1, $3::jsonb, 'for a test', now())`,
    [schoolId, key, JSON.stringify(value)],
  )
}
