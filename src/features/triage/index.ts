// What later features may use from triage.

export { adultNamed, possibleChildImage, possibleHarm } from './happenings.ts'
export { countReplies, countSteps, stepsOf } from './store.ts'
