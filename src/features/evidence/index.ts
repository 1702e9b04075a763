// What other features may use from evidence.

export { answerInside, answerUnlessLighter } from './answer-illegality.ts'
export { entered } from './happenings.ts'
export { type Answer, answerNames, type Keeps } from './illegality.ts'
export { type Keeping, readKeeping } from './keeping.ts'
export { sealIncident } from './seal-incident.ts'
export { otherCrime } from './settings.ts'
