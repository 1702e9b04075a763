// What later features may use from triage.

export { countReplies, countSteps, stepsOf } from './store.ts'
