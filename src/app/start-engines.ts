// The engines of the school's network, where this machine is to run them itself: DNS and the web proxy, following one snapshot.

import { getServers } from 'node:dns'
import { setTimeout as wait } from 'node:timers/promises'
import { startDns } from '#/engines/dns/index.ts'
import { type LoadedSnapshot, openSnapshot, serveSnapshot, spoolBeside } from '#/engines/filter/index.ts'
import { type OpenGate, openGate, type ProxyOptions, startProxy } from '#/engines/proxy/index.ts'
import { engineSnapshotPath } from '#/features/filtering/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Config } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { authorityKeys } from './authority-keys.ts'
import { onlyToServedPages } from './block-page-served.ts'
import { sayIfTaken } from './say-if-taken.ts'
import { tlsOptions } from './start-web.ts'

/** Where browsers are led to ask for a site: the engines fill in the school and the site. */
const askAtOf = ({ publicUrl }: Pick<Config, 'publicUrl'>): string => `${publicUrl}/s/%s/ask-for-site?site=%u`

/** Where they say who they are, so that the device is theirs. */
const signInAtOf = ({ publicUrl }: Pick<Config, 'publicUrl'>): string => `${publicUrl}/s/%s/sign-in`

const lookMs = 500

type Beginning = {
  config: Pick<Config, 'filter' | 'publicUrl' | 'tls'>
  context: Pick<Context, 'vault' | 'log'>
  path: string
  tell: (sentence: string) => void
  /** Gets what ends each part, in the order in which they began. */
  stops: (() => Promise<void>)[]
}

/**
 * Starts them as soon as there is a snapshot, which the first publishing makes within a minute; nothing else waits for it.
 * Does nothing where the configuration names no address for them. Fails at once where a port is taken.
 */
export async function startEngines(
  config: Pick<Config, 'filter' | 'publicUrl' | 'tls'>,
  context: Pick<Context, 'vault' | 'log'>,
): Promise<() => Promise<void>> {
  if (config.filter === undefined) return async () => {}
  const path = engineSnapshotPath(context)
  const tell = (sentence: string): void => context.log.warn(sentence)
  const ending = new AbortController()
  const stops: (() => Promise<void>)[] = []
  const begin = (loaded: LoadedSnapshot): Promise<void> =>
    beginWith({ config, context, path, tell, stops }, loaded)
  const first = await openSnapshot(path, tell).catch(() => undefined)
  if (first) await begin(first)
  const later = first ? undefined : beginLater(path, begin, tell, ending.signal)
  return async () => {
    ending.abort()
    await later
    for (const end of stops.splice(0).reverse()) await end()
  }
}

/** Opens both doors with the first snapshot, and follows it from there. */
async function beginWith(
  { config, context, path, tell, stops }: Beginning,
  first: LoadedSnapshot,
): Promise<void> {
  const { filter } = config
  if (filter === undefined) return
  const { hostname } = new URL(config.publicUrl)
  const { loaded, spool, follow } = serveSnapshot(first, {
    path,
    ownHost: hostname,
    spoolFolder: spoolBeside(path),
    onTrouble: tell,
  })
  stops.push(spool.stop)
  const gate = openGate({
    loaded,
    proxy: `${filter.address}:${filter.proxyPort}`,
    secureProxy: filter.proxyTlsPort === undefined ? undefined : `${hostname}:${filter.proxyTlsPort}`,
    askAt: askAtOf(config),
    signInAt: signInAtOf(config),
    note: spool.note,
    count: (trouble) => context.log.debug({ trouble }, 'The proxy refused a connection'),
    inspection: { openKey: authorityKeys(context.vault.keyring), tell },
    clock: Date.now,
  })
  await gate.swap(loaded)
  await openProxies({ config, stops }, filter, gate)
  const asServed = onlyToServedPages(filter, tell)
  const dns = await startDns({
    loaded: asServed(loaded),
    ports: { address: filter.address, dns: filter.dnsPort, tls: 0, https: 0 },
    threads: 1,
    upstreams: getServers(),
    onActivity: spool.take,
    onTrouble: tell,
  }).catch((error: unknown) => {
    throw sayIfTaken(error, 'DNS_PORT', filter.dnsPort)
  })
  stops.push(dns.stop)
  const { address } = filter
  stops.push(
    follow([
      { engine: 'proxy', at: `${address}:${filter.proxyPort}`, ...gate },
      {
        ...{ engine: 'dns', at: `${address}:${filter.dnsPort}`, ...dns },
        swap: (next) => dns.swap(asServed(next)),
      },
    ]),
  )
}

/** The plain way in, and the encrypted one and the block page where ports are named for them. */
async function openProxies(
  { config, stops }: Pick<Beginning, 'config' | 'stops'>,
  { address: host, proxyPort, proxyTlsPort, blockPagePort }: NonNullable<Config['filter']>,
  gate: OpenGate,
): Promise<void> {
  const open = async (
    variable: 'PROXY_PORT' | 'PROXY_TLS_PORT' | 'BLOCK_PAGE_PORT',
    way: Pick<ProxyOptions, 'port' | 'certificate'>,
  ): Promise<void> => {
    const proxy = await startProxy({ gate, host, ...way }).catch((error: unknown) => {
      throw sayIfTaken(error, variable, way.port)
    })
    stops.push(proxy.close)
  }
  await open('PROXY_PORT', { port: proxyPort })
  // A plain way in is the block page too: what is asked of it is a site that DNS led there.
  if (blockPagePort !== undefined) await open('BLOCK_PAGE_PORT', { port: blockPagePort })
  const certificate = tlsOptions(config)
  if (certificate && proxyTlsPort !== undefined)
    await open('PROXY_TLS_PORT', { port: proxyTlsPort, certificate })
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
