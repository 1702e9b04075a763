import { isIP } from 'node:net'

/** Reads one address range of the school's network, as `10.4.0.0/16`. Refuses, in a sentence, what is none. */
export function readRange(typed: string): { range: string } | { problem: string } {
  const [address = '', bits] = typed.split('/')
  // No mapped address and no zone: a range is of one protocol and of no machine.
  const family = /^([\d.]+|[\da-f:]+)$/i.test(address) ? isIP(address) : 0
  const most = family === 4 ? 32 : 128
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  if (family === 0 || !(length <= most)) {
    return { problem: `“${typed}” is not an address range, like 10.4.0.0/16.` }
  }
  // A range over a whole protocol would make every device in the world one of the school's.
  if (length < (family === 4 ? 8 : 32))
    return { problem: `“${typed}” is far more than one school. Ask whoever runs the network.` }
  if (numberOf(address, family) % (1n << BigInt(most - length)) !== 0n) {
    return {
      problem: `“${typed}” does not begin where a range of that size begins. Ask whoever runs the network.`,
    }
  }
  return { range: `${address}/${length}` }
}

/** Reads ranges from a box, one a line. */
export function readRanges(typed: string): { ranges: string[] } | { problem: string } {
  const ranges: string[] = []
  for (const line of typed.split(/[\n,;]+/).map((text) => text.trim())) {
    if (line === '') continue
    const read = readRange(line)
    if ('problem' in read) return read
    ranges.push(read.range)
  }
  return { ranges }
}

function numberOf(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const [head = '', tail = ''] = address.split('::')
  const words = (text: string) => text.split(':').filter(Boolean)
  const missing = Array.from({ length: 8 - words(head).length - words(tail).length }, () => '0')
  const all = [...words(head), ...(address.includes('::') ? missing : []), ...words(tail)]
  return all.reduce((sum, word) => sum * 65536n + BigInt(`0x${word}`), 0n)
}
