// What later features may use from takedowns.

export { asked } from './happenings.ts'
