import { isIPv4, isIPv6 } from 'node:net'

/** An address as its bytes: 4 or 16; one of IPv4 inside IPv6 is of IPv4. Undefined for anything else. */
export function addressBytes(address: string): Uint8Array | undefined {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(bare)) return Uint8Array.from(bare.split('.'), Number)
  if (!isIPv6(bare)) return undefined
  // The last four bytes may be written as an address of IPv4.
  const hexadecimal = bare.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) =>
    [0, 2].map((at) => (Number(parts[at]) * 256 + Number(parts[at + 1])).toString(16)).join(':'),
  )
  const [before = '', after] = hexadecimal.split('::')
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : [])
  const [first, last] = [groups(before), groups(after)]
  const between = Array.from({ length: 8 - first.length - last.length }, () => '0')
  const all = after === undefined ? first : [...first, ...between, ...last]
  return Uint8Array.from(
    all.flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 0xff]
    }),
  )
}

/** A range of addresses: the first `bits` are these. */
export type Range = { bytes: Uint8Array; bits: number }

/** Reads `10.0.0.0/16`. Undefined for anything that is no range. */
export function rangeOf(written: string): Range | undefined {
  const found = /^([^/]+)\/(\d{1,3})$/.exec(written)
  const bytes = addressBytes(found?.[1] ?? '')
  const bits = Number(found?.[2])
  return bytes && bits <= bytes.length * 8 ? { bytes, bits } : undefined
}

/** Whether the address is in the range. */
export function isInRange(address: Uint8Array, { bytes, bits }: Range): boolean {
  if (address.length !== bytes.length) return false
  const whole = bits >> 3
  for (let at = 0; at < whole; at++) if (address[at] !== bytes[at]) return false
  const left = bits & 7
  return left === 0 || ((address[whole] as number) ^ (bytes[whole] as number)) >> (8 - left) === 0
}
