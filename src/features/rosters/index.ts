// What other features may use from rosters.

export { type DeclaredLogon, declarationsOf } from './leaver-store.ts'
export { isOnRoster } from './link-store.ts'
export { movesOf, type PlannedMove } from './move-store.ts'
