// What later features may use from coverage.

export { assess } from './assess.ts'
export { keepDay } from './keep-day.ts'
export { countStates, type State } from './state.ts'
