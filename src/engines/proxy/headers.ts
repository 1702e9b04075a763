// What belongs to one connection and is not passed on (RFC 9110, 7.6.1), and what is added.

import type { IncomingMessage } from 'node:http'

const ofOneConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
])

/** Our name in `Via`, by which a request that comes back to us is known. */
export const viaName = 'schoolkeeper'

type Raw = readonly string[]

/**
 * Headers as they came, name and value in turn, without those of the connection; `set` wins over what came. Content
 * codings and their order stay as they are.
 */
export function passedOn(raw: Raw, set: Readonly<Record<string, string>>): string[] {
  const dropped = namedInConnection(raw)
  const passed: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string
    const lower = name.toLowerCase()
    if (ofOneConnection.has(lower) || dropped?.has(lower) || Object.hasOwn(set, lower)) continue
    passed.push(name, raw[at + 1] as string)
  }
  for (const name in set) passed.push(name, set[name] as string)
  return passed
}

/** How often a header came. Node joins or drops what came twice, and that is how two readers begin to differ. */
export function timesOf(raw: Raw, name: string): number {
  let times = 0
  for (let at = 0; at < raw.length; at += 2) if ((raw[at] as string).toLowerCase() === name) times++
  return times
}

/** Whether something follows the head of a request. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

// Whoever could name these would take away what the next reader needs to find the end of the message, or let it read
// another body than the one that was decided on.
const neverDropped: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'content-type',
  'content-encoding',
])

// `Connection: close` and `keep-alive` name nothing.
function namedInConnection(raw: Raw): ReadonlySet<string> | undefined {
  let named: Set<string> | undefined
  for (let at = 0; at < raw.length; at += 2) {
    if ((raw[at] as string).length !== 10 || (raw[at] as string).toLowerCase() !== 'connection') continue
    for (const word of (raw[at + 1] as string).split(',')) {
      const name = word.trim().toLowerCase()
      if (name === '' || name === 'close' || neverDropped.has(name)) continue
      named ??= new Set()
      named.add(name)
    }
  }
  return named
}
