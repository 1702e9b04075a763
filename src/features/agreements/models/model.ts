// A model text: what schools start from. Each paragraph says which clauses of the five policies it carries.

import type { Picture } from '#/platform/web/pictures.ts'

export type Paragraph = {
  /** Stays the same when a school rewords it, so that its clauses stay with it. */
  key: string
  text: string
  clauses: readonly string[]
  /** Stands beside the words where children read them. */
  picture?: Picture
}

export type Section = { heading: string; paragraphs: readonly Paragraph[] }

/** What is hashed, shown and signed. */
export type AgreementText = {
  title: string
  introduction: string
  sections: readonly Section[]
  /** What stands above the signature, in the signer's own person. */
  promise: string
}
