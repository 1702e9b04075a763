// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { ItemKind } from './item.ts'

/** A file was kept, a thing put away, or a device taken in. `sealed`: put away under a seal number. */
export const entered = happening<{
  incidentId: string
  itemId: string
  kind: ItemKind
  of: 'pupil' | 'staff' | null
  sealed: boolean
}>('evidence.entered')
