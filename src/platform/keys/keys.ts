// The door: what the rest of Schoolkeeper may use of the keys.

export { associatedData, type BoundTo } from './associated-data.ts'
export { carry, openCarried } from './carry.ts'
export { decrypt, encrypt } from './encrypt.ts'
export { type KeyedHash, keyedHashOf } from './keyed-hash.ts'
export { type Keyring, masterKeyNamed, openKeyring } from './keyring.ts'
export { confirmPrinted, createMasterKey, type KeyFile, restoreMasterKey } from './master-key.ts'
export { type Rotated, rotateKey } from './rotate-key.ts'
export {
  keyFor,
  keyOfVersion,
  masterKeyIdIn,
  notePrintConfirmed,
  type Purpose,
  purposes,
  renewKey,
} from './school-keys.ts'
export { checkHalves, openSeal, type SealHalves, seal } from './seal.ts'
export {
  confirmSealHalf,
  makeSchoolSealKeys,
  type SealHolder,
  type SealKey,
  sealHalvesToConfirm,
  sealKeyFor,
  sealKeyOfVersion,
} from './seal-keys.ts'
export { CannotUnwrap, newKey, unwrapKey, wrapKey } from './wrap.ts'

/** What the keys write into the audit trail, as people read it. */
export const keyEvents = {
  'keys.sealKeysMade': 'made seal keys and printed them in two halves',
  'keys.sealHalfConfirmed': 'confirmed a half of the seal key from its paper',
  'keys.masterKeyReplaced': 'replaced the master key',
} as const
