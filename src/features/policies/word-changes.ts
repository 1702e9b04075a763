// What changed between two versions, word by word. Paragraphs are matched by their key, which they keep from version to
// version, so that one which only moved is not shown as taken out and put in.

import { diffArrays, diffWordsWithSpace } from 'diff'
import type { Paragraph } from './version.ts'

export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }
export type ParagraphChange = {
  kind: 'same' | 'changed' | 'added' | 'removed' | 'moved'
  heading: string
  number: string
  pieces: readonly Piece[]
}

/** Two long texts without a word in common are shown as one taken out and one put in. */
const patienceMs = 300

/** The changes from one text to the next, in the order of the new one; what was taken out stands where it was. */
export function changesBetween(
  before: readonly Paragraph[],
  after: readonly Paragraph[],
): readonly ParagraphChange[] {
  const old = new Map(before.map((one) => [one.key, one]))
  const now = new Map(after.map((one) => [one.key, one]))
  const parts = diffArrays(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  )
  return parts.flatMap(({ value, added, removed }) =>
    value.flatMap((key): ParagraphChange[] => {
      const was = old.get(key)
      const is = now.get(key)
      if (removed) return was && !is ? [whole('removed', was)] : []
      if (!is) return []
      return [was ? compared(was, is, added) : whole('added', is)]
    }),
  )
}

function compared(was: Paragraph, is: Paragraph, moved: boolean): ParagraphChange {
  const { heading, number } = is
  const pieces = wordChanges(printedText(was), printedText(is))
  const same = pieces.every(({ kind }) => kind === 'same')
  return { kind: same ? (moved ? 'moved' : 'same') : 'changed', heading, number, pieces }
}

function whole(kind: 'added' | 'removed', one: Paragraph): ParagraphChange {
  return { kind, heading: one.heading, number: one.number, pieces: [{ kind, text: printedText(one) }] }
}

const printedText = ({ printed, text }: Paragraph): string => printed ?? text

/** The pieces of two texts, in order. */
export function wordChanges(was: string, is: string): readonly Piece[] {
  if (was === is) return [{ kind: 'same', text: is }]
  const found = diffWordsWithSpace(was, is, { timeout: patienceMs })
  if (found === undefined) {
    return [
      { kind: 'removed', text: was },
      { kind: 'added', text: is },
    ]
  }
  return found.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}
