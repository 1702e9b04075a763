export type { AskedAs, Blocked } from './answer-line.ts'
export { serveSquid } from './serve-squid.ts'
