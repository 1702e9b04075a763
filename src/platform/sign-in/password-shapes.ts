// What a password looks like to somebody who guesses: its letters with the tricks undone, rows of keys, repetitions. Pure.

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
}
const otherLookAlikes = { ...lookAlikes, '1': 'l', '2': 'z', '6': 'g', '8': 'b', '9': 'g', '!': 'l' }

/** Lower case, look-alikes undone, digits and signs at either end and spaces left out: "P4ssw0rd2026!!" is "password". */
export function plain(password: string): string {
  return undo(bareOf(password), lookAlikes)
}

/** All that the letters may have been meant as: look-alikes undone in two ways, or left out, with and without the ends. */
export function readings(password: string): readonly string[] {
  const whole = withoutAccents(password)
  const bare = bareOf(whole)
  const read = [
    undo(bare, lookAlikes),
    undo(bare, otherLookAlikes),
    undo(whole, lookAlikes),
    undo(whole, otherLookAlikes),
    undo(bare, {}),
  ]
  return [...new Set([...read, ...read.map((letters) => letters.replaceAll(/(.)\1{2,}/g, '$1'))])].filter(
    Boolean,
  )
}

const withoutAccents = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '')

const bareOf = (password: string): string =>
  password.toLowerCase().replaceAll(/^[^a-z]+(?=.)|[^a-z@$]+$/g, '')

function undo(text: string, alike: Readonly<Record<string, string>>): string {
  return [...text.toLowerCase()]
    .map((character) => alike[character] ?? character)
    .filter((character) => character >= 'a' && character <= 'z')
    .join('')
}

/** Whether it is one short piece over and over, but for three characters at its end. */
export const repeats = (password: string): boolean =>
  new Set(password.toLowerCase()).size < 5 || /^(.{1,6})\1+.{0,3}$/u.test(password.toLowerCase())

/** Numbers and dates, with a letter or two at most. */
export const isNumber = (password: string): boolean => /^[a-z]{0,2}[\d\s./-]+[a-z]{0,2}$/i.test(password)

type Near = (one: string, other: string) => boolean

/** Whether it is a row of neighbouring keys or letters, several such rows, or two of them one character in turn. */
export function isWalk(password: string): boolean {
  const text = password.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (text.length < 5 || text.length < password.length * 0.7) return false
  return walks(text) || (walks(everySecond(text, 0)) && walks(everySecond(text, 1)))
}

const walks = (text: string): boolean => [nearKeys, nearLetters].some((near) => hasFewJumps(text, near))

const everySecond = (text: string, from: number): string =>
  [...text].filter((_, at) => at % 2 === from).join('')

/** Pieces of three and more: 123qweasd has two jumps in nine characters. */
function hasFewJumps(text: string, near: Near): boolean {
  const jumps = [...text].filter((character, at) => at > 0 && !near(text.charAt(at - 1), character)).length
  return text.length >= 3 && jumps < text.length / 3
}

/** Each row of the keyboard stands so far to the right of the row of digits, in keys. */
const keyRows = [
  { keys: '1234567890', shift: 0 },
  { keys: 'qwertyuiop', shift: 0.5 },
  { keys: 'asdfghjkl', shift: 0.75 },
  { keys: 'zxcvbnm', shift: 1.25 },
]
const places = new Map(
  keyRows.flatMap(({ keys, shift }, row) =>
    [...keys].map((key, at) => [key, { row, across: at + shift }] as const),
  ),
)

function nearKeys(one: string, other: string): boolean {
  const from = places.get(one)
  const to = places.get(other)
  if (!from || !to) return false
  return Math.abs(from.row - to.row) <= 1 && Math.abs(from.across - to.across) <= 1
}

const nearLetters: Near = (one, other) => Math.abs(one.charCodeAt(0) - other.charCodeAt(0)) <= 1
