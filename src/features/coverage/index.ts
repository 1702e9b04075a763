// What later features may use from coverage.

export { type Assessment, assess } from './assess.ts'
export { type Clause, clausesOf } from './clauses.ts'
export { keepDay } from './keep-day.ts'
export { countStates, type State } from './state.ts'
