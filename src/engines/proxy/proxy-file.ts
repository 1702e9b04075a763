// The file by which browsers find the proxy (PAC). It is a small program that every browser runs, so what goes into it is
// checked here, character by character.

import { Refused } from '#/kernel/refusal.ts'

const hostAndPort = /^[a-z0-9.-]+:\d{1,5}$/
const name = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/

/** Plain, or encrypted and with a question for a key (decision X11). */
export type Way = 'plain' | 'encrypted'

// What browsers call them.
const kinds = { plain: 'PROXY', encrypted: 'HTTPS' } as const satisfies Record<Way, string>

/**
 * `proxy` is HOST:PORT. It is the only one: a key must never go to another, nor in clear. `direct` are names, with their children, that need no proxy: the school's own. Where the proxy is
 * away nothing is reached: a way round would be found by everybody within a day. Refuses names that are none.
 */
export function proxyFile({
  proxy,
  way,
  direct,
}: {
  proxy: string
  way: Way
  direct: readonly string[]
}): string {
  const wrong = direct.find((site) => !name.test(site))
  if (wrong !== undefined || !hostAndPort.test(proxy))
    throw new Refused(
      `“${wrong ?? proxy}” cannot stand in a proxy file: use a name such as printer.school.example.`,
    )
  const own = direct.map(
    (site) => `host === ${JSON.stringify(site)} || dnsDomainIs(host, ${JSON.stringify(`.${site}`)})`,
  )
  const conditions = ['isPlainHostName(host)', "host === '127.0.0.1'", ...own].join(' ||\n    ')
  return `function FindProxyForURL(url, host) {\n  host = host.toLowerCase();\n  if (${conditions}) return 'DIRECT';\n  return '${kinds[way]} ${proxy}';\n}\n`
}
