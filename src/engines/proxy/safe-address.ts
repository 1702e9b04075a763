// Leads search engines to their safe side, and asks them for safe results besides, in the address or in a header, where the whole
// address is known.

import { safeHosts } from '#/engines/filter/index.ts'

/** How a profile is shown search and video. */
export type Shape = { safeSearch: boolean; youTube: 'open' | 'moderate' | 'strict' }

type Engine = { hosts: RegExp; paths: RegExp; parameter: string; value: string; source: string }

const engines: readonly Engine[] = [
  {
    hosts: /^(?:www\.)?google\.[a-z.]{2,6}$/,
    paths: /^\/(?:search|images|imghp|webhp)?(?:\/|$)/,
    parameter: 'safe',
    value: 'active',
    source: 'https://support.google.com/websearch/answer/186669',
  },
  {
    hosts: /^(?:www\.)?bing\.com$/,
    paths: /^\/(?:search|images|videos|news|shop)?(?:\/|$)/,
    parameter: 'adlt',
    value: 'strict',
    source: 'https://support.microsoft.com/topic/946059ed-992b-46a0-944a-28e8fb8f1814',
  },
  {
    hosts: /^(?:www\.|start\.|html\.|lite\.)?duckduckgo\.com$/,
    paths: /^\//,
    parameter: 'kp',
    value: '1',
    source: 'https://duckduckgo.com/duckduckgo-help-pages/settings/params/',
  },
]

const youTubeHosts =
  /^(?:(?:www|m|music)\.)?youtube\.com$|^youtubei?\.googleapis\.com$|^(?:www\.)?youtube-nocookie\.com$/

const sides = new Map<string, ReadonlyMap<string, string>>()

/**
 * The host to connect to in place of this one: its safe side, as DNS leads there, or itself. The name in the greeting, `Host` and the
 * name that the certificate has to prove stay this one's.
 */
export function safeSideOf({ safeSearch, youTube }: Shape, host: string): string {
  const kind = `${safeSearch} ${youTube}`
  const known = sides.get(kind) ?? safeHosts(safeSearch, youTube)
  sides.set(kind, known)
  return known.get(host) ?? host
}

/** The path and query to ask the site for: the same, or with the engine's own switch for safe search turned on. */
export function safePath({ safeSearch }: Shape, host: string, pathAndQuery: string): string {
  const engine = safeSearch ? engines.find(({ hosts }) => hosts.test(host)) : undefined
  const [path = '/', ...rest] = pathAndQuery.split('?')
  if (!engine?.paths.test(plainly(path))) return pathAndQuery
  // Kept as they were written: putting a query together anew would change what others signed or counted.
  const others = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && nameOf(pair) !== engine.parameter)
  return `${path}?${[...others, `${engine.parameter}=${engine.value}`].join('&')}`
}

/** Headers that are set whatever the browser sent. */
export function safeHeaders({ youTube }: Shape, host: string): Readonly<Record<string, string>> {
  if (youTube === 'open' || !youTubeHosts.test(host)) return {}
  return { 'youtube-restrict': youTube === 'strict' ? 'Strict' : 'Moderate' }
}

const nameOf = (pair: string): string => decoded(pair.split('=')[0] ?? '')

/** As the engine reads it, however it was spelled. */
const plainly = (path: string): string => decoded(path).replace(/\/{2,}/g, '/')

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase()
  } catch {
    return text.toLowerCase()
  }
}
