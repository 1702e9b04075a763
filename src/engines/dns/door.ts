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

export type Door = { inside: () => number; closeAll: () => void }

/** Lets in so many connections of each address and so many in all, before anything else of the server sees them. */
export function keepDoor(
  server: Pick<Server, 'prependListener'>,
  { mostConnections, mostForOneAddress }: ConnectionLimits,
): Door {
  const byAddress = new Map<string, number>()
  const inside = new Set<Socket>()
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const now = byAddress.get(address) ?? 0
    if (inside.size >= mostConnections || now >= mostForOneAddress) {
      socket.destroy()
      return
    }
    byAddress.set(address, now + 1)
    inside.add(socket)
    socket.once('close', () => {
      inside.delete(socket)
      const left = (byAddress.get(address) ?? 1) - 1
      if (left === 0) byAddress.delete(address)
      else byAddress.set(address, left)
    })
  })
  return {
    inside: () => inside.size,
    closeAll: () => {
      for (const socket of inside) socket.destroy()
    },
  }
}
