// A proxy with sites behind it, all on this machine: every name leads here, as the real ones would lead outside.

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { connect as connectSecure, TLSSocket } from 'node:tls'
import {
  type Authority,
  type Gate,
  type Limits,
  makeAuthority,
  openAuthority,
  type Place,
  type ProxyOptions,
  type ProxyTrouble,
  startProxy,
  type Verdict,
} from '#/engines/proxy/index.ts'

/** `greetedAs`: the name in the greeting of an encrypted connection. */
export type Seen = {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  greetedAs: string | undefined
}

export type ProxyInTest = {
  port: number
  /** The encrypted way in, where the wishes have a certificate. */
  keyPort: number
  sitePort: number
  securePort: number
  /** What reached a site. */
  seen: Seen[]
  decided: Place[]
  /** Names for whose addresses the proxy asked. */
  lookedUp: string[]
  troubles: ProxyTrouble[]
  authority: Authority
  /** What the sites do when a browser wants to change the protocol. */
  onUpgrade: (answer: (request: IncomingMessage, socket: Duplex) => void) => void
  close: () => Promise<void>
}

export type ProxyWishes = {
  /** A gate of its own, in place of one that the other wishes make. */
  gate?: Gate
  blocks?: (place: Place) => boolean
  inspects?: boolean
  /** As a function: whoever asks may be somebody else by now. */
  safeSearch?: boolean | (() => boolean)
  /** Where a name leads, if not to the sites of the test. */
  leadsTo?: (host: string) => string
  /** The names that a name is an alias of. */
  aliases?: (host: string) => readonly string[]
  /** Who is asked for them instead. */
  aliasesOf?: ProxyOptions['aliasesOf']
  site?: RequestListener
  limits?: Partial<Limits>
  /** False: the school opened no address of its own, so that this machine is inside. */
  ownAddresses?: boolean
  trustsSites?: boolean
  certificate?: ProxyOptions['certificate']
}

/** Ports of tests are not those of the web: the proxy is led from 80 and 443 to them by name. */
export async function startProxyInTest(wishes: ProxyWishes = {}): Promise<ProxyInTest> {
  const pair = await makeAuthority('Alder Primary School', Date.now())
  const authority = await openAuthority(pair, Date.now)
  const sites = await makeAuthority('Sites in a test', Date.now())
  const seen: Seen[] = []
  const listener = wishes.site ?? answerPlainly(seen)
  const siteServer = createServer(listener)
  const site = await listening(siteServer)
  const siteAuthority = await openAuthority(sites, Date.now)
  const secureServer = createSecureServer(
    {
      SNICallback: (name, done) => void siteAuthority.contextFor(name).then((context) => done(null, context)),
    },
    listener,
  )
  const secureSite = await listening(secureServer)
  const decided: Place[] = []
  const lookedUp: string[] = []
  const troubles: ProxyTrouble[] = []
  const options = {
    gate: wishes.gate ?? gateOf(wishes, { decided, troubles, authority }),
    host: '127.0.0.1',
    port: 0,
    resolve: async (name: string) => {
      lookedUp.push(name)
      return [wishes.leadsTo?.(name) ?? '127.0.0.1']
    },
    aliasesOf:
      wishes.aliasesOf ?? (async (name: string) => ({ names: wishes.aliases?.(name) ?? [], isWhole: true })),
    ports: { web: [site.port, secureSite.port, 80, 443], tunnels: [secureSite.port, 443] },
    ...(wishes.limits ? { limits: wishes.limits } : {}),
    ...(wishes.trustsSites === false ? {} : { trusts: [sites.certificatePem] }),
  }
  const proxy = await startProxy(options)
  const { certificate } = wishes
  const withKey = certificate && (await startProxy({ ...options, certificate }))
  return {
    port: proxy.port,
    keyPort: withKey?.port ?? 0,
    sitePort: site.port,
    securePort: secureSite.port,
    seen,
    decided,
    lookedUp,
    troubles,
    authority,
    onUpgrade: (answer) => {
      siteServer.on('upgrade', answer)
      secureServer.on('upgrade', answer)
    },
    close: async () => {
      await proxy.close()
      await withKey?.close()
      await Promise.all([site, secureSite].map(({ close }) => close()))
    },
  }
}

function gateOf(
  { blocks = () => false, inspects = false, safeSearch = false, ownAddresses = true }: ProxyWishes,
  kept: { decided: Place[]; troubles: ProxyTrouble[]; authority: Authority },
): Gate {
  return {
    passOf: () => ({
      mayReach: (place) => {
        kept.decided.push(place)
        return verdictOn(blocks(place))
      },
      mayLeadTo: (_place, names) => verdictOn(names.some((host) => blocks({ host, pathAndQuery: '' }))),
      stillMay: (place) => !blocks(place),
      get shape() {
        const isSafe = typeof safeSearch === 'function' ? safeSearch() : safeSearch
        return { safeSearch: isSafe, youTube: isSafe ? 'strict' : 'open' } as const
      },
      inspectedBy: () => (inspects ? kept.authority : undefined),
    }),
    signedPassOf: () => undefined,
    blockPageAt: () => undefined,
    isOwnAddress: () => ownAddresses,
    proxyFile: () => 'function FindProxyForURL() {}',
    count: (what) => kept.troubles.push(what),
  }
}

const verdictOn = (isBlocked: boolean): Verdict =>
  isBlocked
    ? { allowed: false, page: { html: '<p>Not open here.</p>', says: 'Not open here.' } }
    : { allowed: true }

function answerPlainly(seen: Seen[]): RequestListener {
  return async (request, response) => {
    const body = await text(request)
    const { method = '', url = '', headers, socket } = request
    const greeting = socket instanceof TLSSocket && 'servername' in socket ? socket.servername : undefined
    seen.push({ method, url, headers, body, greetedAs: typeof greeting === 'string' ? greeting : undefined })
    response.writeHead(200, { 'content-type': 'text/plain', 'x-site': 'yes', connection: 'keep-alive' })
    response.end(`You asked for ${request.url}`)
  }
}

async function listening(server: Server): Promise<{ port: number; close: () => Promise<void> }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Sends bytes as they are, and gives back all that comes until the other side ends or is silent for `quietMs`. */
export function sendRaw(port: number, bytes: string | Buffer, quietMs = 1500): Promise<string> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    const finish = (): void => {
      socket.destroy()
      done(answer)
    }
    socket.setTimeout(quietMs, finish)
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', finish)
    socket.on('close', finish)
  })
}

/** Opens a tunnel to a name. Fails with the answer where it is refused. */
export function openTunnelTo(port: number, to: string, from = '127.0.0.1'): Promise<Socket> {
  return new Promise((opened, failed) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from }, () =>
      socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`),
    )
    let answer = ''
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1')
      if (answer.startsWith('HTTP/1.1 200') && answer.includes('\r\n\r\n')) {
        socket.off('data', read)
        opened(socket)
      }
    }
    socket.on('data', read)
    socket.on('error', failed)
    socket.on('close', () => failed(new Error(answer)))
  })
}

/** Speaks TLS through a tunnel, as a browser that trusts `ca` and wants `name`. */
export function secureThrough(socket: Socket, name: string, ca: string): Promise<TLSSocket> {
  return new Promise((opened, failed) => {
    const secure = connectSecure({ socket, servername: name, ca, ALPNProtocols: ['h2', 'http/1.1'] }, () =>
      opened(secure),
    )
    secure.on('error', failed)
    socket.on('close', () => failed(new Error('closed')))
  })
}

/** One request on an open connection, and all that comes back until the connection is silent or ends. */
export function askOn(socket: Socket, lines: readonly string[], quietMs = 700): Promise<string> {
  return new Promise((done) => {
    let answer = ''
    const finish = (): void => done(answer)
    if (socket.destroyed) finish()
    socket.setTimeout(quietMs, finish)
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
    })
    socket.on('close', finish)
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  })
}
