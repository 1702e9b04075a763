// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { Whom } from './request.ts'

/** Somebody was asked to remove something, or to close an account. */
export const asked = happening<{ incidentId: string; requestId: string; whom: Whom }>('takedowns.asked')
