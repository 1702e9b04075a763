// What other features may use from induction.

export { type Guest, guestsOf } from './guest-store.ts'
