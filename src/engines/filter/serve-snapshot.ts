// What each process that runs engines does with the snapshot: serves it with its own server open, leaves visits in the spool,
// takes each new one, and says that its engines live.

import { withOwnServer } from './always-open.ts'
import { followSnapshot } from './follow-snapshot.ts'
import { type Heartbeat, keepHeartbeat } from './heartbeat.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'
import { openSpool, type Spool } from './spool.ts'

export type FollowingEngine = Pick<Heartbeat, 'engine' | 'at'> & {
  swap: (next: LoadedSnapshot) => Promise<void>
  answeredAtMs: () => number | null
  /** Visits that its threads have not handed over yet. */
  notHandedOver?: () => number
}

/** What takes each snapshot and says nothing of itself: another program starts it, and starts it again. */
export type Follower = Pick<FollowingEngine, 'swap' | 'notHandedOver'>

export type ServedSnapshot = {
  /** The first one, as engines take it. */
  loaded: LoadedSnapshot
  spool: Spool
  /** Hands each new snapshot to the engines in their order, and keeps their heartbeats. Returns the end; the spool stays open. */
  follow: (engines: readonly (FollowingEngine | Follower)[]) => () => Promise<void>
}

/** Opens the spool for engines that are to start with `first`. `ownHost` is what is always open; empty where nobody says. */
export function serveSnapshot(
  first: LoadedSnapshot,
  needs: { path: string; ownHost: string; spoolFolder: string; onTrouble: (sentence: string) => void },
): ServedSnapshot {
  const { path, ownHost, spoolFolder, onTrouble } = needs
  const loaded = withOwnServer(first, ownHost)
  let following: readonly Follower[] = []
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
      const endBeats = engines
        .filter((one) => 'engine' in one)
        .map(({ engine, at, answeredAtMs }) =>
          keepHeartbeat(path, { engine, at }, { serving: () => serving, answeredAtMs, onTrouble }),
        )
      return async () => {
        endFollowing()
        for (const end of endBeats) await end()
      }
    },
  }
}
