// By which names a name is found: addresses, as the system gives them, do not say.

import { Resolver } from 'node:dns/promises'
import { hostOf } from '#/engines/filter/index.ts'

/** The nearest name first. Where no name server said how it goes on, they are not `isWhole`. */
export type Aliases = { names: readonly string[]; isWhole: boolean }

/** The names that a name is an alias of. It never fails: where there are none it says so, and where nobody says, that. */
export type AliasesOf = (host: string) => Promise<Aliases>

/** A name server follows aliases about so far itself. */
const aliasesMost = 8

/** So long somebody waits for all links together. */
const allLinksMaxMs = 1000

/** A server that is silent leaves the next one time to answer: it is stretched to twice as much. */
const oneServerMaxMs = 400

/** Asks the servers of this machine, or others: one question a link, and nobody waits long for servers that are silent. */
export function aliasesBy(servers?: readonly string[]): AliasesOf {
  // One for all names: it learns which server is silent, and asks that one last.
  const asking = new Resolver({ timeout: oneServerMaxMs, tries: 1 })
  if (servers) asking.setServers(servers)
  return async (host) => {
    const late = Promise.withResolvers<'late'>()
    const timer = setTimeout(late.resolve, allLinksMaxMs, 'late')
    const names: string[] = []
    try {
      for (let name = host; names.length < aliasesMost; ) {
        const next = await Promise.race([nextOf(asking, name), late.promise])
        if (next === 'late') return { names, isWhole: false }
        const named = hostOf(next[0] ?? '')
        if (named === undefined || named === host || names.includes(named)) break
        names.push(named)
        name = named
      }
      return { names, isWhole: true }
    } catch {
      return { names, isWhole: false }
    } finally {
      clearTimeout(timer)
    }
  }
}

/** None where the server says that there is none. Fails where no server says anything. */
function nextOf(asking: Resolver, name: string): Promise<readonly string[]> {
  return asking.resolveCname(name).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENODATA' || error.code === 'ENOTFOUND') return []
    throw error
  })
}
