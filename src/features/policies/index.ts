// What other features may use from policies.

export { promptByLesson } from './add-prompt.ts'
export { models } from './models/all-models.ts'
export type { ModelParagraph, ModelPolicy, ModelSection } from './models/model.ts'
export type { Policy } from './policy.ts'
export { listPolicies, type PolicyLine } from './store.ts'
export type { PolicyViews } from './tables.ts'
