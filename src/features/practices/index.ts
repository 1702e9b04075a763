// What later features may use from practices.

export { adoptPractices } from './adopt-practices.ts'
export { type AttestPractice, attestPractice } from './attest-practice.ts'
export { practicesFor } from './catalogue.ts'
