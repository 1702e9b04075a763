// What the proxy itself says: short pages that need nothing from elsewhere.

import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import type { Blocked } from './gate.ts'
import { hasBody } from './headers.ts'

/** Answers with a whole page. A body that came with the request is not read, so the connection ends with it. */
export function sayPage(
  response: ServerResponse,
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(hasBody(response.req) ? { connection: 'close' } : {}),
  })
  response.end(html)
}

/** The page that says why, and whom to ask. */
export function sayBlocked(response: ServerResponse, blocked: Blocked): void {
  const { status, headers } = headOf(blocked)
  sayPage(response, status, blocked.page.html, headers)
}

/** The same where there is no response, only a connection: it ends. */
export function sayBlockedAndEnd(socket: Writable, blocked: Blocked): void {
  const { status, says, headers } = headOf(blocked)
  sayAndEnd(socket, status, says, blocked.page.html, headers)
}

type Head = { status: number; says: string; headers: Readonly<Record<string, string>> }

/** Blocked, or asked who they are (RFC 9110, 11.7), or too early after several wrong answers (RFC 6585, 4). */
function headOf({ asksForKey }: Blocked): Head {
  if (asksForKey === undefined) return { status: 403, says: 'Blocked', headers: {} }
  const { waitSeconds } = asksForKey
  if (waitSeconds > 0)
    return { status: 429, says: 'Too Many Requests', headers: { 'retry-after': String(waitSeconds) } }
  const challenge = 'Basic realm="Schoolkeeper: name and key", charset="UTF-8"'
  return {
    status: 407,
    says: 'Proxy Authentication Required',
    headers: { 'proxy-authenticate': challenge },
  }
}

/** Said of a place that the school's own servers stand at. */
export const inside = 'This name leads to an address inside the school, which is not reached this way.'

/** A page of one sentence. */
export function plainPage(sentence: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Schoolkeeper</title><p>${sentence}</p></html>`
}

/** A page where there is no response, only a connection: it ends. */
export function sayAndEnd(
  socket: Writable,
  status: number,
  says: string,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (socket.destroyed || !socket.writable) return
  const further = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(
    `HTTP/1.1 ${status} ${says}\r\ncontent-type: text/html; charset=utf-8\r\ncache-control: no-store\r\n${further.join('')}` +
      `content-length: ${Buffer.byteLength(html)}\r\nconnection: close\r\n\r\n${html}`,
  )
}
