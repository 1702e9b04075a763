// What is refused before anything is decided or opened, in this order. Most of it is a request that two readers would read
// in two ways (RFC 9112, 6 and 11.2): a proxy that passes it on is how a second request is hidden in the first.

import type { IncomingMessage } from 'node:http'
import { timesOf, viaName } from './headers.ts'
import type { Ports } from './limits.ts'
import { type Target, target, usualPort } from './target.ts'

export type Refusal = { status: number; says: string }
type Rule = (request: IncomingMessage, to: Target | undefined, ports: Ports) => Refusal | undefined

const rules: readonly Rule[] = [
  (request) =>
    ['content-length', 'transfer-encoding', 'host'].some((name) => timesOf(request.rawHeaders, name) > 1)
      ? { status: 400, says: 'The request says one thing twice.' }
      : undefined,
  ({ headers }) =>
    headers['transfer-encoding'] !== undefined && headers['content-length'] !== undefined
      ? { status: 400, says: 'The request has two lengths.' }
      : undefined,
  ({ headers }) =>
    headers['transfer-encoding'] !== undefined && headers['transfer-encoding'].toLowerCase() !== 'chunked'
      ? { status: 501, says: 'The request is packed in a way that is not passed on.' }
      : undefined,
  ({ method }) =>
    method === 'TRACE' || method === 'TRACK'
      ? { status: 405, says: 'This kind of request is not passed on.' }
      : undefined,
  (_request, to) => (to === undefined ? { status: 400, says: 'The address cannot be read.' } : undefined),
  (request, to) =>
    to && !isHost(request, to) ? { status: 400, says: 'The request names two sites.' } : undefined,
  (_request, to, { web }) =>
    to && !web.includes(to.port)
      ? { status: 403, says: 'Only the web is passed on, not this port.' }
      : undefined,
  ({ headers }) =>
    headers.via?.includes(viaName) ? { status: 508, says: 'The request goes round in a circle.' } : undefined,
]

/** The first rule that the request breaks, if any. */
export function refusalOf(
  request: IncomingMessage,
  to: Target | undefined,
  ports: Ports,
): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(request, to, ports)
    if (refusal) return refusal
  }
  return undefined
}

// Compared as written first: that is nearly every request, and reading costs.
function isHost({ headers: { host = '' } }: IncomingMessage, to: Target): boolean {
  if (host === to.host) return to.port === usualPort[to.scheme]
  const named = target(to.scheme, host, '/')
  return named?.host === to.host && named.port === to.port
}
