// What a version of the child's form is made of: its pages, its questions, and what may be chosen.

import type { Picture } from '#/platform/web/pictures.ts'

export type ChildChoice = { value: string; text: string; picture: Picture }

const childStepKeys = ['what', 'safe', 'words', 'who', 'grownUp', 'name', 'check'] as const
export type ChildStep = (typeof childStepKeys)[number]

export type ChildFieldName =
  | 'what'
  | 'safe'
  | 'words'
  | 'who'
  | 'whoName'
  | 'helper'
  | 'talkTo'
  | 'notTell'
  | 'name'

export type ChildVersion = {
  /** How the youngest to whom it is offered knows that it is theirs. */
  text: string
  picture: Picture
  /** The lines before the first question, each with its picture. */
  start: readonly { picture: Picture; text: string }[]
  /** The pages in order, each with the fields that it asks for. */
  steps: readonly { key: ChildStep; fields: readonly ChildFieldName[] }[]
  asks: Readonly<Record<ChildFieldName, string>>
  hints: Readonly<Partial<Record<ChildFieldName, string>>>
  /** `image`: there may be a picture of a child. */
  kinds: readonly (ChildChoice & { kind: string; image?: true })[]
  safe: readonly ChildChoice[]
  /** `atRisk`: whoever did it makes it more than a quarrel between children. */
  who: readonly (ChildChoice & { atRisk?: true })[]
  /** To whom the child would like to talk, where it is pressed and not typed. */
  helpers: readonly ChildChoice[]
  /** Plain words beside a button instead of large pictures. */
  plain: boolean
}

/** The child's words for a choice, as they are kept with the report. */
export function childText(choices: readonly ChildChoice[], value: string): string {
  return choices.find((choice) => choice.value === value)?.text ?? ''
}
