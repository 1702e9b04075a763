// One report reaches everybody whom the settings name for its kind (decision S7), in the report's own transaction.

import { deadline } from '#/kernel/deadline.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type Incident, letIn, owesFirstQuestions, type State } from '../incidents/index.ts'
import type { DesignatedRole } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask, type NewTask } from '../tasks/index.ts'
import {
  alsoToldOfHarm,
  ordinarySchoolDays,
  toldOfOrdinary,
  toldOfStaffVictim,
  toldOfTechnical,
} from './settings.ts'

const mergeKey = 'readReport'

/** Told whatever the settings say: no school can leave the safeguarding lead out. */
const alwaysToldOfHarm: readonly DesignatedRole[] = ['dsl', 'deputyDsl']

/** Who is told of this incident by the settings. Who may not know is passed over when the task is given. */
export async function toldOf(tx: Tx, incident: Incident): Promise<readonly DesignatedRole[]> {
  const { schoolId, register, safeguarding, kind } = incident
  if (register === 'adult') return ['head']
  const told: DesignatedRole[] = []
  if (safeguarding) told.push(...alwaysToldOfHarm, ...(await readSetting(tx, schoolId, alsoToldOfHarm)))
  if (register === 'staffVictim') told.push(...(await readSetting(tx, schoolId, toldOfStaffVictim)))
  else if (!safeguarding) {
    told.push(
      ...(await readSetting(tx, schoolId, register === 'technical' ? toldOfTechnical : toldOfOrdinary)),
    )
  }
  // The head investigates deliberate access, whoever it was (T104).
  if (kind === 'deliberateAccess') told.push('head')
  return [...new Set(told)]
}

/** Gives the task to read the report. `lado`: nobody in the school may know, so the page shows whom to ring outside. */
export function dispatch(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  chosenAdultId: string | null,
): Promise<{ outside: 'lado' | null }> {
  return asSchool(tx, async () => {
    const roles = await toldOf(tx, incident)
    const task: NewTask = {
      to: roles.map((role) => ({ role })),
      kind: 'reports.read',
      title: incident.safeguarding ? 'Read a new report now' : 'Read a new report',
      about: { kind: 'incident', id: incident.id },
      path: `/incidents/${incident.id}`,
      mergeKey,
      ...(await howSoon(context, tx, incident)),
    }
    const given = await giveTask(context, tx, actor, task)
    await letIn(context, tx, incident, given.people, 'Was told of the report.')
    if (chosenAdultId !== null) await tellChosen(context, tx, actor, incident, chosenAdultId)
    return { outside: given.outside }
  })
}

/**
 * Ends reading for everybody who was asked to, once the safety questions are answered: then the report is read and in hand. Opening
 * it is not enough: whoever opened it may have been called away.
 */
export async function endReading(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, from, to }: { incidentId: string; from: State; to: State },
): Promise<void> {
  if (!owesFirstQuestions(from) || to !== 'inProgress') return
  await endTasksAbout(context, tx, actor, {
    aboutId: incidentId,
    mergeKey,
    state: 'done',
    reason: 'The report was read, and the safety questions are answered.',
  })
}

async function howSoon(
  context: Context,
  tx: Tx,
  incident: Incident,
): Promise<Pick<NewTask, 'urgency' | 'due'>> {
  const now = context.clock()
  const first = incident.nextDueAt ?? now
  if (incident.safeguarding) return { urgency: 'now', due: { at: first, clock: 'hours' } }
  const count = await readSetting(tx, incident.schoolId, ordinarySchoolDays)
  const at = deadline(now, { count, clock: 'schoolDays' }, await readCalendar(tx, incident.schoolId))
  return { urgency: 'soon', due: { at, clock: 'schoolDays' } }
}

/** The adult whom the child would like to talk to. Where that is not possible, the safeguarding lead does. */
async function tellChosen(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  personId: string,
): Promise<void> {
  const given = await giveTask(context, tx, actor, {
    to: { personId },
    otherwise: 'dsl',
    kind: 'reports.talk',
    title: 'Somebody would like to talk to you',
    about: { kind: 'incident', id: incident.id },
    path: `/incidents/${incident.id}`,
    urgency: incident.safeguarding ? 'now' : 'soon',
    mergeKey: 'talk',
  })
  await letIn(context, tx, incident, given.people, 'The child chose them to talk to.')
}
