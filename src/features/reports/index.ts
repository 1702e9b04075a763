// What later features may use from reports.

export { type ReceiveReport, receiveReport } from './receive-report.ts'
export type { Channel } from './report.ts'
