// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { State } from './incident.ts'
import type { Part } from './involvement.ts'

type Of = { incidentId: string }

/** A new incident stands, with everybody who is in it so far, and is kept from whom it must be. */
export const opened = happening<Of & { kind: string; safeguarding: boolean; possibleChildImage: boolean }>(
  'incidents.opened',
)

/** Somebody was added, and what follows from it for who may know has been done. */
export const personAdded = happening<Of & { involvementId: string; personId: string | null; part: Part }>(
  'incidents.personAdded',
)

export const personRemoved = happening<Of & { involvementId: string; personId: string | null; part: Part }>(
  'incidents.personRemoved',
)

/**
 * The kind, or whether a child may be harmed or in a picture, has changed. Evidence seals when it must. `passedOn`: it is
 * the case manager's alone from now on, and all tasks about it have ended.
 */
export const reclassified = happening<
  Of & {
    kindBefore: string
    kind: string
    safeguarding: boolean
    possibleChildImage: boolean
    passedOn: boolean
  }
>('incidents.reclassified')

/** It moved from one state to another. */
export const moved = happening<Of & { from: State; to: State }>('incidents.moved')

/** A guardian was told. `parts`: those of which every child’s family has been told now. */
export const parentsTold = happening<Of & { informedId: string; parts: readonly Part[] }>(
  'incidents.parentsTold',
)
