// The code by which somebody without a name reads the answer: 60 bits, written with letters that nobody confuses.

import { createHmac, type KeyObject, randomBytes } from 'node:crypto'

// Crockford's base 32, five bits a letter.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

/**
 * The code of a report, as it is shown: "K7M2-QX9D-3FHT". It follows from the token of the sent form, so that a form
 * that was sent twice shows the one code; without a token it is drawn.
 */
export function replyCodeFor(key: KeyObject, schoolId: string, token: string | undefined): string {
  const seed = token === undefined ? randomBytes(32) : Buffer.from(`${schoolId}\n${token}`)
  const bits = createHmac('sha256', key).update('new reply code 1\n').update(seed).digest()
  // 256 is a multiple of 32, so each letter is as likely as any other.
  const drawn = [...bits.subarray(0, length)].map((byte) => letters[byte % letters.length]).join('')
  return `${drawn.slice(0, 4)}-${drawn.slice(4, 8)}-${drawn.slice(8)}`
}

/** The code as it was typed, read kindly: any case, spaces, O for 0, I and L for 1. Undefined when it cannot be one. */
export function readReplyCode(typed: string): string | undefined {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s–—-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return plain.length === length && [...plain].every((letter) => letters.includes(letter)) ? plain : undefined
}

/** What is kept of a code: useless without the school's key. */
export function hashReplyCode(key: KeyObject, plain: string): Buffer {
  return createHmac('sha256', key).update(`reply code 1\n${plain}`).digest()
}
