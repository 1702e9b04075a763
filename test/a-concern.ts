// A concern about an adult that stands, for tests of everything that is done with one.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { allegations } from '../src/features/allegations/feature.ts'
import { type Told, tellConcern, tellConcernForm } from '../src/features/allegations/tell-concern.ts'
import { incidentOffers } from './an-incident.ts'

/** What incidents and allegations offer to the context of a test. */
export const allegationOffers = {
  permissions: [...incidentOffers.permissions, allegations.permissions],
  settings: [...incidentOffers.settings, ...(allegations.settings ?? [])],
  heeds: allegations.heeds ?? [],
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
