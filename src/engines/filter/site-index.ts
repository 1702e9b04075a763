// What all schools share: which names, addresses and expressions stand in which categories. Made once, then only read.

import type { CategorySets } from './category-sets.ts'
import type { NameTable } from './name-table.ts'

export type SiteIndex = CategorySets & {
  readonly seed: number
  readonly names: NameTable
  /** Names of which a list says that it does not mean them: the categories that nothing above them gives them. */
  readonly exceptions: NameTable
  readonly urls: NameTable
  /** Which names have any address in `urls`. */
  readonly hostsWithUrls: NameTable
  readonly expressions: readonly { readonly category: number; readonly expression: string }[]
}
