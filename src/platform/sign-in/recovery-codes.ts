import { randomInt } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import type { Parts } from './parts.ts'
import { replaceRecoveryCodes, spendRecoveryCode } from './second-factor-store.ts'

const codes = 10
/** Letters and digits that nobody takes for each other, on paper or aloud: 12 of them are 57 bits. */
const alphabet = '23456789abcdefghjkmnpqrstwxyz'

type Person = { schoolId: string; personId: string }

/** Ten codes in the place of all earlier ones. They exist in what is returned and nowhere else. */
export async function makeRecoveryCodes(
  parts: Pick<Parts, 'keyedHash'>,
  tx: Tx,
  person: Person,
  now: Date,
): Promise<readonly string[]> {
  const made = Array.from({ length: codes }, newCode)
  const hashes = await Promise.all(made.map((code) => hashOf(parts, tx, person, code)))
  await replaceRecoveryCodes(tx, person.schoolId, person.personId, { hashes, at: now })
  return made
}

/** Whether it is a code of theirs that was not used. It is now. */
export async function recoveryCodeFits(
  parts: Pick<Parts, 'keyedHash'>,
  tx: Tx,
  person: Person,
  code: string,
  now: Date,
): Promise<boolean> {
  const hash = await hashOf(parts, tx, person, code)
  return spendRecoveryCode(tx, person.schoolId, person.personId, { hash, at: now })
}

function newCode(): string {
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join('-')
}

function hashOf(
  parts: Pick<Parts, 'keyedHash'>,
  tx: Tx,
  { schoolId, personId }: Person,
  code: string,
): Promise<Buffer> {
  const bare = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return parts.keyedHash(tx, schoolId, 'signIn.recoveryCode', `${schoolId} ${personId} ${bare}`)
}
