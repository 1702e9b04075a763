/** Below this a count could point to a child, so reports to governors and the trust do not print it. */
export const smallestPrintedCount = 5

/** Whether a count is too small to print. None is not small: it points to nobody. */
export function isSmallCount(count: number): boolean {
  return count > 0 && count < smallestPrintedCount
}

/** A count that stands alone, as reports print it. Counts in a table go through `suppress`, because totals tell. */
export function printCount(count: number): string {
  if (count === 0) return 'none'
  return isSmallCount(count) ? `fewer than ${smallestPrintedCount}` : String(count)
}

/**
 * A count that grows and is read again and again, as evidence of a control is. It is rounded down to fives, so that two
 * readings do not tell when one more was added.
 */
export function countInPublic(count: number): string {
  if (count < smallestPrintedCount) return printCount(count)
  return `${count - (count % smallestPrintedCount)} or more`
}
