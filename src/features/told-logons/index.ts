// What later features may use from told-logons.

export { toldLogonsChanged } from './happenings.ts'
export { type Lease, leasesNow, logonsNow } from './logon-store.ts'
export { canonicalAddress, hardwareAddress, type TellerKind, type ToldLogon } from './told-logon.ts'
