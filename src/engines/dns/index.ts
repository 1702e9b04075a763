export { type RunningDns, startDns } from './start-dns.ts'
