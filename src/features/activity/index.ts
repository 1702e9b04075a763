// What later features may use from activity.

export { makeWeek } from './make-week.ts'
export { keepTakingIn, takeIn, takeInFor } from './take-in.ts'
