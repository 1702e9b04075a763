// Guardians that come and go with an import, many at once. Nothing here asks permission: the import has.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { guardiansChanged } from './happenings.ts'
import {
  addGuardianships,
  endGuardianships,
  type GuardianshipRow,
  reopenGuardianships,
  takeBackGuardianships,
} from './import-store.ts'
import { keepRelativesOut } from './keep-relatives-out.ts'

type Pair = Pick<GuardianshipRow, 'guardianId' | 'pupilId'>

/** Makes adults guardians of pupils, by the strictest answers until somebody has asked (decision S10). */
export async function gainGuardians(
  context: Context,
  tx: Tx,
  actor: Actor,
  gained: readonly GuardianshipRow[],
  from: string,
): Promise<void> {
  await addGuardianships(tx, actor.schoolId, gained, from)
  const close = gained.map(({ pupilId, guardianId }) => [pupilId, guardianId] as const)
  await keepRelativesOut(context, tx, actor, close)
  await tell(context, tx, actor, gained)
}

/** Ends guardianships after a day, save those with a restriction: a person decides about them. */
export async function loseGuardians(
  context: Context,
  tx: Tx,
  actor: Actor,
  lost: readonly Pair[],
  lastDay: string,
): Promise<void> {
  await endGuardianships(tx, actor.schoolId, lost, lastDay)
  await tell(context, tx, actor, lost)
}

/** Ends those that a file gave and about which nothing was answered. Returns the pairs that it ended. */
export async function takeBackGuardians(
  context: Context,
  tx: Tx,
  actor: Actor,
  given: readonly Pair[],
  lastDay: string,
): Promise<Pair[]> {
  const ended = await takeBackGuardianships(tx, actor.schoolId, given, lastDay)
  await tell(context, tx, actor, ended)
  return ended
}

/** Opens those again that ended within these days. Returns the pairs that it opened. */
export async function reopenGuardians(
  context: Context,
  tx: Tx,
  actor: Actor,
  lost: readonly Pair[],
  ended: { from: string; to: string },
): Promise<Pair[]> {
  const opened = await reopenGuardianships(tx, actor.schoolId, lost, ended)
  await tell(context, tx, actor, opened)
  return opened
}

async function tell(context: Context, tx: Tx, actor: Actor, changed: readonly Pair[]): Promise<void> {
  const pairs = changed.map(({ pupilId, guardianId }) => ({ pupilId, guardianId }))
  if (pairs.length > 0) await announce(context, tx, actor, guardiansChanged, { pairs })
}
