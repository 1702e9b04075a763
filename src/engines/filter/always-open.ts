import { hostOf } from './site.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'

/**
 * The snapshot with the server's own name among what is always open in every school (decision S9), whoever forgot to write
 * it down. What is no name of a site is left out.
 */
export function withOwnServer(loaded: LoadedSnapshot, host: string): LoadedSnapshot {
  const own = hostOf(host)
  if (own === undefined) return loaded
  const schools = loaded.snapshot.schools.map((school) => ({
    ...school,
    policy: { ...school.policy, alwaysOpen: [...school.policy.alwaysOpen, own] },
  }))
  return { ...loaded, snapshot: { ...loaded.snapshot, schools } }
}
