// What tasks announces: later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

/**
 * A child may be harmed, nobody has opened the task, and these are on duty by dated cover: the feature whose record it
 * is about lets them in. Nobody among them from whom the record is kept. Announced each time it goes on.
 */
export const unopenedOnDuty = happening<{
  about: { kind: string; id: string }
  people: readonly { id: string }[]
}>('tasks.unopenedOnDuty')
