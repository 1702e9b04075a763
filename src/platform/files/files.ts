// The door: what the rest of Schoolkeeper may use of the files.

export { NoRoom } from './bytes-on-disk.ts'
export { Damaged } from './encrypted-chunks.ts'
export { fileJobs } from './jobs.ts'
export { type HandOver, type OpenFile, openForPolice, type ReadFile, readFile } from './read-file.ts'
export { destroyOldBytes, sealFiles } from './seal-files.ts'
export { type FileFacts, filesAbout, type SealState, sealedFiles } from './store.ts'
export { type StoreFile, storeFile, withUpload } from './store-file.ts'
export { type Swept, sweepFiles } from './sweep.ts'
export { type IncomingFile, type TakeInLimits, type TakenIn, TooLarge } from './take-in.ts'
export type { Vault } from './vault.ts'
export { whatCanBeKept } from './what-can-be-kept.ts'

/** What the files write into the audit trail, as people read it. */
export const fileEvents = {
  'files.stored': 'kept a file',
  'files.pictureShown': 'looked at the picture of a file',
  'files.originalRead': 'downloaded a file as it arrived',
  'files.sealed': 'sealed a file',
  'files.oldBytesDestroyed': 'destroyed what sealing a file had left on the disk',
  'files.handedToPolice': 'opened a sealed file with both halves, for the police',
} as const
