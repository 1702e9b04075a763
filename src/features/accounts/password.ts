// What a network password has to be for whom, and one that is made up for a slip. Pure but for chance.

import { randomInt } from 'node:crypto'
import { type PasswordAsks, passwordProblem } from '#/platform/sign-in/sign-in.ts'

export type AgeGroup = 'adult' | 'pupil' | 'youngest'
export type PasswordForm = 'typed' | 'words' | 'pictures'

export type PasswordRule = {
  group: AgeGroup
  form: PasswordForm
  asks: PasswordAsks & { minLength: number }
  /** Null: only when somebody else may know it. */
  expiresAfterDays: number | null
  changeAtFirstLogon: boolean
}

/** Why a password has to be changed, as the person reads it. */
export const mustChangeWords = {
  given: 'Somebody gave it to you on a slip. Choose one that only you know.',
  expired: 'It is older than the school’s policy allows.',
  compromised: 'Somebody else may know it.',
  disclosed: 'It was told to ICT support.',
  rotated: 'Several people know it, and it is changed regularly.',
} as const
export type MustChange = keyof typeof mustChangeWords

/** Short words of the first reading years, each with its picture. Nothing that a child could be teased with. */
export const childWords: readonly (readonly [word: string, picture: string])[] = [
  ['cat', '🐱'],
  ['dog', '🐶'],
  ['sun', '☀️'],
  ['moon', '🌙'],
  ['star', '⭐'],
  ['tree', '🌳'],
  ['fish', '🐟'],
  ['bird', '🐦'],
  ['bee', '🐝'],
  ['ant', '🐜'],
  ['frog', '🐸'],
  ['duck', '🦆'],
  ['owl', '🦉'],
  ['fox', '🦊'],
  ['hen', '🐔'],
  ['cow', '🐮'],
  ['sheep', '🐑'],
  ['lion', '🦁'],
  ['bus', '🚌'],
  ['car', '🚗'],
  ['van', '🚐'],
  ['boat', '⛵'],
  ['train', '🚂'],
  ['bike', '🚲'],
  ['apple', '🍎'],
  ['pear', '🍐'],
  ['plum', '🫐'],
  ['egg', '🥚'],
  ['bread', '🍞'],
  ['cake', '🍰'],
  ['milk', '🥛'],
  ['corn', '🌽'],
  ['hat', '🎩'],
  ['sock', '🧦'],
  ['shoe', '👟'],
  ['coat', '🧥'],
  ['bell', '🔔'],
  ['drum', '🥁'],
  ['ball', '⚽'],
  ['kite', '🪁'],
  ['book', '📕'],
  ['key', '🔑'],
  ['bed', '🛏️'],
  ['lamp', '💡'],
  ['leaf', '🍃'],
  ['rain', '🌧️'],
  ['snow', '❄️'],
  ['shell', '🐚'],
]

/** Words for slips that people change at once: easy to type, hard to confuse. */
const slipWords =
  `kettle marble pepper ladder button candle pillow basket pocket tunnel walnut violet copper velvet saddle
  harbour meadow pebble feather lantern compass cushion blanket teapot gravel timber cobweb thimble bonnet trolley`.split(
    /\s+/,
  )

/** What stands on a slip: the password as it is typed, and its parts with their pictures for those who read little. */
export type MadeUp = { password: string; parts: readonly { word: string; picture: string | null }[] }

/** A password that the rule accepts, made up by chance. Children’s are three different short words without spaces. */
export function makeUp(rule: PasswordRule, ownWords: readonly string[]): MadeUp {
  if (rule.form !== 'typed') {
    const parts = chosen(childWords, 3).map(([word, picture]) => ({ word, picture }))
    return { password: parts.map(({ word }) => word).join(''), parts }
  }
  const sign = [...(rule.asks.specials || '-')][0] ?? '-'
  for (;;) {
    const words = chosen(slipWords, 3).map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    const password = `${words.join(sign)}${sign}${randomInt(10, 100)}`
    if (passwordProblem(password, { ...rule.asks, ownWords }) === undefined) {
      return { password, parts: [] }
    }
  }
}

function chosen<T>(from: readonly T[], count: number): T[] {
  const left = [...from]
  return Array.from({ length: count }, () => left.splice(randomInt(left.length), 1)).flat()
}

/** Why a password that somebody chose does not do, in words. Children’s words and pictures are given, never chosen. */
export function problemWith(
  password: string,
  rule: PasswordRule,
  ownWords: readonly string[],
): string | undefined {
  return passwordProblem(password, { ...rule.asks, ownWords })
}

/** The rule in sentences, as the page that asks for a password prints it. */
export function ruleSentences({ asks, expiresAfterDays }: PasswordRule): string[] {
  const { minLength, classes = 1, specials } = asks
  const kinds = 'small letters, capitals, numbers and special characters'
  return [
    `At least ${minLength} characters.`,
    ...(classes >= 4 ? [`All of: ${kinds}.`] : classes > 1 ? [`At least ${classes} of: ${kinds}.`] : []),
    ...(specials ? [`Special characters that count: ${[...specials].join(' ')}`] : []),
    'Nothing that is tried first: football clubs, seasons with a year, rows of keys, the school’s name or yours.',
    expiresAfterDays === null
      ? 'Change it when somebody else may know it; otherwise it stays.'
      : `Change it after ${expiresAfterDays} days at the latest, and at once when somebody else may know it.`,
  ]
}
