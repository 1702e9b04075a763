// An incident with triage switched on, and people who answer what it asks.

import type { TestContext } from 'node:test'
import { allegations } from '#/features/allegations/feature.ts'
import { evidence } from '#/features/evidence/feature.ts'
import { referrals } from '#/features/referrals/feature.ts'
import { sanctions } from '#/features/sanctions/feature.ts'
import { takedowns } from '#/features/takedowns/feature.ts'
import { answerNode } from '#/features/triage/answer-node.ts'
import { triage } from '#/features/triage/feature.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { anIncident, incidentOffers } from '../an-incident.ts'
import { type StaffedSchools, staffedSchools } from '../staffed-school.ts'

/** The features that act on what triage finds, in reading order. */
const around = [evidence, sanctions, referrals, takedowns, allegations, triage]

/** Two staffed schools in which a new incident begins with the four questions. */
export function schoolsWithTriage(t: TestContext): Promise<StaffedSchools> {
  return staffedSchools(t, {
    permissions: [...incidentOffers.permissions, ...around.map(({ permissions }) => permissions)],
    settings: [...incidentOffers.settings, ...around.flatMap(({ settings }) => settings ?? [])],
    heeds: around.flatMap(({ heeds }) => heeds ?? []),
  })
}

/** An incident that a teacher wrote down. */
export const anIncidentOf = (world: StaffedSchools, parts: Parameters<typeof anIncident>[2] = {}) =>
  anIncident(world, world.school.people.teacher, parts)

type Reply = readonly [flowKey: string, nodeId: string, answer: string, reason?: string]

/** Answers in turn. */
export async function answerAll(
  { context }: StaffedSchools,
  actor: PersonActor,
  incidentId: string,
  replies: readonly Reply[],
): Promise<void> {
  for (const [flowKey, nodeId, answer, reason = ''] of replies) {
    await answerNode(context, actor, incidentId, { flowKey, nodeId, answer, reason })
  }
}

/** The four questions of an everyday incident. */
export const allQuiet: readonly Reply[] = [
  ['first-four', 'danger', 'no'],
  ['first-four', 'child', 'no'],
  ['first-four', 'adult', 'no'],
  ['first-four', 'image', 'no'],
]
