import type { Tx } from '#/platform/database/database.ts'
import { type AgreementKey, agreementKeys, agreementRow, type Version } from './agreement.ts'
import type { Ask } from './ask.ts'
import { publishedVersion } from './version-store.ts'

/** The text for the age of the child whom an ask is about, for reading together; undefined where none is in force. */
export function childsVersion(
  tx: Tx,
  { schoolId, phase }: Pick<Ask, 'schoolId' | 'phase'>,
): Promise<Version | undefined> {
  const ofAge = (key: AgreementKey): boolean => {
    const { signer, phases } = agreementRow(key)
    return signer === 'pupil' && phases.some((one) => one === phase)
  }
  const key = agreementKeys.find(ofAge)
  return key === undefined ? Promise.resolve(undefined) : publishedVersion(tx, schoolId, key)
}
