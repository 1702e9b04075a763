// What others wait for is done last: a lock that is taken just before the commit is held for a moment.

import type { Tx } from './database.ts'

type Work = () => Promise<void>

const put = new WeakMap<Tx, Work[]>()

/** Opens the list of a transaction. Only `inTransaction` calls this. */
export function openLast(tx: Tx): Work[] {
  const works: Work[] = []
  put.set(tx, works)
  return works
}

/** Puts work off until all else in the transaction is done. Only the audit trail's chain comes later. */
export function doLast(tx: Tx, work: Work): void {
  const works = put.get(tx)
  if (works === undefined) throw new Error('Something was put off outside inTransaction')
  works.push(work)
}
