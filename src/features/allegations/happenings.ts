// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

/** A matter about an adult of the school stands. The id alone: nothing else leaves the register. */
export const opened = happening<{ allegationId: string }>('allegations.opened')
