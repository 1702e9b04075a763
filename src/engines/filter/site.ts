/** A place on the web in its one canonical form, however it was written. */
export type Site = {
  /** Lower case, punycode, without final dot or port; an IPv6 address in brackets. */
  host: string
  /** Starts with `/`; percent-codes of ordinary characters undone. Empty when only a name was given. */
  path: string
  /** Starts with `?`, or is empty; percent-codes undone as in the path, a space written `+`. */
  query: string
}

const plainName = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/
const endsInNumber = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/
const nameMaxLength = 253

/**
 * The canonical form of a host name or address. Undefined for what no browser could open: empty labels, spaces,
 * more than 253 characters. Follows the URL standard, so that octal and hexadecimal addresses are the same site.
 */
export function hostOf(written: string): string | undefined {
  if (written.length <= nameMaxLength && plainName.test(written) && !endsInNumber.test(written))
    return written
  if (written.length > 4 * nameMaxLength) return undefined
  const bare = written.replace(/\.+$/, '')
  if (bare === '' || /[\s/?#@\\:]/.test(bare.replace(/^\[[^\]]*\]$/, ''))) {
    return undefined
  }
  const parsed = URL.parse(`http://${bare}/`)
  const host = parsed?.hostname.replace(/\.+$/, '') ?? ''
  if (host.length > nameMaxLength || /(^|\.)\./.test(host)) return undefined
  // The URL standard lets more through, such as `;` and `*`, which no site has and other programs read as their own.
  return /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])$/.test(host) ? host : undefined
}

/** Whether a name is an ending under which everybody may have names, as far as one can see: whoever names it names thousands of sites. */
export const isEnding = (host: string): boolean =>
  /^(?:com|net|org|info|biz|edu|gov|eu|us|uk)$|^(?:co|com|org|net|ac|edu|sch|ltd|plc|me)\.[a-z]{2}$/.test(
    host,
  )

// What most addresses look like: nothing in them that could be written another way, so the parser is not asked.
const plainAddress =
  /^https?:\/\/([a-z0-9_.-]+)(\/(?:[\w~!$&'()*+,;=:@-][\w.~!$&'()*+,;=:@-]*(?:\/[\w~!$&'()*+,;=:@-][\w.~!$&'()*+,;=:@-]*)*\/?)?)(\?[\w.~!$&()*+,;=:@/?-]+)?$/

/** The canonical form of an address as somebody typed or sent it, with or without scheme. */
export function siteOf(written: string): Site | undefined {
  const plain = plainAddress.exec(written)
  const plainHost = plain ? hostOf(plain[1] as string) : undefined
  if (plain && plainHost !== undefined)
    return { host: plainHost, path: plain[2] as string, query: plain[3] ?? '' }
  // Browsers read a backslash as a slash.
  const text = written.trim().replace(/^([a-z][a-z0-9+.-]*:)[\\/]{2}/i, '$1//')
  const parsed = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (!parsed) return undefined
  const host = hostOf(parsed.hostname)
  if (host === undefined) return undefined
  return { host, path: plainPath(parsed.pathname), query: plainQuery(parsed.search) }
}

// `%61` is `a`, and `//` is `/`: a list must not be fooled by how a path is spelled. What stays coded are the
// characters that would change where the path ends.
const plainPath = (path: string): string => withoutCodes(path, /[%/?#\\]/).replace(/\/{2,}/g, '/')

// The same of a query, where what stays coded would change where a value ends, and a space has two spellings.
const plainQuery = (query: string): string => withoutCodes(query.replaceAll('%20', '+'), /[%#&+=\\]/)

/** Once, as a server does it: what a code spells is not read as a code again. */
function withoutCodes(text: string, stayCoded: RegExp): string {
  return text.replace(/%([0-9a-f]{2})/gi, (code, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return /[!-~]/.test(character) && !stayCoded.test(character) ? character : code.toLowerCase()
  })
}
