import { Refused } from '#/kernel/refusal.ts'
import { fullName, type Person } from '../people/index.ts'

const bare = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/**
 * Refuses a typed signature that is plainly somebody else's: their family name and one of their given names have to be in
 * it, in any order, with or without accents.
 */
export function requireOwnName(written: string, person: Person): void {
  const words = new Set(bare(written))
  const given = [...bare(person.givenName), ...bare(person.knownAs ?? '')]
  const familyIsThere = bare(person.familyName).every((word) => words.has(word))
  if (familyIsThere && given.some((word) => words.has(word))) return
  throw new Refused(`Type your own full name as the school knows it: ${fullName(person)}.`)
}

/** Refuses a first name that is not the child's: somebody pressed the wrong name. Spelling is not marked: two letters may differ. */
export function requireFirstName(written: string, child: Person): void {
  const typed = bare(written).join('')
  const own = [child.givenName, child.knownAs ?? child.givenName].map((name) => bare(name).join(''))
  if (typed !== '' && own.some((name) => isClose(typed, name))) return
  throw new Refused('Write your first name. Is this the wrong name? Press “That is not me”.')
}

/** Whether the words begin alike and their lengths differ by two letters at most. */
function isClose(typed: string, name: string): boolean {
  const begins = Math.min(3, name.length)
  return typed.slice(0, begins) === name.slice(0, begins) && Math.abs(typed.length - name.length) <= 2
}
