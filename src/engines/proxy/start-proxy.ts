// The door: who comes in, how many, and what kind of request it is.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Certificate } from '#/engines/filter/index.ts'
import type { AliasesOf } from './aliases.ts'
import { createForward } from './forward.ts'
import type { Gate, Pass } from './gate.ts'
import { createInspector } from './inspect.ts'
import { type Limits, type Ports, usualLimits, usualPorts } from './limits.ts'
import type { Way } from './proxy-file.ts'
import { createReach, type Resolve } from './reach.ts'
import { refusalOf } from './refusals.ts'
import { plainPage, sayAndEnd, sayPage } from './say.ts'
import { addressOf, createShares } from './shares.ts'
import { target, targetOf } from './target.ts'
import { openTunnel } from './tunnel.ts'
import { passUpgrade } from './upgrade.ts'

export type ProxyOptions = {
  /** Asked for each request, so that a new snapshot holds from the next one on. */
  gate: Gate
  host: string
  /** 0 takes a free one. */
  port: number
  /**
   * With it browsers come in encrypted, and are asked for their key; without it for none, because nothing secret is ever
   * said in clear (decision X11). PEM, for the name by which browsers know this proxy.
   */
  certificate?: Certificate | undefined
  limits?: Partial<Limits>
  ports?: Ports
  resolve?: Resolve
  aliasesOf?: AliasesOf
  /** Further authorities for sites, as PEM. */
  trusts?: readonly string[]
}

export type RunningProxy = {
  port: number
  /** For browsers that come from now on; nothing where they come in clear. */
  takeCertificate: (certificate: Certificate) => void
  close: () => Promise<void>
}

type Door = {
  gate: Gate
  way: Way
  forward: ReturnType<typeof createForward>
  inspector: ReturnType<typeof createInspector>
  reach: ReturnType<typeof createReach>
  limits: Limits
  ports: Ports
}

/** Starts the proxy. Fails where the port is taken. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { gate, trusts, resolve, aliasesOf, ports = usualPorts } = options
  const limits = { ...usualLimits, ...options.limits }
  const reach = createReach({ limits, gate, resolve, aliasesOf })
  const forward = createForward({ gate, reach, limits, trusts })
  const inspector = createInspector({ gate, forward, limits, ports })
  const server = openServer(limits, options.certificate)
  const way = options.certificate ? 'encrypted' : 'plain'
  answer(server, { gate, way, forward, inspector, reach, limits, ports })
  boundConnections(server, gate, limits)
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen({ host: options.host, port: options.port, backlog: 1024 }, listening)
  })
  return {
    port: (server.address() as AddressInfo).port,
    takeCertificate: (certificate) => {
      if (server instanceof SecureServer) server.setSecureContext({ ...certificate, minVersion })
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      inspector.close()
      forward.close()
      for (const socket of open(server)) socket.destroy()
      await closed
    },
  }
}

const minVersion = 'TLSv1.2'

function openServer(limits: Limits, certificate: ProxyOptions['certificate']): Server {
  const bounds = {
    maxHeaderSize: limits.headerMaxBytes,
    headersTimeout: limits.headMaxMs,
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(5000, limits.headMaxMs),
    noDelay: true,
  }
  if (!certificate) return createServer(bounds)
  return createSecureServer({
    ...bounds,
    ...certificate,
    minVersion,
    handshakeTimeout: limits.headMaxMs,
    ALPNProtocols: ['http/1.1'],
  })
}

function answer(server: Server, door: Door): void {
  const { gate, limits, ports } = door
  const request = (asked: IncomingMessage, response: ServerResponse): void =>
    answerRequest(door, asked, response)
  server.on('request', request)
  server.on('checkContinue', (asked, response) => {
    response.writeContinue()
    request(asked, response)
  })
  server.on('connect', (asked, stream, head) => {
    const socket = stream as Socket
    socket.on('error', () => socket.destroy())
    const pass = passOf(door, asked)
    if (!pass) return sayAndEnd(socket, 403, 'Forbidden', plainPage(notOurs))
    openTunnel(door, pass, asked, socket, head).catch(() => socket.destroy())
  })
  server.on('upgrade', (asked, stream, head) => {
    const pass = passOf(door, asked)
    const to = targetOf(asked.url ?? '')
    if (!pass || !to || refusalOf(asked, to, ports)) return void stream.destroy()
    passUpgrade(door, pass, to, asked, stream, head)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    gate.count('malformed')
    // Before the encryption stands there is nobody to say it to.
    if (/^(?:ERR_SSL|ERR_TLS|ECONN)/.test(error.code ?? '')) socket.destroy()
    else sayAndEnd(socket, 400, 'Bad Request', plainPage('The request cannot be read.'))
  })
  server.setTimeout(limits.idleMaxMs, letGo)
}

/** What somebody does not take would wait for them in the system’s memory long after a mere end, megabytes of it. */
function letGo(socket: Socket): void {
  const isPlain = !(socket instanceof TLSSocket)
  // Only a page that is cut off anyway: what is whole still arrives after the end.
  if (isPlain && socket.writableLength > 0) socket.resetAndDestroy()
  else socket.destroy()
}

const notOurs = 'This proxy serves a school’s own network. Your device is not in it.'

function answerRequest(door: Door, request: IncomingMessage, response: ServerResponse): void {
  const { forward, ports } = door
  if (request.url?.startsWith('/')) {
    answerOurselves(door, request, response)
    return
  }
  const pass = passOf(door, request)
  if (!pass) {
    sayPage(response, 403, plainPage(notOurs))
    return
  }
  const to = targetOf(request.url ?? '')
  const refusal = refusalOf(request, to, ports)
  if (refusal || !to) sayPage(response, refusal?.status ?? 400, plainPage(refusal?.says ?? ''))
  else forward.pass(pass, to, request, response)
}

const nothingHere =
  'This is a proxy. There are no pages here. If you came from a page that was not open, it is open now: your browser needs up to a minute to notice. Load it again then.'

/** What is asked of this machine itself: the proxy file, or a site that DNS leads here because it is blocked. */
function answerOurselves(door: Door, request: IncomingMessage, response: ServerResponse): void {
  const { gate, way } = door
  const { url = '', headers, socket } = request
  const address = addressOf(socket)
  // The file names the way by which it is fetched.
  const file = /^\/(?:proxy\.pac|wpad\.dat)$/.test(url) ? gate.proxyFile(address, way) : undefined
  if (file === undefined) {
    const to = target('http', headers.host ?? '', url)
    const page = to && gate.blockPageAt(address, to.place)
    // A browser that kept the connection would come back by it when the name leads elsewhere.
    sayPage(response, page ? 403 : 404, page?.html ?? plainPage(nothingHere), { connection: 'close' })
    return
  }
  response.writeHead(200, {
    'content-type': 'application/x-ns-proxy-autoconfig',
    'cache-control': 'max-age=300',
  })
  response.end(file)
}

function passOf({ gate, way }: Door, { socket, headers }: IncomingMessage): Pass | undefined {
  const shown = headers['proxy-authorization']
  if (way === 'encrypted') return gate.signedPassOf(addressOf(socket), shown)
  // Not even looked at: whoever listened on the way has it, and should not learn whether it is right.
  if (shown !== undefined) gate.count('keyInClear')
  return gate.passOf(addressOf(socket))
}

const opened = new WeakMap<Server, Set<Socket>>()
const open = (server: Server): ReadonlySet<Socket> => opened.get(server) ?? new Set()

/** Lets nobody have so many connections that others get none. */
function boundConnections(server: Server, gate: Gate, limits: Limits): void {
  const sockets = new Set<Socket>()
  const shares = createShares(limits.connectionsMost, limits.connectionsMostPerAddress)
  opened.set(server, sockets)
  server.on('connection', (socket: Socket) => {
    const leave = shares.enter(addressOf(socket))
    if (!leave) {
      gate.count('tooMany')
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      leave()
    })
  })
}
