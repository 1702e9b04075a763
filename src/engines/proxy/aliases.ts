// By which names a name is found: addresses, as the system gives them, do not say.

import { Resolver } from 'node:dns/promises'
import { hostOf } from '#/engines/filter/index.ts'

/** The names that a name is an alias of, the nearest first. It never fails: where nobody says, there are none. */
export type AliasesOf = (host: string) => Promise<readonly string[]>

/** A name server follows aliases about so far itself. */
const aliasesMost = 8

/** Asks the servers of this machine, or others: one question a link, and nobody waits long for a server that is silent. */
export function aliasesBy(servers?: readonly string[]): AliasesOf {
  const asking = new Resolver({ timeout: 1000, tries: 1 })
  if (servers) asking.setServers(servers)
  return async (host) => {
    const found: string[] = []
    for (let name = host; found.length < aliasesMost; ) {
      const [next = ''] = await asking.resolveCname(name).catch(() => [])
      const named = hostOf(next)
      if (named === undefined || named === host || found.includes(named)) break
      found.push(named)
      name = named
    }
    return found
  }
}
