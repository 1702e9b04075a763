// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

type Of = { incidentId: string }

/** Somebody may be in danger, or a child harmed. The safeguarding lead and deputies have been given a task already. */
export const possibleHarm = happening<Of & { danger: boolean }>('triage.possibleHarm')

/** It is about what an adult of the school may have done. The incident is its case manager's alone from now on. */
export const adultNamed = happening<Of>('triage.adultNamed')

/** Nobody at school may look at it, keep it or upload it: a possible image of a child, or terrorist material. */
export const possibleChildImage = happening<Of & { terroristMaterial: boolean }>('triage.possibleChildImage')
