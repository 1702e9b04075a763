import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { askForSecond, type TwoPersonAction, useGrant } from '#/platform/two-person/two-person.ts'
import { countChanges } from './change-store.ts'
import { importStates, mayBecome, needsSecondPerson, undoneWithinDays } from './import.ts'
import { findImport, runningImport, saveImport } from './store.ts'

export const applyJob = { name: 'rosters.apply' } as const
export const undoJob = { name: 'rosters.undo' } as const

/** An import that would remove more people than the setting lets one person confirm. */
export const removeMany: TwoPersonAction = {
  id: 'rosters.removeMany',
  words: 'make an import that removes unusually many people',
  aboutKind: 'rosterImport',
  askedBy: ['office', 'businessManager', 'head', 'deputyHead'],
  agreedBy: ['head', 'deputyHead', 'dsl', 'deputyDsl'],
  waitsForHours: 72,
  grantLastsMinutes: 120,
  path: (importId) => `/rosters/imports/${importId}`,
  nameOf: async (tx, schoolId, importId) => {
    const { leavers, known } = await findImport(tx, schoolId, importId)
    return `${leavers} of ${known} people would leave`
  },
}

/** Asks a second person to agree to an import that removes many. Refuses where one person is enough. */
export function askToRemoveMany(
  context: Context,
  actor: Actor,
  request: { importId: string; reason: string },
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { importId, reason } = request
    const found = await findImport(tx, actor.schoolId, importId)
    allow(context, actor, 'rosters.import')
    if (found.state !== 'planned' || !needsSecondPerson(found))
      throw new Refused('This import does not need a second person.')
    return askForSecond(context, tx, actor, { action: removeMany, aboutId: importId, reason })
  })
}

/** Has the planned changes made. Refused where nothing is planned, and, above the set share of leavers, without a second person. */
export function confirmImport(context: Context, actor: Actor, importId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const found = await findImport(tx, schoolId, importId, true)
    allow(context, actor, 'rosters.import')
    if (!mayBecome(found.state, 'applying'))
      throw new Refused(`This import cannot be made now: ${importStates[found.state].text.toLowerCase()}.`)
    if (found.steps === 0) throw new Refused('The files change nothing: everybody is on record as they say.')
    if (needsSecondPerson(found)) await useGrant(context, tx, actor, removeMany, importId)
    await saveImport(
      tx,
      { schoolId, importId },
      {
        state: 'applying',
        steps_done: 0,
        confirmed_by: personOf(actor),
        confirmed_at: context.clock(),
      },
    )
    const { leavers, known } = found
    record(tx, {
      did: 'rosters.confirmed',
      about: { kind: 'rosterImport', id: importId },
      detail: { leavers, known },
    })
    await queueJob(tx, applyJob, { aboutId: importId }, { key: `rosters ${importId}` })
  })
}

/** Has a whole import taken back. Refused after seven days, while another runs, and when it is undone already. */
export function undoImport(context: Context, actor: Actor, importId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const found = await findImport(tx, schoolId, importId, true)
    allow(context, actor, 'rosters.import')
    if (!mayBecome(found.state, 'undoing'))
      throw new Refused(`This import cannot be undone: ${importStates[found.state].text.toLowerCase()}.`)
    const dayMs = 24 * 3_600_000
    if (
      found.appliedAt === null ||
      context.clock().getTime() > found.appliedAt.getTime() + undoneWithinDays * dayMs
    )
      throw new Refused(
        'An import can be undone within seven days. Put right what is wrong on the people’s own pages.',
      )
    if ((await runningImport(tx, schoolId)) !== null)
      throw new Refused(
        'Another import waits to be confirmed or is being made. Finish it, or set it aside first.',
      )
    const counts = await countChanges(tx, { schoolId, importId })
    const steps = counts.filter(({ state }) => state === 'done').reduce((sum, { count }) => sum + count, 0)
    await saveImport(
      tx,
      { schoolId, importId },
      {
        state: 'undoing',
        steps,
        steps_done: 0,
        undone_by: personOf(actor),
      },
    )
    record(tx, { did: 'rosters.undoConfirmed', about: { kind: 'rosterImport', id: importId } })
    await queueJob(tx, undoJob, { aboutId: importId }, { key: `rosters ${importId}` })
  })
}
