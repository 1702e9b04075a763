// What app/ and the operator's tool use of the first visit.

export { beginSetUp, openFirstVisit } from './first-visit.ts'
