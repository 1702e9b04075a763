export { askName } from './ask-name.ts'
export { type RunningDns, startDns } from './start-dns.ts'
