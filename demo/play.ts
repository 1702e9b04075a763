import type { Context } from '#/platform/context.ts'
import { type Act, momentAt, type Stage } from './moment.ts'
import { storiesOf } from './stories.ts'

/** Plays everything that ever happened at a school, in the order in which it did. Nothing happens after the last day. */
export async function play(context: Context, stage: Stage): Promise<void> {
  const end = new Date(`${stage.lastDay}T17:00:00Z`)
  const acts: Act[] = storiesOf(stage)
    .filter(({ at }) => at <= end)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
  for (const act of acts) await act.play(momentAt(context, stage, act.at))
}
