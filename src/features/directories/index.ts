// What other features may use from directories.

export type { Connection, ConnectionState } from './connection.ts'
