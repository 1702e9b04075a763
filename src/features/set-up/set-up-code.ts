// The one-time code from the console (decision X4): whoever reads it there may set up, nobody else.

import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { hourMs } from '#/kernel/london-time.ts'

/** Without letters and digits that look alike. 12 of these are 58 bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ2346789'

/** Twelve signs in groups of four, to be read from the console and typed. */
export function newCode(): string {
  const signs = Array.from({ length: 12 }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

/** 256 random bits for the cookie of whoever typed the code. */
export const newSession = (): string => randomBytes(32).toString('base64url')

/** Codes are compared as typed from a screen: small letters, spaces and hyphens do not matter. */
export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Capitals, spaces and hyphens do not matter: people copy it from a screen. */
export const hashOfCode = (typed: string): Buffer => hashOf(typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))

/** Compares in constant time: how long it takes tells nothing about the code. */
export function isSame(a: Buffer | null, b: Buffer): boolean {
  return a !== null && a.length === b.length && timingSafeEqual(a, b)
}

/** How long after so many wrong codes the next one is looked at: three at once, then 2 s, 4 s … up to an hour. */
export function waitMs(failures: number): number {
  return failures < 3 ? 0 : Math.min(hourMs, 2 ** (failures - 2) * 1000)
}
