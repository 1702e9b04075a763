import type { Flow } from '../flow.ts'
import { allegation } from './allegation.ts'
import { entry } from './entry.ts'
import { firstFour } from './first-four.ts'
import { illegal } from './illegal.ts'
import { nonIllegal } from './non-illegal.ts'
import { nudeImage } from './nude-image.ts'
import { staffVictim } from './staff-victim.ts'

/** Every flow as it is delivered, in the order a person meets them. The first is where every incident begins. */
export const shippedFlows: readonly Flow[] = [
  firstFour,
  allegation,
  entry,
  nudeImage,
  illegal,
  nonIllegal,
  staffVictim,
]

/** Flows that no school may edit: what they protect is not a matter of policy. */
export const fixedFlows: readonly string[] = [firstFour.key, nudeImage.key, allegation.key]
