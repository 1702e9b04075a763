// How a 256-bit key looks on paper, and how it is read back from what a person types, perhaps years later and in a hurry.
//
// Crockford's base 32 (no I, L, O or U; small letters, spaces and hyphens do not matter), thirteen groups of four
// characters with a check character each, so that a slip is found in its group, and a last group that checks the whole.

import { createHash } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'

/** The papers there are. Their checks differ, so that one paper typed in place of another is recognised. */
const papers = {
  master: 'the master key',
  head: 'the head’s half of the seal key',
  chair: 'the chair’s half of the seal key',
} as const

export type Paper = keyof typeof papers

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bitsPerCharacter = 5
const keyBytes = 32
const groupLength = 5
const groups = 14
const dataPerGroup = groupLength - 1

/** A key of 32 bytes as fourteen groups of five characters. */
export function printKey(paper: Paper, key: Uint8Array): string {
  if (key.length !== keyBytes) throw new RangeError(`a printed key has ${keyBytes} bytes, not ${key.length}`)
  const data = spell(key)
  const printed = Array.from({ length: groups - 1 }, (_, index) => {
    const part = data.slice(index * dataPerGroup, (index + 1) * dataPerGroup)
    return part + groupCheck(paper, index, part)
  })
  return [...printed, wholeCheck(paper, data)].join('-')
}

/** Reads a printed key. Refuses another paper, a missing group or a wrong character, and says which group to look at. */
export function readPrintedKey(paper: Paper, typed: string): Buffer {
  const text = normalise(typed)
  const other = (Object.keys(papers) as Paper[]).find((name) => name !== paper && isPrinted(name, text))
  if (other) throw new Refused(`This is ${papers[other]}. Type ${papers[paper]} here.`)
  const wrong = firstWrong(paper, text)
  if (wrong) throw new Refused(wrong)
  return unspell(dataOf(text))
}

function normalise(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

function isPrinted(paper: Paper, text: string): boolean {
  return firstWrong(paper, text) === undefined
}

function firstWrong(paper: Paper, text: string): string | undefined {
  const strange = [...text].find((character) => !alphabet.includes(character))
  if (strange) return `A printed key has no “${strange}”. Compare what you typed with the paper.`
  const length = groups * groupLength
  if (text.length !== length) {
    return `A printed key has ${groups} groups of ${groupLength} characters, ${length} in all. You typed ${text.length}.`
  }
  const parts = inGroups(text)
  const wrongGroup = parts.slice(0, -1).findIndex((group, index) => {
    const part = group.slice(0, dataPerGroup)
    return group !== part + groupCheck(paper, index, part)
  })
  if (wrongGroup >= 0) return `Group ${wrongGroup + 1} is not as printed. Compare it with the paper.`
  if (parts.at(-1) !== wholeCheck(paper, dataOf(text))) {
    return `Group ${groups} does not agree with the others. Compare every group with the paper.`
  }
  return undefined
}

function inGroups(text: string): string[] {
  return Array.from({ length: groups }, (_, index) =>
    text.slice(index * groupLength, (index + 1) * groupLength),
  )
}

function dataOf(text: string): string {
  return inGroups(text)
    .slice(0, -1)
    .map((group) => group.slice(0, dataPerGroup))
    .join('')
}

function groupCheck(paper: Paper, index: number, part: string): string {
  return check(`group ${index}`, paper, part).slice(0, 1)
}

function wholeCheck(paper: Paper, data: string): string {
  return check('whole', paper, data).slice(0, groupLength)
}

function check(what: string, paper: Paper, data: string): string {
  return spell(createHash('sha256').update(`schoolkeeper printed key 1|${paper}|${what}|${data}`).digest())
}

function spell(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet.charAt(Number.parseInt(five.padEnd(bitsPerCharacter, '0'), 2)))
    .join('')
}

function unspell(data: string): Buffer {
  const bits = [...data]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(bitsPerCharacter, '0'))
    .join('')
  return Buffer.from(
    Array.from({ length: keyBytes }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2)),
  )
}
