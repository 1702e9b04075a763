import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { PolicyTables } from '../src/features/policies/tables.ts'
import type { TaskTables } from '../src/features/tasks/tables.ts'
import { type Act, momentAt, type Stage } from './moment.ts'
import { storiesOf } from './stories.ts'

/** Plays everything that ever happened at a school, in the order in which it did. Nothing happens after the last day. */
export async function play(context: Context, stage: Stage): Promise<void> {
  const end = new Date(`${stage.lastDay}T17:00:00Z`)
  const acts: Act[] = storiesOf(stage)
    .filter(({ at }) => at <= end)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
  for (const act of acts) await act.play(momentAt(context, stage, act.at))
  await sendOldMail(context, stage.loaded.schoolId, new Date(`${stage.lastDay}T00:00:00Z`))
}

/** Mail about what is long done went out when it was written; nobody is mailed today about last year. */
async function sendOldMail(context: Context, schoolId: string, before: Date): Promise<void> {
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    await tx
      .withTables<TaskTables>()
      .updateTable('tasks.notice')
      .set((notice) => ({ sent_at: notice.ref('created_at') }))
      .where('school_id', '=', schoolId)
      .where('created_at', '<', before)
      .where('sent_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .execute()
    await tx
      .withTables<PolicyTables>()
      .updateTable('policies.letter')
      .set((letter) => ({ sent_at: letter.ref('queued_at') }))
      .where('school_id', '=', schoolId)
      .where('queued_at', '<', before)
      .execute()
  })
}
