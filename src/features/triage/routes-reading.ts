import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { idIn } from '#/platform/web/path-params.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { findIncident, type Incident } from '../incidents/index.ts'
import { type Course, readCourse } from './course.ts'

export type Seen = { incident: Incident; course: Course }

/** Reads with the incident at hand; that it was looked at is on record before anything is shown. */
export async function readAbout<T>(
  request: WebRequest,
  work: (tx: Tx, seen: Seen) => Promise<T>,
): Promise<T & Seen> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, idIn(request))
    const seen = { incident, course: await readCourse(tx, incident) }
    return { ...(await work(tx, seen)), ...seen }
  })
  await recordReads(context, actor, [
    { did: 'triage.read', about: { kind: 'incident', id: shown.incident.id } },
  ])
  return shown
}
