// What makes a password too easy, in words. Length and a list of what is tried first do more than signs and digits
// (NCSC, NIST SP 800-63B), so nothing asks for a capital or a punctuation mark unless a school's policy does.

import { commonGroup } from './common-passwords.ts'
import { isNumber, isWalk, plain, readings, repeats } from './password-shapes.ts'

const threeWords =
  'Three words that have nothing to do with each other are strong and easy to remember. Spaces are fine.'

/** What makes a good password here, in one or two sentences: three words, and the signs that the school's policy asks for. */
export function passwordAdvice(asks: PasswordAsks): string {
  return (asks.classes ?? 1) > 1 ? `${threeWords} ${classSentence(asks)}` : threeWords
}

/** Longer ones are refused so that nobody can make us hash a book. */
const longest = 200

type Rule = {
  broken: (password: string, about: About) => boolean
  says: (about: About, password: string) => string
}
export type About = PasswordAsks & {
  minLength: number
  ownWords: readonly string[]
}

/** What a school's policy asks besides. */
export type PasswordAsks = {
  minLength?: number
  /** How many of small letters, capitals, digits and special characters there have to be: 1 to 4. */
  classes?: number
  /** Which special characters count. Default: every character that is no letter, digit or space. */
  specials?: string
}

const rules: readonly Rule[] = [
  {
    broken: (password, { minLength }) => [...password].length < minLength,
    says: (about) => `Use at least ${about.minLength} characters. ${passwordAdvice(about)}`,
  },
  {
    broken: (password) => password.length > longest,
    says: () => `Use at most ${longest} characters.`,
  },
  {
    broken: (password) => repeats(password),
    says: (about) => `That repeats the same few characters. ${passwordAdvice(about)}`,
  },
  {
    broken: (password, { ownWords }) => ownWords.some((word) => contains(password, word)),
    says: (about) => `Leave out your sign-in name and the name of the school. ${passwordAdvice(about)}`,
  },
  {
    broken: (password, { classes = 1, specials }) => classesIn(password, specials).length < classes,
    says: (about) => classSentence(about),
  },
  {
    broken: (password) => isNumber(password),
    says: (about) => `Numbers alone are guessed quickly, and dates first of all. ${passwordAdvice(about)}`,
  },
  {
    broken: (password) => commonIn(password) !== undefined,
    says: (about, password) =>
      `${commonIn(password)} are tried first, with numbers and signs around them too. ${passwordAdvice(about)}`,
  },
  {
    broken: (password) => isWalk(password),
    says: (about) => `That is a row of neighbouring keys or letters. ${passwordAdvice(about)}`,
  },
]

/** The sentence for the first rule that a new password breaks; undefined when it is good. */
export function passwordProblem(password: string, about: About): string | undefined {
  return rules.find(({ broken }) => broken(password, about))?.says(about, password)
}

/** Which sort of word the password is made of, when it is made of nothing else. */
function commonIn(password: string): string | undefined {
  for (const letters of readings(password)) {
    const group = commonGroup(letters)
    if (group !== undefined) return group
  }
  return undefined
}

function contains(password: string, word: string): boolean {
  const wanted = plain(word)
  // What is left when the name is taken out must be able to stand as a password by itself.
  return (
    wanted.length >= 4 &&
    plain(password).replaceAll(wanted, '').length < 8 &&
    plain(password).includes(wanted)
  )
}

type Class = { words: string; has: (password: string, specials: string | undefined) => boolean }

const classRows: readonly Class[] = [
  { words: 'a small letter', has: (password) => /\p{Ll}/u.test(password) },
  { words: 'a capital letter', has: (password) => /\p{Lu}/u.test(password) },
  { words: 'a number', has: (password) => /\p{Nd}/u.test(password) },
  {
    words: 'a special character',
    has: (password, specials) =>
      [...password].some((one) => (specials ? specials.includes(one) : /[^\p{L}\p{N}\s]/u.test(one))),
  },
]

const classesIn = (password: string, specials: string | undefined) =>
  classRows.filter(({ has }) => has(password, specials))

function classSentence({ classes = 1, specials }: PasswordAsks): string {
  const which = specials ? ` (special characters: ${[...specials].join(' ')})` : ''
  const all = classRows.map(({ words }) => words)
  const list = `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
  return classes >= all.length
    ? `Use at least one of each: ${list}${which}.`
    : `Use at least ${classes} of these: ${list}${which}.`
}
