// What later features may use from takedowns.

export { asked } from './happenings.ts'
export { type Network, networks } from './networks.ts'
