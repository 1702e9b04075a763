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
