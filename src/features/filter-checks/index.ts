// What later features may use from filter checks.

export { type KeepLook, keepLook } from './keep-look.ts'
export { remindOfChecks } from './remind-of-checks.ts'
export { testFilter } from './test-filter.ts'
