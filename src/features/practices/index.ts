// What later features may use from practices.

export { adoptPractices } from './adopt-practices.ts'
export { attestPractice } from './attest-practice.ts'
export { practicesFor } from './catalogue.ts'
