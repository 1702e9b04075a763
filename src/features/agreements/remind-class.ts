import { instantAt, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { termOf } from '#/kernel/school-calendar.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { classesTaughtOn } from '../people/index.ts'
import { classesOfSchool, phasesOfSchool, readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { agreementKeys, agreementRow, type Version } from './agreement.ts'
import { classesNotReminded, insertReminder } from './declaration-store.ts'
import { remindOfRules } from './settings.ts'
import { teachersOf } from './store.ts'
import { publishedVersion } from './version-store.ts'

/** The rules of a class: the agreement in force for its age. Undefined where none is. */
export async function rulesOfClass(tx: Tx, schoolId: string, classId: string): Promise<Version | undefined> {
  const found = (await classesOfSchool(tx, schoolId)).find(({ id }) => id === classId)
  if (!found) throw new NotFound('class')
  const phase = (await phasesOfSchool(tx, schoolId)).find(({ id }) => id === found.phaseId)
  const key = agreementKeys.find((one) => {
    const { signer, phases } = agreementRow(one)
    return signer === 'pupil' && phases.some((name) => name === phase?.key)
  })
  return key === undefined ? undefined : publishedVersion(tx, schoolId, key)
}

/** Notes that the rules were gone through with a class just now. Only for a class that the adult teaches or helps in. */
export function remindClass(context: Context, actor: Actor, classId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId } = requirePerson(actor)
    const at = context.clock()
    const taught = await classesTaughtOn(tx, schoolId, personId, londonDate(at))
    if (!taught.some(({ id }) => id === classId)) throw new NotFound('class')
    allow(context, actor, 'agreements.remindClass')
    const version = await rulesOfClass(tx, schoolId, classId)
    if (!version)
      throw new Refused('No agreement for this class is in force yet. Have its text approved first.')
    const id = await insertReminder(tx, schoolId, { agreement: version.agreement, classId, at, by: personId })
    await endTasksAbout(context, tx, actor, {
      aboutId: classId,
      mergeKey: 'remind',
      state: 'done',
      reason: 'The rules were gone through with the class.',
    })
    record(tx, {
      did: 'agreements.classReminded',
      about: { kind: 'class', id: classId },
      detail: { reminderId: id },
    })
  })
}

/** Each term: a task to the teachers of every class that has not been reminded in it, where the school wants that. */
export async function askForReminders(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  if ((await readSetting(tx, schoolId, remindOfRules)) !== 'eachTerm') return
  const today = londonDate(context.clock())
  const term = termOf(today, await readCalendar(tx, schoolId))
  if (!term) return
  for (const classId of await classesNotReminded(tx, schoolId, instantAt(term.from, '00:00'), today)) {
    if (!(await rulesOfClass(tx, schoolId, classId))) continue
    const teachers = await teachersOf(tx, schoolId, [classId], today)
    if (teachers.length === 0) continue
    await giveTask(context, tx, actor, {
      to: teachers.map(({ personId }) => ({ personId })),
      otherwise: 'office',
      kind: 'agreements.remindClass',
      title: 'Go through the rules for technology with your class',
      about: { kind: 'class', id: classId },
      path: `/agreements/rules/${classId}`,
      urgency: 'normal',
      due: { at: instantAt(term.to, '15:00'), clock: 'schoolDays' },
      mergeKey: 'remind',
    })
  }
}
