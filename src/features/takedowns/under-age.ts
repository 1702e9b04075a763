import { ageOn } from '#/kernel/school-calendar.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findPeople } from '../people/index.ts'
import { minimumAgeOn, type Network } from './networks.ts'

type Owner = {
  network: Network | 'other'
  personId: string | null
  /** What whoever asks said, for owners who are not pupils we know. */
  underAge: 'yes' | 'no' | 'notKnown'
}

/**
 * Whether the owner is too young for the network on the day (`2026-11-24`). For a pupil whose date of birth the school
 * knows it is counted, whatever was ticked: a guess never decides whether an account is closed (T145). Null: not known.
 */
export async function isUnderAge(
  tx: Tx,
  schoolId: string,
  { network, personId, underAge }: Owner,
  day: string,
): Promise<boolean | null> {
  const [owner] = personId === null ? [] : await findPeople(tx, schoolId, [personId])
  if (owner?.kind === 'pupil' && owner.dateOfBirth !== null) {
    return ageOn(owner.dateOfBirth, day) < minimumAgeOn(network)
  }
  return underAge === 'notKnown' ? null : underAge === 'yes'
}
