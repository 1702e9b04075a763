// How many connections the ways in take. What is beyond is turned away; who is inside already does not notice.

import type { Server, Socket } from 'node:net'

/** Bounds of one thread. */
export type ConnectionLimits = {
  mostConnections: number
  mostForOneAddress: number
  /** From the first byte of a message to its last. */
  messageMs: number
  idleMs: number
}

export const connectionLimits: ConnectionLimits = {
  mostConnections: 2000,
  mostForOneAddress: 40,
  messageMs: 5000,
  idleMs: 10_000,
}

export type Door = {
  inside: () => number
  /** A whole question came by the connection from there. */
  asked: (from: End) => void
  /** Lets those go that ask nothing for too long, however busily they send pieces of a question. */
  letIdleOnesGo: () => void
  closeAll: () => void
}

/** The other end of a connection. */
export type End = { remoteAddress?: string | undefined; remotePort?: number | undefined }

type Inside = { socket: Socket; askedAtMs: number }

const nameOf = ({ remoteAddress = '', remotePort = 0 }: End): string => `${remoteAddress} ${remotePort}`

/** Lets in so many connections of each address and so many in all, before anything else of the server sees them. */
export function keepDoor(
  server: Pick<Server, 'prependListener'>,
  { mostConnections, mostForOneAddress, idleMs }: ConnectionLimits,
): Door {
  const byAddress = new Map<string, number>()
  const inside = new Map<string, Inside>()
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const now = byAddress.get(address) ?? 0
    if (inside.size >= mostConnections || now >= mostForOneAddress) {
      socket.destroy()
      return
    }
    const name = nameOf(socket)
    byAddress.set(address, now + 1)
    inside.set(name, { socket, askedAtMs: performance.now() })
    socket.once('close', () => {
      inside.delete(name)
      const left = (byAddress.get(address) ?? 1) - 1
      if (left === 0) byAddress.delete(address)
      else byAddress.set(address, left)
    })
  })
  return {
    inside: () => inside.size,
    asked: (from) => {
      const known = inside.get(nameOf(from))
      if (known) known.askedAtMs = performance.now()
    },
    letIdleOnesGo: () => {
      const nowMs = performance.now()
      for (const { socket, askedAtMs } of inside.values()) if (nowMs - askedAtMs > idleMs) socket.destroy()
    },
    closeAll: () => {
      for (const { socket } of inside.values()) socket.destroy()
    },
  }
}
