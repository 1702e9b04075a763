// Every bound of the proxy in one place. Numbers are for one process.

/** What a proxy allows. Times in milliseconds; a test takes shorter ones. */
export type Limits = {
  headerMaxBytes: number
  /** From the first byte of a request to the end of its head: slow clients are let go. */
  headMaxMs: number
  connectMaxMs: number
  /** How long a site may take until its answer begins. */
  answerMaxMs: number
  /** How long nothing may move on a connection. */
  idleMaxMs: number
  /** How often an open connection, or an answer that is running, is decided on anew: somebody may have been stopped, or signed out. */
  decidedAgainMs: number
  connectionsMost: number
  connectionsMostPerAddress: number
  /** Connections kept open to one site. */
  keptPerSiteMost: number
  helloMaxBytes: number
  /** So much of a form that may be a search is read before it is decided on; what comes behind is passed on unread. */
  formMaxBytes: number
  /** From the head of such a request until so much of it is there. */
  formMaxMs: number
  /** How many such forms may be on their way at once. */
  formsMost: number
  formsMostPerAddress: number
}

export const usualLimits: Limits = {
  headerMaxBytes: 32 * 1024,
  headMaxMs: 20_000,
  connectMaxMs: 10_000,
  answerMaxMs: 60_000,
  idleMaxMs: 300_000,
  decidedAgainMs: 1000,
  connectionsMost: 8192,
  connectionsMostPerAddress: 512,
  keptPerSiteMost: 64,
  helloMaxBytes: 16 * 1024,
  formMaxBytes: 64 * 1024,
  formMaxMs: 20_000,
  formsMost: 1024,
  formsMostPerAddress: 32,
}

/** Ports where the web is. Anything else would make us a door to mail and file servers. */
export type Ports = { web: readonly number[]; tunnels: readonly number[] }

export const usualPorts: Ports = { web: [80, 443, 8080, 8443], tunnels: [443, 8443] }
