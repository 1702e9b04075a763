// Nobody sees what is about them (decision S3): who an incident is kept from follows from who is in it.

import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { type KeptFrom, keepFrom, keepNoLonger, whyKeptFrom } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { relativesOf } from '../people/index.ts'
import { recipients, rerouteTasks } from '../tasks/index.ts'
import { notApproachableOf } from './held-back-store.ts'
import type { Incident } from './incident.ts'
import { subjectsOf } from './involvement-store.ts'
import { letIn } from './let-in.ts'

/**
 * Keeps the incident from its subjects, their declared relatives and those the reporter cannot turn to; lets go of
 * whoever is none of these any more; passes on tasks that would have gone to them. Call it after every change of who
 * is in it, in the same transaction. `outside: 'lado'` means that nobody in the school may know.
 */
export function keepFromSubjects(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
): Promise<{ outside: 'lado' | null }> {
  return asSchool(tx, async () => {
    const { schoolId, id: recordId } = incident
    const wanted = await keptList(tx, schoolId, recordId)
    // Why counts too: whoever is a subject now, and was kept from it for less, has relatives of their own.
    for (const [personId, why] of await whyKeptFrom(tx, schoolId, recordId)) {
      if (wanted.get(personId)?.why !== why) await keepNoLonger(tx, schoolId, recordId, personId)
    }
    await keepFrom(tx, { schoolId, recordId, at: context.clock() }, [...wanted.values()])
    await rerouteTasks(context, tx, actor, recordId)
    return letDeciderIn(context, tx, incident)
  })
}

async function keptList(tx: Tx, schoolId: string, incidentId: string): Promise<Map<string, KeptFrom>> {
  const subjects = await subjectsOf(tx, schoolId, incidentId)
  const relatives = await relativesOf(tx, schoolId, subjects)
  const notApproachable = await notApproachableOf(tx, schoolId, incidentId)
  const list = new Map<string, KeptFrom>()
  for (const personId of notApproachable) list.set(personId, { personId, why: 'notApproachable' })
  for (const personId of relatives) list.set(personId, { personId, why: 'relative' })
  for (const personId of subjects) list.set(personId, { personId, why: 'subject' })
  return list
}

/**
 * Where those who would decide by their role may not know, somebody else does, and has to see it: head for the
 * safeguarding lead, chair of governors for the head.
 */
export async function letDeciderIn(
  context: Context,
  tx: Tx,
  incident: Incident,
): Promise<{ outside: 'lado' | null }> {
  const at = context.clock()
  const role = incident.register === 'adult' || incident.register === 'staffVictim' ? 'head' : 'dsl'
  const found = await recipients(tx, incident.schoolId, { to: { role }, aboutId: incident.id, at })
  if (found.outside !== null) return { outside: found.outside }
  const why = 'Decides on it: it is for them alone, or those before them may not know of it.'
  await letIn(context, tx, incident, found.people, why)
  return { outside: null }
}
