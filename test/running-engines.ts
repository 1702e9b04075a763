// The engines of the school's network as they really run, following a server's snapshot, with one site behind them that stands
// for every name: for tests that ask from a device's own address.

import { Resolver } from 'node:dns/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { TestContext } from 'node:test'
import { type RunningDns, startDns } from '#/engines/dns/start-dns.ts'
import {
  type Certificate,
  followSnapshot,
  keepHeartbeat,
  type LoadedSnapshot,
  openSnapshot,
} from '#/engines/filter/index.ts'
import { type OpenGate, openGate, type ProxyOptions, startProxy } from '#/engines/proxy/index.ts'
import { freePort } from '../e2e/free-port.ts'
import { anUpstream } from './dns-upstream.ts'

export type RunningEngines = {
  dnsPort: number
  httpsPort: number
  proxyPort: number
  /** Of the encrypted way in. */
  keyPort: number
  /** Of the site: names lead there with this port. */
  sitePort: number
  troubles: string[]
  /** Names that the server outside was asked for. */
  askedOutside: () => string[]
  /** What a name is to a device: `open`, or the code by which it is blocked. */
  name: (from: string, name: string) => Promise<string>
  /** What the proxy says to a device. */
  page: (from: string, host: string) => Promise<string>
}

/**
 * `publicUrl` is where people sign in and ask. With a certificate there is DNS by HTTPS, and the encrypted way in to the
 * proxy. `byName`: browsers go to sites by name, without a proxy. The site answers with its name. Everything ends with the test.
 */
export async function runEngines(
  t: TestContext,
  snapshotPath: string,
  {
    publicUrl,
    certificate,
    byName = false,
  }: { publicUrl: string; certificate?: Certificate; byName?: boolean },
): Promise<RunningEngines> {
  const upstream = await anUpstream(byName ? siteNetwork : undefined)
  if (byName) upstream.setAddress(2)
  t.after(upstream.stop)
  const sitePort = await aSite(t, byName ? siteAddress : '127.0.0.1')
  const keyPort = await freePort()
  const troubles: string[] = []
  const onTrouble = (sentence: string): void => {
    troubles.push(sentence)
  }
  const serving = await openSnapshot(snapshotPath, onTrouble)
  const forDns = (loaded: LoadedSnapshot): LoadedSnapshot =>
    byName ? withSitesInside(loaded, upstream.server) : loaded
  const dns = await startDns({
    loaded: forDns(serving),
    ports: { address: '127.0.0.1', dns: 0, tls: 0, https: 0 },
    threads: 1,
    upstreams: [upstream.server],
    onTrouble,
    ...(certificate ? { certificate } : {}),
  })
  t.after(dns.stop)
  const gate = openGate({
    loaded: serving,
    proxy: '127.0.0.1:3128',
    secureProxy: `localhost:${keyPort}`,
    askAt: `${publicUrl}/s/%s/ask-for-site?site=%u`,
    signInAt: `${publicUrl}/s/%s/sign-in`,
    count: () => undefined,
    clock: Date.now,
  })
  const options: ProxyOptions = {
    gate: { ...gate, isOwnAddress: () => true },
    host: '127.0.0.1',
    // Names lead to a port with them: to the site, or to the block page.
    port: byName ? sitePort : 0,
    resolve: async () => [byName ? siteAddress : '127.0.0.1'],
    ports: { web: [sitePort, 80], tunnels: [443] },
  }
  const proxy = await startProxy(options)
  t.after(proxy.close)
  if (certificate) t.after((await startProxy({ ...options, port: keyPort, certificate })).close)
  const dnsHere = { ...dns, swap: (loaded: LoadedSnapshot) => dns.swap(forDns(loaded)) }
  follow(t, snapshotPath, serving, { gate, dns: dnsHere, proxyPort: proxy.port, onTrouble })
  return {
    dnsPort: dns.ports.dns,
    httpsPort: dns.ports.https ?? 0,
    proxyPort: proxy.port,
    keyPort,
    sitePort,
    troubles,
    askedOutside: () => upstream.asked.map((asked) => asked.split(' ')[1] ?? ''),
    name: (from, name) => askName(dns.ports.dns, from, name),
    page: (from, host) => askPage(proxy.port, from, `http://${host}:${sitePort}/`),
  }
}

/** The sites of a test are on this machine, where no answer from outside leads: its server answers for them as the school’s own. */
function withSitesInside(loaded: LoadedSnapshot, server: string): LoadedSnapshot {
  const forwards = ['com', 'example'].map((name) => ({ name, servers: [server] }))
  const schools = loaded.snapshot.schools.map((school) => ({ ...school, forwards }))
  return { ...loaded, snapshot: { ...loaded.snapshot, schools } }
}

/** Each new snapshot reaches both, and both write that they live. */
function follow(
  t: TestContext,
  snapshotPath: string,
  first: LoadedSnapshot,
  engines: { gate: OpenGate; dns: RunningDns; proxyPort: number; onTrouble: (sentence: string) => void },
): void {
  const { gate, dns, proxyPort, onTrouble } = engines
  let serving = first
  const swap = async (next: LoadedSnapshot): Promise<void> => {
    await gate.swap(next)
    await dns.swap(next)
    serving = next
  }
  t.after(followSnapshot(snapshotPath, first, swap, onTrouble))
  const parts = { serving: () => serving, onTrouble }
  const beat = (engine: 'dns' | 'proxy', port: number, answeredAtMs: () => number | null): void =>
    t.after(keepHeartbeat(snapshotPath, { engine, at: `127.0.0.1:${port}` }, { ...parts, answeredAtMs }))
  beat('dns', dns.ports.dns, dns.answeredAtMs)
  beat('proxy', proxyPort, gate.answeredAtMs)
}

async function askName(port: number, from: string, name: string): Promise<string> {
  const resolver = new Resolver({ timeout: 2000, tries: 1 })
  resolver.setServers([`127.0.0.1:${port}`])
  resolver.setLocalAddress(from)
  return resolver.resolve4(name).then(
    () => 'open',
    ({ code }: NodeJS.ErrnoException) => code ?? 'failed',
  )
}

/** The whole answer of a proxy to a device at `from`. */
export function askPage(port: number, from: string, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from })
    const pieces: Buffer[] = []
    socket.setTimeout(5000, () => socket.destroy(new Error(`No answer for ${url}`)))
    socket.on('data', (piece) => pieces.push(piece))
    socket.once('error', reject)
    socket.once('end', () => resolve(Buffer.concat(pieces).toString()))
    socket.write(`GET ${url} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`)
  })
}

/** Where sites are that browsers go to by name; the block page has the same port on another address. */
const siteNetwork = [127, 0, 0]
const siteAddress = '127.0.0.2'

async function aSite(t: TestContext, address: string): Promise<number> {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><html lang="en"><title>A site</title><h1>Welcome to ${request.headers.host}</h1>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
