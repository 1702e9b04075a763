// Addresses that stand for no place outside: private networks, this machine, and the ways of writing IPv4 in IPv6.

import { isInRange, rangeOf } from './ip-address.ts'

/** RFC 6890 and its successors. */
const insideRanges: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

const ranges = insideRanges.flatMap((written) => rangeOf(written) ?? [])
const translated = rangeOf('64:ff9b::/96')

/**
 * Whether an address that a name leads to is inside. Where a network has IPv6 alone, its DNS writes addresses outside into
 * 64:ff9b::/96 (RFC 6147): there the address of IPv4 counts.
 */
export function leadsInside(address: Uint8Array): boolean {
  const isTranslated = translated !== undefined && isInRange(address, translated)
  const counts = isTranslated ? address.subarray(12) : address
  return ranges.some((range) => isInRange(counts, range))
}
