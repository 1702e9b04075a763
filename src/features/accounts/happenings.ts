// What this feature announces: directories and the filter follow in the same transaction.

import type { Sensitive } from '#/kernel/sensitive.ts'
import { happening } from '#/platform/happenings/happenings.ts'
import type { Because, Standing } from './hold.ts'

/** `personId` is null for a logon that belongs to nobody, which `accountId` then names. */
export type Changed = {
  personId: string | null
  accountId: string | null
  before: Standing
  after: Standing
  because: Because
}

/** Something works now that did not, or the other way round: each subject once, many at once after an import. */
export const changed = happening<{ changes: readonly Changed[] }>('accounts.changed')

export type AccountOf = { accountId: string; personId: string | null }

/** There are new logons: many at once after an import. */
export const opened = happening<{ accounts: readonly AccountOf[] }>('accounts.opened')

/** Logons are gone for good. */
export const closed = happening<{ accounts: readonly AccountOf[] }>('accounts.closed')

/** A logon has a new password: it exists in this moment only, for the directory; seal it before you queue it. */
export const passwordSet = happening<AccountOf & { password: Sensitive; mustChange: boolean }>(
  'accounts.passwordSet',
)

/** Whose logons these are have to choose other passwords at the next logon. */
export const passwordsMustChange = happening<{ accountIds: readonly string[] }>(
  'accounts.passwordsMustChange',
)

/** Children sit somewhere else: a lesson on shared devices was opened, changed or ended. */
export const seatsChanged = happening<{ seatingId: string }>('accounts.seatsChanged')
