import type { Actor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { chooseDeciders } from './choose-deciders.ts'
import { type Complaint, moves } from './complaint.ts'
import { giveTasks } from './receive-complaint.ts'
import { complaintsAmong, saveComplaint } from './store.ts'

/**
 * Somebody turned out to be close to whom a complaint is about: those who decide on it are chosen again, as if that had
 * been known when it came in, and have what is left to do.
 */
export async function followRelatives(
  context: Context,
  tx: Tx,
  actor: Actor,
  { recordIds }: { recordIds: readonly string[] },
): Promise<void> {
  const at = context.clock()
  for (const complaint of await complaintsAmong(tx, systemActor(actor.schoolId), recordIds)) {
    const kept = await keptFromOf(tx, complaint.schoolId, complaint.id)
    const decidedBy = await chooseDeciders(tx, { ...complaint, at }, kept)
    if (decidedBy.join() === complaint.decidedBy.join()) continue
    const isOpen = Object.keys(moves[complaint.state]).length > 0
    // What is answered stays answered, though nobody at the school may read it any more.
    if (decidedBy.length === 0 && !isOpen) continue
    const state: Complaint['state'] = decidedBy.length === 0 ? 'outside' : complaint.state
    const chosen = { ...complaint, decidedBy, state }
    await saveComplaint(tx, chosen)
    if (!isOpen) continue
    for (const mergeKey of ['acknowledge', 'answer']) {
      const ended = { state: 'notNeeded' as const, reason: 'Somebody else decides on it.' }
      await endTasksAbout(context, tx, actor, { aboutId: complaint.id, mergeKey, ...ended })
    }
    await giveTasks(context, tx, actor, chosen)
  }
}
