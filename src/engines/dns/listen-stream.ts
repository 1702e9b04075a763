// Questions over TCP, and over TLS (RFC 7858): each message has its length before it (RFC 7766).

import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls'
import type { Certificate } from '#/engines/filter/index.ts'
import { type ConnectionLimits, connectionLimits, keepDoor } from './door.ts'
import type { Listener } from './listen-udp.ts'
import type { Questions } from './questions.ts'
import { waits } from './step.ts'
import { get16, messageMaxBytes, put16 } from './wire.ts'

/** One client's connection. */
type Stream = {
  socket: Socket
  address: string
  received: Buffer
  /** Since when a message has been coming in; 0 when none is. */
  messageSinceMs: number
  heardAtMs: number
  waiting: number
}

const mostWaiting = 50
/** A client that does not take its answers is let go. */
const mostUnread = 256 * 1024
const lookAroundMs = 500
const minVersion = 'TLSv1.2'

/** A way in, how many are inside, and its next certificate, which counts for whoever comes from then on. */
export type StreamListener = Listener & {
  inside: () => number
  takeCertificate: (certificate: Certificate) => void
}

/** Answers questions over TCP; over TLS where there is a certificate. */
export async function listenStream(
  at: { address: string; port: number },
  questions: Questions,
  certificate?: Certificate,
  limits: ConnectionLimits = connectionLimits,
): Promise<StreamListener> {
  const streams = new Set<Stream>()
  const take = (socket: Socket): void => serve(socket, questions, streams)
  const server: Server = certificate
    ? createTlsServer({ ...certificate, minVersion, handshakeTimeout: limits.messageMs }, take)
    : createTcpServer({ noDelay: true }, take)
  const door = keepDoor(server, limits)
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  const watch = setInterval(() => letSlowOnesGo(streams, limits), lookAroundMs)
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

/** Connections that stand keep the certificate with which they began. Nothing where there is no encryption. */
export function renew(server: Server, certificate: Certificate): void {
  if (server instanceof TlsServer) server.setSecureContext({ ...certificate, minVersion })
}

/** Listens on a port that several threads share. */
export function listening(
  server: Server,
  { address, port }: { address: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port, reusePort: true }, () => {
      server.off('error', reject)
      server.on('error', () => undefined)
      resolve()
    })
  })
}

/** The port on which a server listens. */
export function portOf(server: Server): number {
  const bound = server.address()
  return bound !== null && typeof bound === 'object' ? bound.port : 0
}

function serve(socket: Socket, questions: Questions, streams: Set<Stream>): void {
  if (socket.destroyed) return
  const stream: Stream = {
    socket,
    address: socket.remoteAddress ?? '',
    received: Buffer.alloc(0),
    messageSinceMs: performance.now(),
    heardAtMs: performance.now(),
    waiting: 0,
  }
  streams.add(stream)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => streams.delete(stream))
  socket.on('data', (chunk: Buffer) => {
    stream.heardAtMs = performance.now()
    if (stream.messageSinceMs === 0) stream.messageSinceMs = stream.heardAtMs
    stream.received = stream.received.length === 0 ? chunk : Buffer.concat([stream.received, chunk])
    answerWhole(stream, questions)
  })
}

/** Answers every message that is there in whole, unless too many of this client's wait already. */
function answerWhole(stream: Stream, questions: Questions): void {
  while (stream.received.length >= 2 && stream.waiting < mostWaiting && !stream.socket.destroyed) {
    const end = 2 + get16(stream.received, 0)
    if (stream.received.length < end) break
    answerOne(stream, questions, stream.received.subarray(2, end))
    stream.received = stream.received.subarray(end)
    stream.messageSinceMs = stream.received.length === 0 ? 0 : performance.now()
  }
  if (stream.waiting >= mostWaiting) stream.socket.pause()
}

function answerOne(stream: Stream, questions: Questions, packet: Buffer): void {
  const length = questions.answerNow(packet, stream.address, messageMaxBytes)
  if (length === waits) {
    stream.waiting++
    questions.answerLater(packet, stream.address, messageMaxBytes, (message) => {
      stream.waiting--
      write(stream, message)
      if (stream.socket.destroyed) return
      stream.socket.resume()
      answerWhole(stream, questions)
    })
  } else if (length > 0) write(stream, questions.room().subarray(0, length))
  // Over a connection, no answer would be waited for.
  else stream.socket.destroy()
}

function write({ socket }: Stream, message: Uint8Array): void {
  if (socket.destroyed) return
  const framed = Buffer.allocUnsafe(2 + message.length)
  put16(framed, 0, message.length)
  framed.set(message, 2)
  socket.write(framed)
  if (socket.writableLength > mostUnread) socket.destroy()
}

function letSlowOnesGo(streams: Set<Stream>, { messageMs, idleMs }: ConnectionLimits): void {
  const nowMs = performance.now()
  for (const { socket, messageSinceMs, heardAtMs, waiting } of streams) {
    const isSlow = messageSinceMs !== 0 && waiting === 0 && nowMs - messageSinceMs > messageMs
    if (isSlow || nowMs - heardAtMs > idleMs) socket.destroy()
  }
}
