// Looks inside an encrypted connection with a certificate of the school's own authority (decision X10). Inside, each
// request is decided on by its whole address.

import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Authority } from './authority.ts'
import type { Forward } from './forward.ts'
import type { Gate, Pass } from './gate.ts'
import type { Limits, Ports } from './limits.ts'
import { refusalOf } from './refusals.ts'
import { plainPage, sayPage } from './say.ts'
import { passForConnection } from './splice.ts'
import { type Target, target } from './target.ts'
import { passUpgrade } from './upgrade.ts'

type Inside = { pass: Pass; to: Target }

export type Inspector = {
  /** Takes the connection over; `begun` is what the browser has sent already. */
  inspect: (socket: Socket, begun: Buffer, inside: Inside, authority: Authority) => Promise<void>
  close: () => void
}

/** Answers on connections that were opened by CONNECT and are for one site only. */
export function createInspector(parts: {
  gate: Gate
  forward: Forward
  limits: Limits
  ports: Ports
}): Inspector {
  const { gate, forward, limits, ports } = parts
  const insides = new WeakMap<object, Inside>()
  const server: Server = createServer({
    maxHeaderSize: limits.headerMaxBytes,
    headersTimeout: limits.headMaxMs,
    requestTimeout: 0,
    noDelay: true,
  })
  server.on('request', (request, response) => {
    const inside = insides.get(request.socket)
    if (!inside || !isStillInspected(inside)) return void response.destroy()
    const to = inSite(inside, request.headers.host ?? '', request.url ?? '')
    const refusal =
      to === 'another'
        ? { status: 421, says: 'The request is for another site than its connection.' }
        : refusalOf(request, to, ports)
    if (refusal || to === 'another' || to === undefined) {
      sayPage(response, refusal?.status ?? 400, plainPage(refusal?.says ?? ''))
    } else forward.pass(inside.pass, to, request, response)
  })
  server.on('upgrade', (request, socket: Socket, head) => {
    const inside = insides.get(socket)
    const to = inside && inSite(inside, request.headers.host ?? '', request.url ?? '')
    const isRead = inside !== undefined && isStillInspected(inside)
    if (!isRead || to === undefined || to === 'another' || refusalOf(request, to, ports))
      return void socket.destroy()
    passUpgrade({ gate, forward, limits }, inside.pass, to, request, socket, head)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A browser says that it does not trust a certificate only after our side of the greeting is done.
    gate.count(error.code?.startsWith('ERR_SSL') ? 'browserRefusedCertificate' : 'malformed')
    socket.destroy()
  })
  return {
    inspect: async (socket, begun, inside, authority) => {
      const secureContext = await authority.contextFor(inside.to.host)
      socket.unshift(begun)
      const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] })
      const refused = (): void => {
        gate.count('browserRefusedCertificate')
        socket.destroy()
      }
      secure.once('error', refused)
      secure.once('secure', () => {
        secure.off('error', refused)
        secure.on('error', () => secure.destroy())
        const { pass, to } = inside
        insides.set(secure, { to, pass: passForConnection(pass, to.host, 'inspected') })
        server.emit('connection', secure)
      })
    },
    close: () => {
      server.closeAllConnections()
    },
  }
}

/** Somebody else may sit there since the connection began, into whose pages nobody looks: their browser begins another. */
const isStillInspected = ({ pass, to }: Inside): boolean => pass.inspectedBy(to.host) !== undefined

/** The address inside, on the site and port that the connection is for. */
function inSite({ to }: Inside, host: string, path: string): Target | undefined | 'another' {
  const inner = target('https', host, path)
  if (inner && (inner.host !== to.host || inner.port !== to.port)) return 'another'
  return inner
}
