import { parseArgs } from 'node:util'
import { authorityKeys } from '#/app/authority-keys.ts'
import { followCertificate, readCertificate } from '#/app/follow-certificate.ts'
import { sayWhichIsTaken } from '#/app/say-if-taken.ts'
import { openSnapshot, serveSnapshot, spoolBeside } from '#/engines/filter/index.ts'
import { type KeptProxy, keepProxy, type ProxyNeeds, type ProxyTrouble } from '#/engines/proxy/index.ts'
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
  aliasesUnsaid: 'no name server said what a name is an alias of, so it was decided by the name alone',
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
  const proxy = await openWays(wanted, {
    loaded,
    proxy: `${wanted.name}:${wanted.port}`,
    secureProxy: wanted.certificate && `${wanted.name}:${wanted.tlsPort}`,
    askAt: wanted.ask,
    signInAt: wanted.signIn,
    openKey: await keysOf(wanted.keyFile),
    onActivity: spool.take,
    onTrouble,
  })
  const [port = 0, ...more] = proxy.ports
  const securePort = wanted.certificate && more.at(-1)
  const endFollowing = follow([{ engine: 'proxy', at: `${wanted.address}:${port}`, ...proxy }])
  const endRenewing = wanted.certificate
    ? followCertificate(wanted.certificate, proxy.takeCertificate, onTrouble)
    : undefined
  process.stdout.write(`Passing the web on at ${wanted.address}, port ${port}.\n`)
  if (securePort) process.stdout.write(`With a key, encrypted, at port ${securePort}.\n`)
  return {
    port,
    securePort,
    endThread: proxy.endThread,
    stop: async () => {
      endRenewing?.()
      await endFollowing()
      await proxy.stop()
      await spool.stop()
      for (const [what, times] of Object.entries(proxy.troubles()))
        if (times > 0) onTrouble(`${times} × ${troubles[what as ProxyTrouble]}.`)
    },
  }
}

/** The plain way in; the block page where there is a port for it; the encrypted way in where there is a certificate. */
async function openWays(
  { address, certificate, port, tlsPort, blockPagePort }: ReturnType<typeof readArguments>,
  needs: Omit<ProxyNeeds, 'host' | 'ways' | 'certificate'>,
): Promise<KeptProxy> {
  const ways: ProxyNeeds['ways'] = [
    { way: 'plain', port },
    ...(blockPagePort === 0 ? [] : [{ way: 'plain' as const, port: blockPagePort }]),
    ...(certificate ? [{ way: 'encrypted' as const, port: tlsPort }] : []),
  ]
  return keepProxy({
    ...needs,
    host: address,
    ways,
    certificate: certificate && readCertificate(certificate),
  }).catch((error: unknown) => {
    throw sayWhichIsTaken(error, {
      '--port': port,
      '--block-page-port': blockPagePort,
      '--tls-port': tlsPort,
    })
  })
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
    ...{ snapshot, activity, ask, signIn, keyFile, address, name },
    certificate:
      certificate !== undefined && key !== undefined ? { certFile: certificate, keyFile: key } : undefined,
    port: Number(port),
    tlsPort: Number(tlsPort),
    blockPagePort: Number(blockPagePort),
  }
}
