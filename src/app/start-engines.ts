// The engines of the school's network, where this machine is to run them itself: DNS and the web proxy, following one snapshot.
// They need no database: a server whose records are gone still filters.

import { getServers } from 'node:dns'
import { setTimeout as wait } from 'node:timers/promises'
import { type RunningDns, startDns } from '#/engines/dns/index.ts'
import { type LoadedSnapshot, openSnapshot, serveSnapshot, spoolBeside } from '#/engines/filter/index.ts'
import { type KeptProxy, keepProxy, type ProxyNeeds } from '#/engines/proxy/index.ts'
import { engineSnapshotPath } from '#/features/filtering/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Config } from '#/platform/config/config.ts'
import type { Log } from '#/platform/log/log.ts'
import type { Metrics } from '#/platform/metrics/metrics.ts'
import { authorityKeys } from './authority-keys.ts'
import { onlyToServedPages } from './block-page-served.ts'
import { followCertificate } from './follow-certificate.ts'
import { existingKeyring } from './operator-context.ts'
import { sayWhichIsTaken } from './say-if-taken.ts'
import { tlsOptions } from './start-web.ts'

export type Engines = {
  /** Whether they answer the network. */
  areServing: () => boolean
  /**
   * Where there was no snapshot: they serve when this resolves, if there is one by now, and else begin with the first that is
   * published, which is within a minute. Fails as a start does.
   */
  waitForFirst: () => Promise<void>
  stop: () => Promise<void>
}

/** Where browsers are led to ask for a site: the engines fill in the school and the site. */
const askAtOf = ({ publicUrl }: Pick<Config, 'publicUrl'>): string => `${publicUrl}/s/%s/ask-for-site?site=%u`

/** Where they say who they are, so that the device is theirs. */
const signInAtOf = ({ publicUrl }: Pick<Config, 'publicUrl'>): string => `${publicUrl}/s/%s/sign-in`

const lookMs = 500

type Needs = { log: Pick<Log, 'warn'>; metrics: Pick<Metrics, 'countStartedAgain' | 'showProxyTroubles'> }
type Filter = NonNullable<Config['filter']>
type Beginning = Needs & {
  config: Config
  filter: Filter
  path: string
  tell: (sentence: string) => void
  /** Gets what ends each part, in the order in which they began. */
  stops: (() => Promise<void>)[]
}

/**
 * Starts them with the last snapshot. Does nothing where the configuration names no address for them. Fails at once where a port is
 * taken.
 */
export async function startEngines(config: Config, needs: Needs): Promise<Engines> {
  const { filter } = config
  if (filter === undefined)
    return { areServing: () => false, waitForFirst: async () => undefined, stop: async () => undefined }
  const path = engineSnapshotPath({ vault: { dataFolder: config.dataDir } })
  const tell = (sentence: string): void => needs.log.warn(sentence)
  const ending = new AbortController()
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  const begin = (loaded: LoadedSnapshot): Promise<void> =>
    beginWith({ ...needs, config, filter, path, tell, stops }, loaded).catch(async (error: unknown) => {
      await stop()
      throw error
    })
  const first = await openSnapshot(path, tell).catch(() => undefined)
  if (first) await begin(first)
  let later = Promise.resolve()
  return {
    areServing: () => stops.length > 0,
    waitForFirst: async () => {
      if (first) return
      const byNow = await openSnapshot(path, tell).catch(() => undefined)
      if (byNow) await begin(byNow)
      else later = beginLater(path, begin, tell, ending.signal)
    },
    stop: async () => {
      ending.abort()
      await later
      await stop()
    },
  }
}

/** Opens all doors with the first snapshot, and follows it from there. */
async function beginWith(beginning: Beginning, first: LoadedSnapshot): Promise<void> {
  const { config, filter, path, tell, stops, metrics } = beginning
  const { loaded, spool, follow } = serveSnapshot(first, {
    path,
    ownHost: new URL(config.publicUrl).hostname,
    spoolFolder: spoolBeside(path),
    onTrouble: tell,
  })
  stops.push(spool.stop)
  const proxy = await openProxy(beginning, { loaded, onActivity: spool.take })
  stops.push(proxy.stop)
  metrics.showProxyTroubles(proxy.troubles)
  const asServed = onlyToServedPages(filter, tell)
  const dns = await openDns(beginning, { loaded: asServed(loaded), onActivity: spool.take })
  stops.push(dns.stop)
  stops.push(
    follow([
      { engine: 'proxy', at: `${filter.address}:${filter.proxyPort}`, ...proxy },
      {
        ...{ engine: 'dns', at: `${filter.address}:${filter.dnsPort}`, ...dns },
        swap: (next) => dns.swap(asServed(next)),
      },
    ]),
  )
  if (config.tls) {
    const take: Parameters<typeof followCertificate>[1] = (certificate) => {
      proxy.takeCertificate(certificate)
      dns.takeCertificate(certificate)
    }
    const end = followCertificate(config.tls, take, tell)
    stops.push(async () => end())
  }
}

type First = Required<Pick<ProxyNeeds, 'loaded' | 'onActivity'>>

/** The plain way in, and the encrypted one and the block page where ports are named for them. */
async function openProxy({ config, filter, tell, metrics }: Beginning, first: First): Promise<KeptProxy> {
  const { address, proxyPort, proxyTlsPort, blockPagePort } = filter
  const { hostname } = new URL(config.publicUrl)
  const certificate = tlsOptions(config) ?? undefined
  const ways: ProxyNeeds['ways'] = [
    { way: 'plain', port: proxyPort },
    ...(blockPagePort === undefined ? [] : [{ way: 'plain' as const, port: blockPagePort }]),
    ...(proxyTlsPort === undefined ? [] : [{ way: 'encrypted' as const, port: proxyTlsPort }]),
  ]
  return keepProxy({
    ...first,
    host: address,
    ways,
    certificate,
    proxy: `${address}:${proxyPort}`,
    secureProxy: proxyTlsPort === undefined ? undefined : `${hostname}:${proxyTlsPort}`,
    askAt: askAtOf(config),
    signInAt: signInAtOf(config),
    // Read when it is needed, which is seldom: the key may have been made, or changed, since the engines began.
    openKey: async (sealedKey) => authorityKeys(await existingKeyring(config))(sealedKey),
    onTrouble: tell,
    onStartedAgain: () => metrics.countStartedAgain('proxy'),
  }).catch((error: unknown) => {
    const ports = { PROXY_PORT: proxyPort, BLOCK_PAGE_PORT: blockPagePort, PROXY_TLS_PORT: proxyTlsPort }
    throw sayWhichIsTaken(error, ports)
  })
}

async function openDns({ config, filter, tell, metrics }: Beginning, first: First): Promise<RunningDns> {
  const { address, dnsPort, dnsTlsPort, dnsHttpsPort } = filter
  return startDns({
    ...first,
    ports: { address, dns: dnsPort, tls: dnsTlsPort, https: dnsHttpsPort },
    certificate: tlsOptions(config) ?? undefined,
    threads: 1,
    upstreams: getServers(),
    onTrouble: tell,
    onStartedAgain: () => metrics.countStartedAgain('dns'),
  }).catch((error: unknown) => {
    const ports = { DNS_PORT: dnsPort, DNS_TLS_PORT: dnsTlsPort, DNS_HTTPS_PORT: dnsHttpsPort }
    throw sayWhichIsTaken(error, ports)
  })
}

async function beginLater(
  path: string,
  begin: (loaded: LoadedSnapshot) => Promise<void>,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const loaded = await openSnapshot(path, tell).catch(() => undefined)
    if (loaded) {
      await begin(loaded).catch((error: unknown) =>
        tell(
          error instanceof Refused ? error.message : `The filter’s engines did not start: ${String(error)}`,
        ),
      )
      return
    }
    await wait(lookMs, undefined, { signal }).catch(() => {})
  }
}
