// What other features may use from rosters.

export { isOnRoster } from './link-store.ts'
