// What later features may use from reports.

export { toldOf } from './dispatch.ts'
export { aboutAdult } from './happenings.ts'
export { type Received, type ReceiveReport, receiveReport } from './receive-report.ts'
export { type Channel, channels, type Report, type Said } from './report.ts'
export { reportsOf } from './store.ts'
