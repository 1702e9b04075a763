// DNS and the block page agree: nobody is led to where this machine serves none.

import type { LoadedSnapshot } from '#/engines/filter/index.ts'
import type { Config } from '#/platform/config/config.ts'

/**
 * Gives DNS each snapshot as it may hand it out. Where a school leads blocked names to this machine's address, and it opens no
 * port for the block page, such a name is one that there is not; that is said once. What stands at other addresses is for
 * whoever wrote them.
 */
export function onlyToServedPages(
  { address, blockPagePort }: NonNullable<Config['filter']>,
  tell: (sentence: string) => void,
): (loaded: LoadedSnapshot) => LoadedSnapshot {
  if (blockPagePort !== undefined) return (loaded) => loaded
  let isTold = false
  return (loaded) => {
    const schools = loaded.snapshot.schools.map((school) => {
      const { ipv4, ipv6 } = school.blockPage
      const isUsed = school.manners.some(({ blockedAs }) => blockedAs === 'page')
      if (!isUsed || (ipv4 !== address && ipv6 !== address)) return school
      if (!isTold)
        tell(
          `Blocked names lead to the block page at ${address}, but none is served there: they are answered as names that there are not. Set BLOCK_PAGE_PORT.`,
        )
      isTold = true
      const manners = school.manners.map((manner) => {
        return manner.blockedAs === 'page' ? { ...manner, blockedAs: 'noName' as const } : manner
      })
      return { ...school, manners }
    })
    return { ...loaded, snapshot: { ...loaded.snapshot, schools } }
  }
}
