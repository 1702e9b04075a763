import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { authorityKeys } from '#/app/authority-keys.ts'
import { sayIfTaken } from '#/app/say-if-taken.ts'
import { openSnapshot, serveSnapshot, spoolBeside } from '#/engines/filter/index.ts'
import {
  type OpenGate,
  openGate,
  type ProxyOptions,
  type ProxyTrouble,
  type RunningProxy,
  startProxy,
} from '#/engines/proxy/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { openKeyring } from '#/platform/keys/keys.ts'
import type { Command } from './command.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const command: Command = {
  does: 'Pass the web on for the school’s network from a snapshot of the filter, and follow the snapshot as it changes.',
  usage: 'proxy --snapshot FILE --ask ADDRESS [--address …] [--port …] [--name …]',
  run: async (args) => runUntilStopped(await openProxy(args, say)),
}

const say = (sentence: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${sentence}\n`)
}

const troubles: Readonly<Record<ProxyTrouble, string>> = {
  notTls: 'a tunnel was used for something that is not the encrypted web',
  namesDiffer: 'a tunnel was opened to one site and used for another',
  unreachable: 'a site did not answer',
  insideAddress: 'a name led inside the school',
  siteNotVerified: 'a site could not prove what it is',
  browserRefusedCertificate: 'a browser did not trust the school’s certificate',
  malformed: 'a request could not be read',
  tooMany: 'a device had too many connections',
  keyRefused: 'a key for the proxy was wrong',
  keyInClear:
    'a device showed a key, or a password, in clear: give it the encrypted address, and make a new key',
}

/** Starts the proxy. Refuses arguments that are missing and a snapshot that cannot be read. */
export async function openProxy(args: readonly string[], onTrouble: (sentence: string) => void) {
  const wanted = readArguments(args)
  const { loaded, spool, follow } = serveSnapshot(await openSnapshot(wanted.snapshot, onTrouble), {
    path: wanted.snapshot,
    ownHost: URL.parse(wanted.ask.replace(/%[su]/g, ''))?.hostname ?? '',
    spoolFolder: wanted.activity,
    onTrouble,
  })
  const counts = new Map<ProxyTrouble, number>()
  const gate = openGate({
    loaded,
    proxy: `${wanted.name}:${wanted.port}`,
    secureProxy: wanted.certificate && `${wanted.name}:${wanted.tlsPort}`,
    askAt: wanted.ask,
    signInAt: wanted.signIn,
    note: spool.note,
    count: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    inspection: { openKey: await keysOf(wanted.keyFile), tell: onTrouble },
    clock: Date.now,
  })
  await gate.swap(loaded)
  const [proxy, secure, blockPage] = await openWays(wanted, gate)
  const endFollowing = follow([{ engine: 'proxy', at: `${wanted.address}:${proxy.port}`, ...gate }])
  process.stdout.write(`Passing the web on at ${wanted.address}, port ${proxy.port}.\n`)
  if (secure) process.stdout.write(`With a key, encrypted, at port ${secure.port}.\n`)
  return {
    port: proxy.port,
    securePort: secure?.port,
    stop: async () => {
      await endFollowing()
      await proxy.close()
      await secure?.close()
      await blockPage?.close()
      await spool.stop()
      for (const [what, times] of counts) onTrouble(`${times} × ${troubles[what]}.`)
    },
  }
}

/** The plain way in; the encrypted one where there is a certificate; the block page where there is a port for it. */
async function openWays(wanted: ReturnType<typeof readArguments>, gate: OpenGate) {
  const { address: host, certificate, key } = wanted
  const open = (option: string, way: Pick<ProxyOptions, 'port' | 'certificate'>): Promise<RunningProxy> =>
    startProxy({ gate, host, ...way }).catch((error: unknown) => {
      throw sayIfTaken(error, option, way.port)
    })
  const pair =
    certificate && key ? { cert: await readFile(certificate), key: await readFile(key) } : undefined
  return [
    await open('--port', { port: wanted.port }),
    pair && (await open('--tls-port', { port: wanted.tlsPort, certificate: pair })),
    wanted.blockPagePort === 0 ? undefined : await open('--block-page-port', { port: wanted.blockPagePort }),
  ] as const
}

/** With the master key, pages are looked into where the school agreed to that; without it never. */
async function keysOf(keyFile: string | undefined): Promise<(sealedKey: string) => Promise<string>> {
  if (keyFile !== undefined) return authorityKeys(await openKeyring({ path: keyFile, apartFrom: [] }))
  return () => Promise.reject(new Refused('No --key-file was given.'))
}

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      snapshot: { type: 'string' },
      activity: { type: 'string' },
      ask: { type: 'string' },
      'sign-in': { type: 'string' },
      'key-file': { type: 'string' },
      address: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '3128' },
      name: { type: 'string' },
      certificate: { type: 'string' },
      key: { type: 'string' },
      'tls-port': { type: 'string', default: '3129' },
      'block-page-port': { type: 'string', default: '0' },
    },
  })
  const { snapshot, ask, 'sign-in': signIn, 'key-file': keyFile, address, port, name = address } = values
  const { certificate, key, 'tls-port': tlsPort, 'block-page-port': blockPagePort } = values
  if (snapshot === undefined || ask === undefined)
    throw new Refused(
      `Say ${command.usage}. In the address for asking, %s becomes the school and %u the site; --sign-in is where people sign in, with %s as well; --name is what browsers call this machine; --key-file is the master key, without which nobody looks inside encrypted pages; --activity FOLDER is where visits are left for the server (beside the snapshot). With --certificate FILE and --key FILE, for --name, browsers may come in encrypted at --tls-port 3129, and are asked for a key there. With --block-page-port 80 the block page stands where DNS leads in place of a blocked site.`,
    )
  for (const [option, written] of Object.entries({
    port,
    'tls-port': tlsPort,
    'block-page-port': blockPagePort,
  }))
    if (!/^\d{1,5}$/.test(written)) throw new Refused(`--${option} is a number, not “${written}”.`)
  if ((certificate === undefined) !== (key === undefined))
    throw new Refused('--certificate and --key go together: the certificate of --name, and its private key.')
  const { activity = spoolBeside(snapshot) } = values
  return {
    ...{ snapshot, activity, ask, signIn, keyFile, address, name, certificate, key },
    port: Number(port),
    tlsPort: Number(tlsPort),
    blockPagePort: Number(blockPagePort),
  }
}
