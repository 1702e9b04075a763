// Questions over HTTPS (RFC 8484), for browsers that would otherwise ask somebody else.

import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { Certificate } from '#/engines/filter/index.ts'
import { type ConnectionLimits, connectionLimits, type Door, type End, keepDoor } from './door.ts'
import { listening, portOf, renew, type StreamListener } from './listen-stream.ts'
import type { Questions } from './questions.ts'
import { waits } from './step.ts'
import { messageMaxBytes } from './wire.ts'
import { blockedForSeconds } from './write-answer.ts'

const path = '/dns-query'
const kind = 'application/dns-message'
const questionMaxBytes = 4096
const mostAtOnce = 100
const lookAroundMs = 500

/** Answers questions at `/dns-query`, by HTTP/2 and HTTP/1.1. */
export async function listenHttps(
  at: { address: string; port: number },
  questions: Questions,
  certificate: Certificate,
  limits: ConnectionLimits = connectionLimits,
): Promise<StreamListener> {
  const server = createSecureServer({
    ...certificate,
    minVersion: 'TLSv1.2',
    allowHTTP1: true,
    handshakeTimeout: limits.messageMs,
    settings: { maxConcurrentStreams: mostAtOnce, maxHeaderListSize: 8192 },
    maxSessionMemory: 1,
  })
  const door = keepDoor(server, limits)
  // Nobody listens for the end of the time, so the session is destroyed.
  server.setTimeout(limits.idleMs)
  server.on('request', (request, response) => take(request, response, { questions, door }))
  server.on('sessionError', () => undefined)
  const watch = setInterval(door.letIdleOnesGo, lookAroundMs)
  await listening(server, at)
  return {
    port: portOf(server),
    inside: door.inside,
    takeCertificate: (next) => renew(server, next),
    close: () => {
      clearInterval(watch)
      door.closeAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type Parts = { questions: Questions; door: Door; from: End }

function take(
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  needs: Pick<Parts, 'questions' | 'door'>,
): void {
  // Read at once: later the connection may be gone, and then even to ask for its address fails.
  const { remoteAddress, remotePort } = request.socket
  const parts = { ...needs, from: { remoteAddress, remotePort } }
  const url = URL.parse(request.url, 'https://dns.example')
  const isPost = request.method === 'POST'
  if (url?.pathname !== path) say(response, 404)
  else if (request.method === 'GET')
    answer(Buffer.from(url.searchParams.get('dns') ?? '', 'base64url'), parts, response)
  else if (!isPost) say(response, 405)
  else if (request.headers['content-type'] !== kind) say(response, 415)
  else readBody(request, response, (body) => answer(body, parts, response))
}

function readBody(
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  done: (body: Buffer) => void,
): void {
  let body = Buffer.alloc(0)
  request.on('data', (chunk: Buffer) => {
    if (response.writableEnded) return
    body = Buffer.concat([body, chunk])
    if (body.length > questionMaxBytes) say(response, 413)
  })
  request.on('end', () => {
    if (!response.writableEnded) done(body)
  })
}

function answer(asked: Buffer, { questions, door, from }: Parts, response: Http2ServerResponse): void {
  const address = from.remoteAddress ?? ''
  door.asked(from)
  if (asked.length === 0 || asked.length > questionMaxBytes) {
    say(response, 400)
    return
  }
  const length = questions.answerNow(asked, address, messageMaxBytes)
  if (length !== waits) send(response, questions.room().subarray(0, length))
  else questions.answerLater(asked, address, messageMaxBytes, (message) => send(response, message))
}

function send(response: Http2ServerResponse, message: Uint8Array): void {
  if (message.length === 0) say(response, 429)
  else if (!response.writableEnded && !response.destroyed) {
    response.writeHead(200, { 'content-type': kind, 'cache-control': `max-age=${blockedForSeconds}` })
    response.end(Buffer.from(message))
  }
}

function say(response: Http2ServerResponse, status: number): void {
  if (response.writableEnded || response.destroyed) return
  response.writeHead(status)
  response.end()
}
