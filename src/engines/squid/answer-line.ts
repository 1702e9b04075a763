// Squid's protocol for programs that it asks, which squidGuard speaks too: a line for each request, a line back.

/** What one request asks. `channel` is there when Squid asks several at once. */
export type SquidRequest = { channel: string; address: string; client: string }

/** Why, and where a browser is led instead, which may be help; null to let it pass. */
export type Blocked = { says: string; leadTo: string; isHelp?: true } | null

/** Which of Squid's settings asks: `url_rewrite_program`, or `external_acl_type`, to which OK says that a site is open. */
export type AskedAs = 'redirector' | 'acl'

// `[channel] URL client/name ident method [key=value …]`, and of an ACL `[channel] %URI %SRC …`
const request = /^(?:(\d+) )?(\S+)(?: ([^\s/]*)\S*)?/

/** Reads one line. Undefined for a line that is none of Squid's. */
export function readRequest(line: string): SquidRequest | undefined {
  const found = request.exec(line)
  if (!found) return undefined
  const [, channel = '', address = '', client = ''] = found
  return { channel, address, client }
}

/** One line of answer, with its line end. Nothing in it can end it early and begin another. */
export function writeAnswer(
  { channel }: Pick<SquidRequest, 'channel'>,
  blocked: Blocked,
  askedAs: AskedAs,
): string {
  const before = channel === '' ? '' : `${channel} `
  return `${before}${written[askedAs](blocked)}\n`
}

const written: Readonly<Record<AskedAs, (blocked: Blocked) => string>> = {
  // Led there by the browser, not fetched by Squid: an encrypted site is asked for by its name, which no page can stand in for.
  redirector: (blocked) => (blocked === null ? 'ERR' : `OK status=302 url="${harmless(blocked.leadTo)}"`),
  // An ACL leads nobody: Squid’s own settings do, and hear from this note that it is to be help.
  acl: (blocked) =>
    blocked === null ? 'OK' : `ERR message="${harmless(blocked.says)}"${blocked.isHelp ? ' leads=help' : ''}`,
}

const harmless = (text: string): string =>
  text.replace(/["\\\r\n]/g, (character) => encodeURIComponent(character))
