// Where a request goes: read once, so that what is decided on and what is asked are the same.

import { siteOf } from '#/engines/filter/index.ts'
import type { Place } from './gate.ts'

export type Target = {
  scheme: 'http' | 'https'
  host: string
  port: number
  /** As the browser wrote it: sites may tell `%7E` from `~`. */
  pathAndQuery: string
  place: Place
}

export const usualPort = { http: 80, https: 443 } as const
const absolute = /^(https?):\/\/([^/?#]*)([^#]*)$/i
// Nothing that would end the name for one reader and not for another.
const authority = /^(\[[0-9a-f:.]+\]|[^:@[\]/?#\\\s]+)(?::(\d{1,5}))?$/i

/** Reads an address in a request line. Undefined for what has credentials, a fragment, or no name that a site could have. */
export function targetOf(address: string): Target | undefined {
  const parts = absolute.exec(address)
  if (!parts) return undefined
  const scheme = (parts[1] as string).toLowerCase() as Target['scheme']
  return target(scheme, parts[2] as string, parts[3] as string)
}

/** Reads a name with its port, as CONNECT and `Host` have them, and a path as a server gets it. */
export function target(
  scheme: Target['scheme'],
  hostAndPort: string,
  pathAndQuery: string,
): Target | undefined {
  const read = authority.exec(hostAndPort)
  const path = pathAndQuery === '' || pathAndQuery.startsWith('?') ? `/${pathAndQuery}` : pathAndQuery
  const site = read && path.startsWith('/') ? siteOf(`${scheme}://${read[1]}${path}`) : undefined
  const port = Number(read?.[2] ?? usualPort[scheme])
  if (!site || port < 1 || port > 65_535) return undefined
  return {
    scheme,
    host: site.host,
    port,
    pathAndQuery: path,
    place: { host: site.host, pathAndQuery: `${site.path}${site.query}`.toLowerCase() },
  }
}
