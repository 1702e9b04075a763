import { randomInt } from 'node:crypto'

/** Without vowels, so that it makes no word, and without what is mistaken for something else when read out. */
const letters = 'bcdfghjkmnpqrstvwxz'
const groups = 4
const groupLength = 4

/** A password for one sign-in, to be read out: sixteen letters in four groups, 67 bits. */
export function temporaryPassword(): string {
  const group = () => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
