// The noun: a key with which one person signs in to the proxy on one device. Pure, but for the drawing of new ones.

import { randomBytes } from 'node:crypto'

export type ProxyKey = {
  id: string
  personId: string
  /** What is typed as the name: the school's short name and eight letters, so that no two schools have the same. */
  name: string
  device: string
  madeAt: Date
  until: Date
  endedAt: Date | null
}

/** Nobody needs more; whoever does has forgotten to end some. */
export const keysMost = 5

// Letters that nobody confuses, five bits each (Crockford).
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const drawn = (length: number): string =>
  [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('')

/** The name of a new key: `alder-7k2m9p4x`. */
export const newName = (slug: string): string => `${slug}-${drawn(8)}`

/** The secret of a new key: a hundred bits, as `7k2m9-p4xqd-3fhtz-08bvn`. */
export const newSecret = (): string => [5, 5, 5, 5].map(drawn).join('-')
