// What site requests announce: later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

/** Somebody found a site unsuitable; nobody has decided yet. `site` is the name and the beginning of a path. */
export const siteReported = happening<{ requestId: string; site: string }>('siteRequests.siteReported')
