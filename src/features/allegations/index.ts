// What later features may use from allegations.

export { opened } from './happenings.ts'
export { type OpenAllegation, type OpenedAllegation, openAllegation } from './open-allegation.ts'
