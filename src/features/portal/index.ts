// What later features may use from portal.

export { whoWasAt } from './store.ts'
