// What may be kept of one incident now: the pure rule, asked with what stands in the database.

import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import type { Incident } from '../incidents/index.ts'
import { type Answer, type Keeps, whatMayBeKept } from './illegality.ts'
import { type AnswerGiven, answersTo } from './sealing-store.ts'
import { otherCrime } from './settings.ts'

export type Keeping = {
  keeps: Keeps
  /** The gravest that counts now: what the incident is marked as, or else the latest answer. */
  answer: Answer | null
  answers: readonly AnswerGiven[]
  /** The police decide about things of it, as far as anybody knows. */
  possibleCrime: boolean
}

/** Asks the rule. In a change, the caller holds the incident until the commit, so that the answer stays true. */
export async function readKeeping(
  tx: Tx,
  incident: Pick<Incident, 'schoolId' | 'id' | 'possibleChildImage'>,
): Promise<Keeping> {
  const answers = await answersTo(tx, incident.schoolId, incident.id)
  const setting = await readSetting(tx, incident.schoolId, otherCrime)
  const latest = answers[0]?.answer ?? null
  const answer = incident.possibleChildImage ? 'childImage' : latest
  return {
    keeps: whatMayBeKept(incident, latest, setting),
    answer,
    answers,
    possibleCrime: answer !== 'notIllegal',
  }
}
