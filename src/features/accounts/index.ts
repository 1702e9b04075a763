// What other features may use from accounts.

export type { Account } from './account.ts'
export { noteUse } from './forgotten-store.ts'
export { changed, closed, opened, passwordSet, passwordsMustChange, seatsChanged } from './happenings.ts'
export type { Hold } from './hold.ts'
export { type HoldNetwork, holdMany, holdNetwork, releaseMany, releaseNetwork } from './hold-network.ts'
export { passwordAsksOf } from './read-rule.ts'
export { type SeatNow, seatsNow } from './seating-store.ts'
export { networkStateOf, statesOf } from './settle-network.ts'
export { classLogons, logonNamed } from './store.ts'
