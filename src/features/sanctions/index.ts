// What later features may use from sanctions.

export { decided, lifted, suspended } from './happenings.ts'
export type { Stop } from './ladders.ts'
export type { SanctionViews } from './tables.ts'
