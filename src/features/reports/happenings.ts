// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

/** The report names adults of the school. The incident is for its case manager alone. */
export const aboutAdult = happening<{
  reportId: string
  incidentId: string
  adultIds: readonly string[]
}>('reports.aboutAdult')
