// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { Channel } from './report.ts'

type Of = { reportId: string; incidentId: string }

/** A report was taken; its incident stands and those who must know have their task. */
export const received = happening<Of & { channel: Channel; danger: boolean }>('reports.received')

/** The report names adults of the school. The incident is for its case manager alone. */
export const aboutAdult = happening<Of & { adultIds: readonly string[] }>('reports.aboutAdult')
