// The door: what the rest of Schoolkeeper may use of the keys.

export { associatedData, type BoundTo } from './associated-data.ts'
export {
  confirmPrinted,
  createMasterKey,
  type KeyFile,
  type MasterKeys,
  openMasterKeys,
  restoreMasterKey,
} from './master-key.ts'
export { checkHalves, makeSealKeys, openSeal, type SealHalves, type SealKeys, seal } from './seal.ts'
export { CannotUnwrap, newKey, unwrapKey, wrapKey } from './wrap.ts'
