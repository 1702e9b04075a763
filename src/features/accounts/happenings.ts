// What this feature announces: directories and the filter follow in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { Because, Standing } from './hold.ts'

/**
 * Something works now that did not, or the other way round. `personId` is null for a logon that belongs to nobody, which
 * `accountId` then names.
 */
export const changed = happening<{
  personId: string | null
  accountId: string | null
  before: Standing
  after: Standing
  because: Because
}>('accounts.changed')

/** There is a new logon. */
export const opened = happening<{ accountId: string; personId: string | null }>('accounts.opened')

/** A logon is gone for good. */
export const closed = happening<{ accountId: string; personId: string | null }>('accounts.closed')
