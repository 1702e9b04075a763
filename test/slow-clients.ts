// Clients by the thousand that send a byte now and then, from many addresses: what keeps a server busy that trusts them.

import { connect, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { connect as connectTls } from 'node:tls'

export type SlowClients = {
  /** How many are connected still. */
  left: () => number
  /** How much more memory this process holds than before they came, both their ends of the connections included. */
  grownBytes: () => number
}

type Wanted = {
  port: number
  count: number
  everyMs: number
  /** Sent at once, so that the slow part comes late. */
  first?: string | Buffer
  /** The byte that comes each time. */
  piece: (at: number) => Buffer
  /** Speaks TLS first, whatever the certificate. */
  secure?: boolean
  /** False: whatever comes stays where it is. */
  reads?: boolean
}

/** The beginning of a greeting by TLS that says that it is 512 bytes long, and keeps whoever believes it waiting. */
export const greetingBegun = Buffer.of(22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3)

const perAddress = 20

/** They come twenty from an address, and go with the test. */
export async function openSlowClients(t: TestContext, wanted: Wanted): Promise<SlowClients> {
  const { port, count, everyMs, first, piece, secure = false, reads = true } = wanted
  const before = process.memoryUsage().rss
  const sockets: Socket[] = []
  const gone = new Set<Socket>()
  let largest = before
  for (let at = 0; at < count; at++) {
    const localAddress = `127.8.${Math.floor(at / perAddress / 250)}.${1 + (Math.floor(at / perAddress) % 250)}`
    const plain = connect({ port, host: '127.0.0.1', localAddress })
    const socket = secure ? connectTls({ socket: plain, rejectUnauthorized: false }) : plain
    for (const one of [plain, socket]) one.on('error', () => undefined)
    socket.once('close', () => gone.add(socket))
    if (reads) socket.resume()
    if (first) socket.write(first)
    sockets.push(socket)
    if (at % 100 === 99) await new Promise((resolve) => setImmediate(resolve))
  }
  let sent = 0
  const dribble = setInterval(() => {
    largest = Math.max(largest, process.memoryUsage().rss)
    for (const socket of sockets) if (!gone.has(socket)) socket.write(piece(sent))
    sent++
  }, everyMs)
  t.after(() => {
    clearInterval(dribble)
    for (const socket of sockets) socket.destroy()
  })
  return { left: () => sockets.length - gone.size, grownBytes: () => largest - before }
}
