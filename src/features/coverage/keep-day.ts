import { deadline } from '#/kernel/deadline.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { type AssessedControl, assess, controlsOf } from './assess.ts'
import { countStates } from './state.ts'
import { saveDay, statesOn } from './store.ts'

/** School days until somebody should have mended what needs attention. */
const mendedWithinDays = 10

/**
 * Keeps how every clause stands today, and sees to it that each control that needs attention is somebody's task until it
 * runs again. Asked twice on a day, it is one day and one task.
 */
export function keepDay(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const today = londonDate(context.clock())
    const assessment = await assess(context, tx, schoolId)
    const before = await statesOn(tx, schoolId, today)
    const changed = assessment.clauses
      .filter(({ id, state }) => before.get(id) !== state)
      .map(({ id: clause, state }) => ({ clause, state }))
    const counts = countStates(assessment.clauses)
    await saveDay(tx, schoolId, today, counts, changed)
    for (const control of controlsOf(assessment)) await seeToIt(context, tx, actor, control)
    record(tx, {
      did: 'coverage.dayKept',
      about: { kind: 'school', id: schoolId },
      detail: { ...counts, changed: changed.length },
    })
  })
}

/** Practices give a task of their own before they are due, to whom the calendar names. */
async function seeToIt(context: Context, tx: Tx, actor: Actor, control: AssessedControl): Promise<void> {
  if (control.id.startsWith('practices.')) return
  const { schoolId } = actor
  const mergeKey = `coverage ${control.id}`
  if (control.state !== 'attention') {
    const reason = 'It runs again.'
    await endTasksAbout(context, tx, actor, { aboutId: schoolId, mergeKey, state: 'done', reason })
    return
  }
  const calendar = await readCalendar(tx, schoolId)
  const allowance = { count: mendedWithinDays, clock: 'schoolDays' } as const
  await giveTask(context, tx, actor, {
    to: { role: 'coordinator' },
    kind: 'coverage.mend',
    title: `Needs attention: ${control.name}`,
    about: { kind: 'school', id: schoolId },
    path: control.mendAt ?? `/coverage/controls/${control.id}`,
    urgency: 'normal',
    due: { at: deadline(context.clock(), allowance, calendar), clock: 'schoolDays' },
    mergeKey,
  })
}
