import { BlockList, isIP } from 'node:net'
import { NotAllowed } from '#/kernel/refusal.ts'
import type { Tx } from '../database/database.ts'
import type { Parts } from './parts.ts'

/** Refuses (403) from outside the school's own address ranges. Without any set, class sessions work nowhere. */
export async function requireSchoolNetwork(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  address: string,
): Promise<void> {
  const ranges = await parts.classes.networkRangesOf(tx, schoolId)
  if (isInRanges(address, ranges)) return
  throw new NotAllowed(
    'Class sessions work on the school’s own network only. Use a device of the school, at school.',
  )
}

/** Whether an address lies in one of the CIDR ranges. Anything malformed lies in none. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const bare = bareAddress(address)
  if (isIP(bare) === 0) return false
  const list = new BlockList()
  for (const range of ranges) addRange(list, range)
  return list.check(bare, familyOf(bare))
}

/** An IPv4 address as it is written, also where it came in the clothes of IPv6. */
export const bareAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')

function addRange(list: BlockList, range: string): void {
  const [net = '', bits] = range.split('/')
  if (isIP(net) === 0) return
  const widest = isIP(net) === 4 ? 32 : 128
  const prefix = bits === undefined ? widest : Number(bits)
  if (Number.isInteger(prefix) && prefix >= 0 && prefix <= widest) list.addSubnet(net, prefix, familyOf(net))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6'
}
