// What other features may use from policies.

export { promptByLesson } from './add-prompt.ts'
export type { PolicyViews } from './tables.ts'
