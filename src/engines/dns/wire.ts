// Numbers of the protocol, and how numbers lie in a message: most significant byte first.

/** Kinds of record that we write, change or look into (IANA's numbers). */
export const recordType = {
  a: 1,
  ns: 2,
  cname: 5,
  soa: 6,
  ptr: 12,
  aaaa: 28,
  opt: 41,
  svcb: 64,
  https: 65,
  ixfr: 251,
  axfr: 252,
  any: 255,
} as const

/** What an answer says of itself (RFC 1035, 4.1.1; RFC 6891, 9). */
export const responseCode = {
  done: 0,
  formatError: 1,
  failed: 2,
  noSuchName: 3,
  notImplemented: 4,
  refused: 5,
  badVersion: 16,
} as const

/** Why, for those who look closer (RFC 8914). */
export const extendedError = {
  none: -1,
  staleAnswer: 3,
  forgedAnswer: 4,
  blocked: 15,
  prohibited: 18,
  noReachableAuthority: 22,
} as const

/** The header's length; a question begins behind it. */
export const headerBytes = 12
/** The longest name as it is sent, with its length bytes (RFC 1035, 2.3.4). */
export const nameMaxBytes = 255
/** What fits into one packet on every network in use (DNS flag day 2020). */
export const packetMaxBytes = 1232
/** What a client that says nothing can take. */
export const packetLeastBytes = 512
/** What the two bytes of length before a message on a stream can say. */
export const messageMaxBytes = 0xffff

/** Two bytes, the greater first. Whoever reads a message has asked before that they are there. */
export function get16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
}

/** Four bytes, the greatest first, from 0 to 2³² − 1. */
export function get32(bytes: Uint8Array, at: number): number {
  return get16(bytes, at) * 0x10000 + get16(bytes, at + 2)
}

/** Writes 0 to 65,535 as two bytes, the greater first. */
export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8
  bytes[at + 1] = value & 0xff
}

/** Writes 0 to 2³² − 1 as four bytes, the greatest first. */
export function put32(bytes: Uint8Array, at: number, value: number): void {
  put16(bytes, at, value >>> 16)
  put16(bytes, at + 2, value & 0xffff)
}
