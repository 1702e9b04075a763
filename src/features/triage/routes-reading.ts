import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { findIncident, type Incident } from '../incidents/index.ts'
import { type Course, readCourse } from './course.ts'

/** The incident of the path. What is no id does not exist. */
export function incidentIdIn({ params }: WebRequest): string {
  if (!isId(params.id)) throw new NotFound('incident')
  return params.id
}

export type Seen = { incident: Incident; course: Course }

/** Reads with the incident at hand; that it was looked at is on record before anything is shown. */
export async function readAbout<T>(
  request: WebRequest,
  work: (tx: Tx, seen: Seen) => Promise<T>,
): Promise<T & Seen> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, incidentIdIn(request))
    const seen = { incident, course: await readCourse(tx, incident) }
    return { ...(await work(tx, seen)), ...seen }
  })
  await recordReads(context, actor, [
    { did: 'triage.read', about: { kind: 'incident', id: shown.incident.id } },
  ])
  return shown
}
