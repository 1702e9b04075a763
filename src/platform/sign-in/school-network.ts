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
  const bare = address.replace(/^::ffff:(?=\d+\.)/, '')
  const family = isIP(bare)
  if (family === 0) return false
  const list = new BlockList()
  for (const range of ranges) {
    const [net = '', bits = ''] = range.split('/')
    const version = isIP(net)
    if (version === 0) continue
    const prefix = bits === '' ? (version === 4 ? 32 : 128) : Number(bits)
    if (Number.isInteger(prefix) && prefix >= 0 && prefix <= (version === 4 ? 32 : 128)) {
      list.addSubnet(net, prefix, version === 4 ? 'ipv4' : 'ipv6')
    }
  }
  return list.check(bare, family === 4 ? 'ipv4' : 'ipv6')
}
