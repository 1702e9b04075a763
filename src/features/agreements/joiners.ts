// Whoever joins while the school asks for an agreement signs it before the network works; those who were there have days.

import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { signingYearFrom } from './ask.ts'
import { type Round, standingRounds } from './round-store.ts'

/**
 * Tells of the day somebody joined on whether they are a joiner in this round: after it began, or since the summer while
 * the round before it asked. The year's round begins on the first morning of school, when September's joiners are there.
 */
export async function whoJoins(tx: Tx, round: Round, today: string): Promise<(joinedOn: string) => boolean> {
  if (!round.withJoiners) return () => false
  const yearFrom = signingYearFrom(today)
  const earlier = await standingRounds(tx, round.schoolId, round.agreement)
  const openedOn = londonDate(round.openedAt)
  return (joinedOn) =>
    joinedOn > openedOn ||
    (joinedOn >= yearFrom &&
      earlier.some(
        ({ openedAt, closedAt }) =>
          joinedOn > londonDate(openedAt) && (closedAt === null || joinedOn <= londonDate(closedAt)),
      ))
}
