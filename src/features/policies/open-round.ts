import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { peopleOfKinds } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { closeRoundsOf, insertRound, type Round } from './reading-store.ts'
import { readers, readingSchoolDays } from './settings.ts'
import type { Version } from './version.ts'
import { findVersionToChange } from './version-store.ts'

/** Asks everybody anew to read the version in force, when the school wants to. Refuses another version. */
export function askToRead(context: Context, actor: Actor, versionId: string): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.publish')
    if (version.state !== 'adopted' || version.publishedAt === null) {
      throw new Refused('Only a version that is in force and published can be read by everybody.')
    }
    return openRound(context, tx, actor, version, 'asked')
  })
}

/**
 * Opens a reading round inside a command: whoever the settings name gets a task and, by it, an e-mail. A round of the same
 * policy that still runs ends, so that nobody confirms a text that is no more.
 */
export async function openRound(
  context: Context,
  tx: Tx,
  actor: Actor,
  version: Version,
  why: Round['why'],
): Promise<string> {
  const { schoolId } = actor
  const now = context.clock()
  for (const id of await closeRoundsOf(tx, schoolId, version.policyId, now)) {
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      state: 'notNeeded',
      reason: 'There is a newer text to read.',
    })
  }
  const count = await readSetting(tx, schoolId, readingSchoolDays)
  const due = deadline(now, { count, clock: 'schoolDays' }, await readCalendar(tx, schoolId))
  const people = await peopleOfKinds(tx, schoolId, await readSetting(tx, schoolId, readers), londonDate(now))
  const id = newId(now.getTime())
  await insertRound(
    tx,
    {
      school_id: schoolId,
      id,
      version_id: version.id,
      why,
      opened_at: now,
      opened_by: personOf(actor),
      due_on: londonDate(due),
    },
    people,
  )
  record(tx, {
    did: 'policies.roundOpened',
    about: { kind: 'policy', id: version.policyId },
    detail: { roundId: id, people: people.length, why },
  })
  for (const { id: personId } of people) await askReader(context, tx, actor, { id, personId, again: false })
  return id
}

/**
 * Asks one person. Without a due day of the task's own: a late reader is the owner's to see on the round's page, and must
 * not become one task for the head for each of eighty people. Asked again it becomes more urgent, and is mailed again.
 */
export async function askReader(
  context: Context,
  tx: Tx,
  actor: Actor,
  { id, personId, again }: { id: string; personId: string; again: boolean },
): Promise<void> {
  await giveTask(context, tx, actor, {
    to: { personId },
    kind: 'policies.read',
    title: 'Read a policy of the school and confirm it',
    about: { kind: 'policyReading', id },
    path: `/policy-register/rounds/${id}/read`,
    urgency: again ? 'soon' : 'normal',
    mergeKey: readTask(personId),
    // Nobody confirms for somebody else that they have read it.
    endsWithPerson: true,
  })
}

/** The merge key of somebody’s task to read: a new round on top of an old one is one task. */
export const readTask = (personId: string): string => `policies.read.${personId}`
