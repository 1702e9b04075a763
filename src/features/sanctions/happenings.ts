// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { Stop } from './ladders.ts'

type Suspension = { sanctionId: string; personId: string; what: Stop; tool: string | null }

/** Everybody who has to agree to it has: it may be carried out, or is in force. */
export const decided = happening<{ incidentId: string; sanctionId: string; of: 'pupil' | 'staff' }>(
  'sanctions.decided',
)

/** From now on the person goes without it: until the day, or (null) until a talk with a senior leader was recorded. */
export const suspended = happening<Suspension & { until: string | null }>('sanctions.suspended')

/** The person has it back, its day having come or the talk being on record. */
export const lifted = happening<Suspension>('sanctions.lifted')
