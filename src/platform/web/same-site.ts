import { timingSafeEqual } from 'node:crypto'
import { NotAllowed } from '#/kernel/refusal.ts'

const sentence =
  'This form was not sent from a page of this school, so nothing was done. Go back to the page, reload it and send it again.'

/**
 * Refuses a form that another site's page made the browser send (403). Browsers say where a request comes from in
 * `Sec-Fetch-Site`, older ones in `Origin`; a request that says neither is refused.
 */
export function requireSameSite(headers: Readonly<Record<string, string | undefined>>): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw new NotAllowed(sentence)
  }
  const origin = headers.origin
  const host = headers.host
  if (origin && host && URL.canParse(origin) && new URL(origin).host === host) return
  throw new NotAllowed(sentence)
}

/** Refuses a form whose token is not that of the sign-in (403). */
export function requireToken(sent: unknown, expected: string): void {
  const a = Buffer.from(typeof sent === 'string' ? sent : '')
  const b = Buffer.from(expected)
  if (a.length !== b.length || !timingSafeEqual(a, b)) throw new NotAllowed(sentence)
}
