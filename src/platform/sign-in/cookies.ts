// Cookies carry random tokens and nothing else. `__Host-` binds them to this host over TLS; plain names are for
// loopback without TLS, where browsers refuse the prefix.

const names = {
  session: 'schoolkeeper',
  device: 'schoolkeeper-device',
  typed: 'schoolkeeper-typed',
  provider: 'schoolkeeper-provider',
}

export type CookieName = keyof typeof names

/** With TLS the browser itself keeps `__Host-` cookies to this host and path. */
function cookieName(cookie: CookieName, secure: boolean): string {
  return secure ? `__Host-${names[cookie]}` : names[cookie]
}

/** A Set-Cookie value. Without `maxAgeSeconds` the cookie goes when the browser closes. */
export function setCookie(
  cookie: CookieName,
  value: string,
  options: { secure: boolean; maxAgeSeconds?: number },
): string {
  return [
    `${cookieName(cookie, options.secure)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(options.secure ? ['Secure'] : []),
    ...(options.maxAgeSeconds === undefined ? [] : [`Max-Age=${options.maxAgeSeconds}`]),
  ].join('; ')
}

/** The header that makes a browser forget it at once. */
export function dropCookie(cookie: CookieName, secure: boolean): string {
  return setCookie(cookie, '', { secure, maxAgeSeconds: 0 })
}

/** The token in a cookie; anything that cannot be one of ours counts as none. */
export function tokenIn(
  cookies: Readonly<Record<string, string | undefined>>,
  cookie: CookieName,
  secure: boolean,
): string | null {
  const value = cookies[cookieName(cookie, secure)]
  return value !== undefined && /^[A-Za-z0-9_.-]{20,200}$/.test(value) ? value : null
}
