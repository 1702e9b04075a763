// What each process that runs engines does with the snapshot: serves it with its own server open, leaves visits in the spool,
// takes each new one, and says that its engines live.

import { withOwnServer } from './always-open.ts'
import { followSnapshot } from './follow-snapshot.ts'
import { type Heartbeat, keepHeartbeat } from './heartbeat.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'
import { openSpool, type Spool } from './spool.ts'

export type FollowingEngine = Pick<Heartbeat, 'engine' | 'at'> & {
  /** Which of several at one place it is. */
  helper?: number
  swap: (next: LoadedSnapshot) => Promise<void>
  /** Visits that its threads have not handed over yet. */
  notHandedOver?: () => number
  answeredAtMs: () => number | null
  /** How often a thread of it was started again; nothing where another program starts it, and starts it again. */
  startedAgain?: () => number
}

export type ServedSnapshot = {
  /** The first one, as engines take it. */
  loaded: LoadedSnapshot
  spool: Spool
  /** Hands each new snapshot to the engines in their order, and keeps their heartbeats. Returns the end; the spool stays open. */
  follow: (engines: readonly FollowingEngine[]) => () => Promise<void>
}

/**
 * Opens the spool for engines that are to start with `first`, and says it where no list of illegal content is loaded. `ownHost` is
 * what is always open; empty where nobody says.
 */
export function serveSnapshot(
  first: LoadedSnapshot,
  needs: { path: string; ownHost: string; spoolFolder: string; onTrouble: (sentence: string) => void },
): ServedSnapshot {
  const { path, ownHost, spoolFolder, onTrouble } = needs
  if (!first.snapshot.sealed)
    onTrouble('No licence for a list of illegal content is loaded: the sealed slot is empty.')
  const loaded = withOwnServer(first, ownHost)
  let following: readonly FollowingEngine[] = []
  const elsewhere = (): number =>
    following.reduce((sum, { notHandedOver }) => sum + (notHandedOver?.() ?? 0), 0)
  const spool = openSpool({ folder: spoolFolder, onTrouble, elsewhere })
  spool.learn(loaded)
  let serving = first
  return {
    loaded,
    spool,
    follow: (engines) => {
      following = engines
      const swap = async (next: LoadedSnapshot): Promise<void> => {
        const ours = withOwnServer(next, ownHost)
        spool.learn(ours)
        for (const engine of engines) await engine.swap(ours)
        serving = next
      }
      const endFollowing = followSnapshot(path, first, swap, onTrouble)
      const endBeats = engines.map(({ engine, at, helper = null, answeredAtMs, startedAgain }) =>
        keepHeartbeat(
          path,
          { engine, at, helper },
          { serving: () => serving, answeredAtMs, startedAgain, onTrouble },
        ),
      )
      return async () => {
        endFollowing()
        for (const end of endBeats) await end()
      }
    },
  }
}
