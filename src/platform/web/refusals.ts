import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { isDatabaseGone } from '../database/database.ts'
import type { ErrorKind } from './components/whole-pages.ts'

/** Why somebody does not get the page they asked for. `sentence` where the refusal itself says why. */
export type Trouble = { kind: ErrorKind; sentence?: string }

/** Throttled (429): `afterSeconds` tells how long to wait. */
export class TooMany extends Error {
  override name = 'TooMany'
  readonly afterSeconds: number
  constructor(message: string, afterSeconds: number) {
    super(message)
    this.afterSeconds = afterSeconds
  }
}

const rows: readonly { when: (error: unknown) => boolean; kind: ErrorKind; inItsWords?: boolean }[] = [
  { when: (error) => error instanceof NotFound, kind: 'notFound' },
  { when: (error) => error instanceof NotAllowed, kind: 'notAllowed', inItsWords: true },
  {
    when: (error) => error instanceof Refused && statusOf(error) === 413,
    kind: 'tooLarge',
    inItsWords: true,
  },
  { when: (error) => error instanceof Refused, kind: 'refused', inItsWords: true },
  { when: (error) => error instanceof TooMany, kind: 'throttled', inItsWords: true },
  { when: isDatabaseGone, kind: 'unavailable' },
  { when: (error) => statusOf(error) === 413, kind: 'tooLarge' },
  { when: (error) => (statusOf(error) ?? 500) < 500, kind: 'unreadable' },
]

/** What an error means for the person who waits for a page. Whatever is in no row is a bug: 500, and logged. */
export function troubleOf(error: unknown): Trouble {
  const row = rows.find(({ when }) => when(error))
  if (!row) return { kind: 'broken' }
  return row.inItsWords && error instanceof Error
    ? { kind: row.kind, sentence: error.message }
    : { kind: row.kind }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : undefined
}
