// What somebody has to read again who knows an earlier text. Pure.

import { type AgreementText, paragraphsOf } from './agreement.ts'

export type TextChanges = { isNew: readonly string[]; isGone: readonly string[] }

/** What stands in the later text and not in the earlier one, and the other way round: whole paragraphs and headings. */
export function textChanges(before: AgreementText, after: AgreementText): TextChanges {
  const [earlier, later] = [wordsOf(before), wordsOf(after)]
  return {
    isNew: [...later].filter((words) => !earlier.has(words)),
    isGone: [...earlier].filter((words) => !later.has(words)),
  }
}

const wordsOf = (text: AgreementText): ReadonlySet<string> =>
  new Set([
    text.title,
    text.introduction,
    ...text.sections.map(({ heading }) => heading),
    ...paragraphsOf(text).map((one) => one.text),
    text.promise,
  ])
