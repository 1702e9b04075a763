// What later features may use from sanctions.

export { decided, suspended } from './happenings.ts'
