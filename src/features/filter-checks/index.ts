// What later features may use from filter checks.

export { addAction } from './add-action.ts'
export { answerReview } from './answer-review.ts'
export { beginReview } from './begin-review.ts'
export { endAction } from './end-action.ts'
export { finishReview } from './finish-review.ts'
export { type KeepTrial, keepTrial } from './keep-trial.ts'
export { signReview } from './sign-review.ts'
export { testFilter } from './test-filter.ts'
