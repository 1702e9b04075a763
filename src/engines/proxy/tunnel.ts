// CONNECT: an encrypted connection to a name. The name that was asked for, and the one in the browser's greeting, must be the
// same, or one of them was written to fool us.

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { type ClientHello, readClientHello } from './client-hello.ts'
import type { Gate, Pass, ProxyTrouble } from './gate.ts'
import { viaName } from './headers.ts'
import type { Inspector } from './inspect.ts'
import type { Limits, Ports } from './limits.ts'
import { InsideAddress, type Reach } from './reach.ts'
import { safeSideOf } from './safe-address.ts'
import { plainPage, sayAndEnd, sayBlockedAndEnd } from './say.ts'
import { closeWhenBlocked, passForConnection, splice } from './splice.ts'
import { type Target, target } from './target.ts'

type Parts = { gate: Gate; reach: Reach; inspector: Inspector; limits: Limits; ports: Ports }

/** Answers CONNECT, and then watches how the connection begins. */
export async function openTunnel(
  parts: Parts,
  pass: Pass,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<void> {
  const { gate, limits, ports } = parts
  const to = target('https', request.url ?? '', '/')
  if (to === undefined || !/:\d+$/.test(request.url ?? ''))
    return sayAndEnd(socket, 400, 'Bad Request', plainPage('The address cannot be read.'))
  if (!ports.tunnels.includes(to.port))
    return sayAndEnd(socket, 403, 'Forbidden', plainPage('Only the web is passed on, not this port.'))
  const authority = pass.inspectedBy(to.host)
  const verdict = pass.mayReach({ host: to.host, pathAndQuery: '' })
  if (!verdict.allowed && !authority) return sayBlockedAndEnd(socket, verdict)
  // RFC 9209: the self-test reads it, and nobody has to believe it.
  const leadsTo = `Proxy-Status: ${viaName}; next-hop="${safeSideOf(pass.shape, to.host)}"`
  socket.write(`HTTP/1.1 200 Connection established\r\n${leadsTo}\r\n\r\n`)
  const greeting = await readGreeting(socket, head, limits)
  const trouble = troubleWith(greeting?.hello, to)
  if (greeting === undefined || trouble) {
    if (trouble) gate.count(trouble)
    socket.destroy()
    return
  }
  if (authority) return parts.inspector.inspect(socket, greeting.bytes, { pass, to }, authority)
  await connectThrough(parts, passForConnection(pass, to.host, 'unseen'), to, socket, greeting.bytes)
}

async function connectThrough(
  { gate, reach, limits }: Parts,
  pass: Pass,
  to: Target,
  socket: Socket,
  begun: Buffer,
): Promise<void> {
  try {
    const side = safeSideOf(pass.shape, to.host)
    const place = { host: to.host, pathAndQuery: '' }
    if (!pass.mayLeadTo(place, await reach.aliasesOf(side)).allowed) return void socket.destroy()
    const site = await reach.open(side, to.port)
    site.write(begun)
    splice(socket, site, limits.idleMaxMs)
    closeWhenBlocked(socket, pass, { place, side }, limits)
  } catch (error) {
    gate.count(error instanceof InsideAddress ? 'insideAddress' : 'unreachable')
    socket.destroy()
  }
}

function troubleWith(hello: ClientHello | undefined, { host }: Target): ProxyTrouble | undefined {
  if (hello?.kind !== 'hello') return 'notTls'
  // Who asks for an address has no name to say (RFC 6066, 3). Whoever has one and does not say it hides where they go.
  const isAddress = isIP(host.replace(/^\[|\]$/g, '')) !== 0
  return hello.host === (isAddress ? undefined : host) ? undefined : 'namesDiffer'
}

type Greeting = { bytes: Buffer; hello: ClientHello }

/** Reads until the browser has said which site it wants. Undefined where it goes away, says too much or takes too long. */
function readGreeting(socket: Socket, head: Buffer, limits: Limits): Promise<Greeting | undefined> {
  return new Promise((done) => {
    let bytes = head
    const finish = (greeting: Greeting | undefined): void => {
      clearTimeout(timer)
      socket.off('data', take)
      socket.off('close', gone)
      socket.off('end', gone)
      socket.pause()
      done(greeting)
    }
    const gone = (): void => finish(undefined)
    const timer = setTimeout(gone, limits.headMaxMs)
    const take = (chunk: Buffer): void => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
      const hello = readClientHello(bytes)
      if (hello.kind !== 'unfinished') finish({ bytes, hello })
      else if (bytes.length > limits.helloMaxBytes) finish({ bytes, hello: { kind: 'notTls' } })
    }
    socket.on('data', take)
    socket.once('close', gone)
    socket.once('end', gone)
    if (bytes.length > 0) take(Buffer.alloc(0))
  })
}
