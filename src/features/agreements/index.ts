// What later features may use from agreements.

export { type AgreementKey, agreementKeys, agreements } from './agreement.ts'
export type { AgreementTables } from './tables.ts'
