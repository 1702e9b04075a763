// What later features may use from portal.

export { type WasAt, whoWasAt } from './store.ts'
