// What later features may use from allegations.

export { type OpenAllegation, type OpenedAllegation, openAllegation } from './open-allegation.ts'
