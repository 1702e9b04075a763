// What people choose first when told to choose. A few thousand words in groups, and what they are made into, stand for
// many millions of passwords, so that no list of passwords has to be shipped.

import { readFileSync } from 'node:fs'

const wordsFile = new URL('./common-words.txt', import.meta.url)

/** What stands between words and adds nothing: "i love my dog". */
const smallWords = new Set(
  `a i u x xo xx is am im my me the of and or to go in on for from with we you ur love loves like likes hate hates big little
  old new no not yes do dont it its this that so very best super mr mrs miss ms dr sir`.split(/\s+/),
)

/** Every word, with the sentence’s beginning of its group: "First names". */
export const commonWords: ReadonlyMap<string, string> = readWords(readFileSync(wordsFile, 'utf8'))

const longestWord = Math.max(...[...commonWords.keys()].map((word) => word.length))

/** Old systems cut passwords after eight characters, and people still type them so: "liverpoo". */
const cutWords = new Map(
  [7, 8].flatMap((length) =>
    [...commonWords]
      .filter(([word]) => word.length > length)
      .map(([word, group]) => [word.slice(0, length), group] as const),
  ),
)

function readWords(text: string): Map<string, string> {
  const words = new Map<string, string>()
  let group = ''
  let turn = (word: string): string => word
  for (const line of text.split('\n')) {
    const heading = /^([=~]) (.+)$/.exec(line)
    if (heading) {
      group = heading[2] ?? ''
      turn = heading[1] === '~' ? rot13 : (word) => word
    } else if (!line.startsWith('#')) {
      for (const word of line.split(/\s+/).filter(Boolean)) words.set(turn(word), group)
    }
  }
  return words
}

function rot13(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97))
}

/** Of so many words a password may not be made alone; three that have nothing to do with each other are strong. */
const tooFewWords = 2
const mostSmallWords = 2

/**
 * The group of the first word when the letters are nothing but one or two common words, forwards or one backwards, with
 * at most two small words between them; undefined when there is more to them.
 */
export function commonGroup(letters: string): string | undefined {
  const backwards = [...letters].reverse().join('')
  return (
    coveredFrom(letters, 0, { words: tooFewWords, small: mostSmallWords }) ??
    groupOf(backwards) ??
    cutWords.get(letters)
  )
}

type Left = { words: number; small: number }

function coveredFrom(letters: string, from: number, left: Left): string | undefined {
  if (from === letters.length) return left.words < tooFewWords ? 'Such words' : undefined
  const longest = Math.min(letters.length - from, longestWord + 1)
  for (let length = longest; length > 0; length -= 1) {
    const part = letters.slice(from, from + length)
    const group = left.words > 0 ? groupOf(part) : undefined
    const afterWord = { ...left, words: left.words - 1 }
    if (group && coveredFrom(letters, from + length, afterWord)) return group
    if (left.small === 0 || !smallWords.has(part)) continue
    const rest = coveredFrom(letters, from + length, { ...left, small: left.small - 1 })
    if (rest) return rest
  }
  return undefined
}

function groupOf(part: string): string | undefined {
  if (part.length < 3) return undefined
  return commonWords.get(part) ?? (part.endsWith('s') ? commonWords.get(part.slice(0, -1)) : undefined)
}
