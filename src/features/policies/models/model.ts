// A model policy: the whole text of a policy that a school can start from, with the clauses that each paragraph keeps.

import type { PolicyCode } from '#/platform/settings/settings.ts'
import type { DesignatedRole } from '../../people/index.ts'

/** `{school}` and `{setting:key}` in a text are filled in by the school's own name and settings (`placeholder.ts`). */
export type ModelParagraph = {
  text: string
  /** Every clause that the paragraph says, by its id. */
  clauses: readonly string[]
}
export type ModelSection = { heading: string; paragraphs: readonly ModelParagraph[] }

export type ModelPolicy = {
  code: PolicyCode
  title: string
  slug: string
  /** In one sentence: whom and what it covers. */
  scope: string
  owner: DesignatedRole
  /** What it is read together with. The school adds where each is kept. */
  linkedTo: readonly string[]
  sections: readonly ModelSection[]
}
