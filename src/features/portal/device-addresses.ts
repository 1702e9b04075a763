// Where shared devices are, as a setting says it: one a line, its name and its address. Pure.

import { isIP } from 'node:net'
import { hardwareAddress, type Lease } from '../told-logons/index.ts'

/** The name as teachers write it, without regard to capitals and blanks. */
export const deviceKey = (name: string): string => name.toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * Addresses by the devices' names. A line that is none is left out, and so is a device whose hardware address has no
 * lease now.
 */
export function addressesOfDevices(
  text: string,
  leases: readonly Pick<Lease, 'device' | 'address'>[] = [],
): ReadonlyMap<string, string> {
  const leased = new Map(leases.map(({ device, address }) => [device, address]))
  return new Map(
    linesOf(text).flatMap((line) => {
      const { name, address } = partsOf(line)
      const now = isIP(address) === 0 ? leased.get(hardwareAddress(address) ?? '') : address
      return name !== '' && now !== undefined ? [[name, now] as const] : []
    }),
  )
}

/** What is wrong with the lines, in a sentence; null when nothing is. */
export function problemOfDevices(text: string): string | null {
  const seen = new Set<string>()
  for (const line of linesOf(text)) {
    const { name, address } = partsOf(line)
    const isAddress = isIP(address) !== 0 || hardwareAddress(address) !== null
    if (name === '' || name.length > 40 || !isAddress)
      return `“${line}” is no device with its address. Write it like iPad 14 10.4.8.21, or iPad 14 aa:bb:cc:dd:ee:ff.`
    if (seen.has(name) || seen.has(address))
      return `“${line}” names a device, or an address, that another line has already.`
    seen.add(name).add(address)
  }
  return null
}

const linesOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

function partsOf(line: string): { name: string; address: string } {
  const words = line.split(/\s+/)
  return { name: deviceKey(words.slice(0, -1).join(' ')), address: (words.at(-1) ?? '').toLowerCase() }
}
