// Who may answer about whom today. What the school learned since somebody was asked counts (decision S10).

import type { Tx } from '#/platform/database/database.ts'
import { guardiansWhoSign } from '../people/index.ts'
import type { Ask } from './ask.ts'

type Pair = Pick<Ask, 'signerId' | 'aboutId'>

/** Tells of each of those who answer about these people whether they may: for oneself always, for a child by what is on record. */
export async function whoMaySign(
  tx: Tx,
  schoolId: string,
  aboutIds: readonly string[],
  today: string,
): Promise<(pair: Pair) => boolean> {
  const guardians = await guardiansWhoSign(tx, schoolId, today, aboutIds)
  const signing = new Set(guardians.map(({ guardianId, pupilId }) => `${guardianId}${pupilId}`))
  return ({ signerId, aboutId }) => signerId === aboutId || signing.has(`${signerId}${aboutId}`)
}

/** The same for one of them. */
export async function maySignToday(
  tx: Tx,
  ask: Pair & Pick<Ask, 'schoolId'>,
  today: string,
): Promise<boolean> {
  return (await whoMaySign(tx, ask.schoolId, [ask.aboutId], today))(ask)
}
