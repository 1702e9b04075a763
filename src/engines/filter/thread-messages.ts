// What a thread of an engine and the one that keeps it say to each other. Only data, because it is copied.

import type { ActivityBatch } from './activity.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'

/** A certificate with its private key, as PEM. */
export type Certificate = { cert: string | Buffer; key: string | Buffer }

/** What a thread is told. */
export type ToThread =
  | { kind: 'snapshot'; number: number; loaded: LoadedSnapshot }
  | { kind: 'certificate'; certificate: Certificate }
  /** To its question of that number; null where it cannot be answered. */
  | { kind: 'answer'; number: number; text: string | null }
  | { kind: 'stop' }

/** What a thread tells. */
export type FromThread<Ports, What extends string> =
  | { kind: 'listening'; ports: Ports }
  /** The snapshot of that number. */
  | { kind: 'serving'; number: number }
  | { kind: 'lives'; lives: Lives<What> }
  /** In a sentence, what an operator has to know. */
  | { kind: 'trouble'; sentence: string }
  | { kind: 'asks'; number: number; text: string }

export type Lives<What extends string> = {
  /** Of this thread, since it began. */
  counts: Readonly<Record<What, number>>
  /** When it last answered somebody; null before the first. */
  answeredAtMs: number | null
  /** The next visits that nobody was told of. */
  batch: ActivityBatch | undefined
}
