export { askName, type NameTold } from './ask-name.ts'
export { type RunningDns, startDns } from './start-dns.ts'
