// What later features may use from proxy-keys.

export { proxyKeysChanged } from './happenings.ts'
export { proxyAddress } from './settings.ts'
export { type CountingKey, keysThatCount } from './store.ts'
