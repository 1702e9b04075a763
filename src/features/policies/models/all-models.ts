import { alder } from './alder.ts'
import { beech } from './beech.ts'
import { hazel } from './hazel.ts'
import type { ModelPolicy } from './model.ts'
import { rowan } from './rowan.ts'
import { thorn } from './thorn.ts'

/** The model policies that a school can start from, in the order in which they are offered. */
export const models: readonly ModelPolicy[] = [alder, beech, thorn, hazel, rowan]
