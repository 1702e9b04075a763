// What the proxy itself says: short pages that need nothing from elsewhere.

import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import type { BlockPage } from './gate.ts'
import { hasBody } from './headers.ts'

/** Answers with a whole page. A body that came with the request is not read, so the connection ends with it. */
export function sayPage(response: ServerResponse, status: number, html: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(hasBody(response.req) ? { connection: 'close' } : {}),
  })
  response.end(html)
}

/** 403 with the page that says why, and whom to ask. */
export const sayBlocked = (response: ServerResponse, { html }: BlockPage): void =>
  sayPage(response, 403, html)

/** Said of a place that the school's own servers stand at. */
export const inside = 'This name leads to an address inside the school, which is not reached this way.'

/** A page of one sentence. */
export function plainPage(sentence: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Schoolkeeper</title><p>${sentence}</p></html>`
}

/** The same where there is no response, only a connection: it ends. */
export function sayAndEnd(socket: Writable, status: number, says: string, html: string): void {
  if (socket.destroyed || !socket.writable) return
  socket.end(
    `HTTP/1.1 ${status} ${says}\r\ncontent-type: text/html; charset=utf-8\r\ncache-control: no-store\r\n` +
      `content-length: ${Buffer.byteLength(html)}\r\nconnection: close\r\n\r\n${html}`,
  )
}
