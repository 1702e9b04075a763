// Web sockets: the request is decided on like any other, then both sides talk as they like.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Forward } from './forward.ts'
import type { Gate, Pass, Verdict } from './gate.ts'
import type { Limits } from './limits.ts'
import { safeSideOf } from './safe-address.ts'
import { inside, plainPage, sayAndEnd, sayBlockedAndEnd } from './say.ts'
import { closeWhenBlocked, splice } from './splice.ts'
import type { Target } from './target.ts'

type Parts = { gate: Gate; forward: Forward; limits: Limits }

/** Passes a request to change the protocol on. Refuses, with a page, what is blocked and what is no web socket. */
export function passUpgrade(
  parts: Parts,
  pass: Pass,
  to: Target,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { gate, forward } = parts
  socket.on('error', () => socket.destroy())
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
    sayAndEnd(socket, 501, 'Not passed on', plainPage('Only web sockets are passed on.'))
    return
  }
  const verdict = pass.mayReach(to.place)
  if (!verdict.allowed) {
    sayBlockedAndEnd(socket, verdict)
    return
  }
  if (!forward.isOpen(to)) {
    gate.count('insideAddress')
    sayAndEnd(socket, 403, 'Inside', plainPage(inside))
    return
  }
  const further = (allows: Verdict): void => {
    if (socket.destroyed) return
    if (allows.allowed) exchange(parts, pass, to, request, socket, head)
    else sayBlockedAndEnd(socket, allows)
  }
  forward.mayLeadOn(pass, to).then(further, () => socket.destroy())
}

function exchange(
  { gate, forward, limits }: Parts,
  pass: Pass,
  to: Target,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const side = safeSideOf(pass.shape, to.host)
  const asked = forward.ask(pass, to, request, { connection: 'Upgrade', upgrade: 'websocket' })
  const failed = (): void => {
    asked.destroy()
    gate.count('unreachable')
    sayAndEnd(socket, 502, 'No answer', plainPage('The site does not answer.'))
  }
  asked.once('error', failed)
  asked.once('timeout', failed)
  socket.once('close', () => asked.destroy())
  asked.once('response', (answer) => {
    answer.destroy()
    sayAndEnd(socket, 502, 'Refused', plainPage('The site does not open this connection.'))
  })
  asked.once('upgrade', (answer, site, begun) => {
    const lines = [`HTTP/1.1 101 ${answer.statusMessage}`]
    for (let at = 0; at < answer.rawHeaders.length; at += 2)
      lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`)
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
    socket.write(begun)
    site.write(head)
    splice(socket, site, limits.idleMaxMs)
    closeWhenBlocked(socket, pass, { place: to.place, side }, limits)
  })
  asked.end()
}
