// Squid's protocol for programs that rewrite addresses, which squidGuard speaks too: a line for each request, a line back.

/** What one request asks. `channel` is there when Squid asks several at once. */
export type SquidRequest = { channel: string; address: string; client: string }

/** `OK` with the page that says why, or null to let it pass. */
export type Blocked = { rewriteTo: string } | null

// `[channel] URL client/name ident method [key=value …]`
const request = /^(?:(\d+) )?(\S+)(?: ([^\s/]*)\S*)?/

/** Reads one line. Undefined for a line that is none of Squid's. */
export function readRequest(line: string): SquidRequest | undefined {
  const found = request.exec(line)
  if (!found) return undefined
  const [, channel = '', address = '', client = ''] = found
  return { channel, address, client }
}

/** One line of answer, with its line end. Quotes and backslashes in the address are made harmless. */
export function writeAnswer({ channel }: Pick<SquidRequest, 'channel'>, blocked: Blocked): string {
  const before = channel === '' ? '' : `${channel} `
  if (blocked === null) return `${before}ERR\n`
  const address = blocked.rewriteTo.replace(/["\\\r\n]/g, (character) => encodeURIComponent(character))
  return `${before}OK rewrite-url="${address}"\n`
}
