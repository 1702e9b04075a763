// What later features may use from oversight.

export { type ChronologyItem, chronologyOf } from './chronology.ts'
