import { type Algorithm, hash, verify } from '@node-rs/argon2'

// Algorithm is a const enum in the package's types, which type stripping cannot read; 2 is argon2id.
const argon2id = 2 as Algorithm.Argon2id

/** OWASP's password storage cheat sheet: argon2id, 19 MiB, two passes, one thread. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id of the password in one Unicode form, so that it fits from every keyboard. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let nobodys: Promise<string> | undefined

/**
 * Whether the password fits the hash. Without a hash (an unknown name, a login that has no password yet) the same work
 * is done against a hash that nothing fits, so that the time tells nobody which names exist.
 */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  nobodys ??= hash(crypto.randomUUID(), cost)
  const fits = await verify(passwordHash ?? (await nobodys), password.normalize('NFKC'))
  return fits && passwordHash !== null
}
