// What later features may use from inspection.

export { decideInspection } from './decide-inspection.ts'
export { endInspection } from './end-inspection.ts'
export { proposeInspection } from './propose-inspection.ts'
