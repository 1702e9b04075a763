// What other features may use from evidence.

export { answerInside, answerUnlessLighter } from './answer-illegality.ts'
export { entered } from './happenings.ts'
export type { Answer } from './illegality.ts'
export { otherCrime } from './settings.ts'
