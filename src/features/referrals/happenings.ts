// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

/** Somebody outside has been told about an incident, by this route. One that is only due is not announced. */
export const referred = happening<{ incidentId: string; referralId: string; route: string }>(
  'referrals.referred',
)
