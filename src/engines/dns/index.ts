export type { ActivityBatch, Visit } from './activity.ts'
export { followSnapshot, openSnapshot } from './follow-snapshot.ts'
export { type RunningDns, startDns } from './start-dns.ts'
