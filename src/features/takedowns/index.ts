// What later features may use from takedowns.

export { type Network, networks } from './networks.ts'
