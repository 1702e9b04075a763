// Whom an agreement is for today.

import type { Tx } from '#/platform/database/database.ts'
import { guardiansWhoSign, presentOn } from '../people/index.ts'
import { phasesOfSchool } from '../schools/index.ts'
import { type AgreementKey, agreementRow } from './agreement.ts'
import type { Round } from './round-store.ts'
import { pupilsInClasses } from './store.ts'

/** `joinedOn`: of whomever the agreement is about, so that joiners wait for access and others do not. */
export type Wanted = {
  signerId: string
  aboutId: string
  classId: string | null
  phase: string | null
  joinedOn: string | null
}

/** Everybody who has to sign the agreement on the day: adults for themselves, guardians for each child. */
export async function audienceOf(
  tx: Tx,
  schoolId: string,
  agreement: AgreementKey,
  today: string,
): Promise<Wanted[]> {
  const row = agreementRow(agreement)
  if (row.signer === 'adult') {
    const adults = await presentOn(tx, schoolId, row.kinds, today)
    return adults.map(({ id, joinedOn }) => ({
      signerId: id,
      aboutId: id,
      classId: null,
      phase: null,
      joinedOn,
    }))
  }
  const pupils = await pupilsOf(tx, schoolId, row.phases, today)
  if (row.signer === 'pupil') return pupils
  const byId = new Map(pupils.map((pupil) => [pupil.aboutId, pupil]))
  const guardians = await guardiansWhoSign(tx, schoolId, today)
  return guardians.flatMap(({ guardianId, pupilId }) => {
    const pupil = byId.get(pupilId)
    return pupil ? [{ ...pupil, signerId: guardianId }] : []
  })
}

/** The children about whom the agreement asks guardians, and none of whose guardians may sign on the day. */
export async function withoutSigner(
  tx: Tx,
  schoolId: string,
  agreement: AgreementKey,
  today: string,
): Promise<Wanted[]> {
  const { signer, phases } = agreementRow(agreement)
  if (signer !== 'guardian') return []
  const guardians = await guardiansWhoSign(tx, schoolId, today)
  const signedFor = new Set(guardians.map(({ pupilId }) => pupilId))
  return (await pupilsOf(tx, schoolId, phases, today)).filter(({ aboutId }) => !signedFor.has(aboutId))
}

async function pupilsOf(
  tx: Tx,
  schoolId: string,
  phases: readonly string[],
  today: string,
): Promise<Wanted[]> {
  const wanted = (await phasesOfSchool(tx, schoolId)).filter(
    ({ key }) => phases.length === 0 || phases.includes(key),
  )
  const keyOfPhase = new Map(wanted.map(({ id, key }) => [id, key]))
  const pupils = await pupilsInClasses(tx, schoolId, [...keyOfPhase.keys()], today)
  return pupils.map(({ personId, classId, phaseId, joinedOn }) => ({
    signerId: personId,
    aboutId: personId,
    classId,
    phase: keyOfPhase.get(phaseId) ?? null,
    joinedOn,
  }))
}

/** Whether the round is for them. */
export function isOfRound({ phases, classIds }: Round, wanted: Wanted): boolean {
  if (phases !== null && (wanted.phase === null || !phases.includes(wanted.phase))) return false
  return classIds === null || (wanted.classId !== null && classIds.includes(wanted.classId))
}
