import { getServers } from 'node:dns'
import { parseArgs } from 'node:util'
import { followCertificate, readCertificate } from '#/app/follow-certificate.ts'
import { sayWhichIsTaken } from '#/app/say-if-taken.ts'
import { startDns } from '#/engines/dns/index.ts'
import { openSnapshot, serveSnapshot, spoolBeside } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const command: Command = {
  does: 'Answer DNS for the school’s network from a snapshot of the filter, and follow the snapshot as it changes.',
  usage: 'dns --snapshot FILE [--address …] [--port …]',
  run: async (args) => runUntilStopped(await openDns(args, say)),
}

const say = (sentence: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${sentence}\n`)
}

/** Starts answering. Refuses arguments that are missing and a snapshot that cannot be read. */
export async function openDns(args: readonly string[], onTrouble: (sentence: string) => void) {
  const wanted = readArguments(args)
  const { loaded, spool, follow } = serveSnapshot(await openSnapshot(wanted.snapshot, onTrouble), {
    path: wanted.snapshot,
    ownHost: wanted.server,
    spoolFolder: wanted.activity,
    onTrouble,
  })
  const { address, port, tlsPort, httpsPort, certificate } = wanted
  const dns = await startDns({
    loaded,
    ports: { address, dns: port, tls: tlsPort, https: httpsPort },
    certificate: certificate && readCertificate(certificate),
    threads: wanted.threads,
    upstreams: wanted.upstreams,
    perClientPerSecond: wanted.perClient,
    onActivity: spool.take,
    onTrouble,
  }).catch((error: unknown) => {
    throw sayWhichIsTaken(error, { '--port': port, '--tls-port': tlsPort, '--https-port': httpsPort })
  })
  const endFollowing = follow([{ engine: 'dns', at: `${address}:${dns.ports.dns}`, ...dns }])
  const endRenewing = certificate && followCertificate(certificate, dns.takeCertificate, onTrouble)
  process.stdout.write(`Answering DNS at ${address}, port ${dns.ports.dns}.\n`)
  return {
    ...dns,
    stop: async () => {
      endRenewing?.()
      await endFollowing()
      await dns.stop()
      await spool.stop()
    },
  }
}

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      snapshot: { type: 'string' },
      activity: { type: 'string' },
      address: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '53' },
      upstream: { type: 'string', default: getServers().join() },
      server: { type: 'string', default: '' },
      threads: { type: 'string', default: '1' },
      'per-client': { type: 'string', default: '500' },
      certificate: { type: 'string' },
      key: { type: 'string' },
      'tls-port': { type: 'string', default: '853' },
      'https-port': { type: 'string', default: '443' },
    },
  })
  if (values.snapshot === undefined)
    throw new Refused(
      `Say ${command.usage}. Further: --upstream ADDRESS,… (the servers of this machine), --server NAME (of this Schoolkeeper, ` +
        'which is always open), --activity FOLDER (where visits are left for the server: beside the snapshot), --threads 1, --per-client 500 (questions a second), and for TLS and HTTPS --certificate FILE --key FILE --tls-port 853 --https-port 443.',
    )
  const { certificate: certFile, key: keyFile } = values
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new Refused(
      '--certificate and --key go together: the certificate of this server, and its private key.',
    )
  return {
    snapshot: values.snapshot,
    activity: values.activity ?? spoolBeside(values.snapshot),
    address: values.address,
    port: number(values.port, 'port'),
    tlsPort: number(values['tls-port'], 'tls-port'),
    httpsPort: number(values['https-port'], 'https-port'),
    server: values.server,
    threads: Math.max(1, number(values.threads, 'threads')),
    perClient: number(values['per-client'], 'per-client'),
    upstreams: values.upstream.split(',').filter((server) => server !== ''),
    certificate: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined,
  }
}

function number(written: string, option: string): number {
  if (!/^\d{1,9}$/.test(written)) throw new Refused(`--${option} is a number, not "${written}".`)
  return Number(written)
}
