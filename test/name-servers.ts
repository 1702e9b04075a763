// Name servers that schools have already, each with a response policy zone, in front of a server that knows every name.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { askName } from '#/engines/dns/index.ts'
import { freePort } from '../e2e/free-port.ts'
import { anUpstream } from './dns-upstream.ts'
import { programFromDebian } from './install-from-debian.ts'

type Place = { folder: string; port: number; upstream: string }
type Server = {
  program: string
  debianPackage: string
  config: (place: Place) => string
  begin: (config: string) => readonly string[]
}

const servers = {
  Unbound: {
    program: '/usr/sbin/unbound',
    debianPackage: 'unbound',
    config: ({ folder, port, upstream }) => `server:
  interface: 127.0.0.1@${port}
  do-not-query-localhost: no
  do-daemonize: no
  use-syslog: no
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: ""
  module-config: "respip iterator"
rpz:
  name: rpz.local
  zonefile: "${join(folder, 'zone')}"
forward-zone:
  name: "."
  forward-addr: ${upstream.replace(':', '@')}
`,
    begin: (config) => ['-d', '-c', config],
  },
  BIND: {
    program: '/usr/sbin/named',
    debianPackage: 'bind9',
    config: ({ folder, port, upstream }) => `options {
  directory "${folder}";
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  pid-file none;
  session-keyfile none;
  dnssec-validation no;
  recursion yes;
  forward only;
  forwarders { ${upstream.replace(':', ' port ')}; };
  response-policy { zone "rpz.local"; };
};
controls { };
zone "rpz.local" { type primary; file "${join(folder, 'zone')}"; };
`,
    begin: (config) => ['-4', '-g', '-n', '1', '-c', config],
  },
} as const satisfies Record<string, Server>

type Ask = (name: string) => ReturnType<typeof askName>

/** Starts a real one with the zone; it ends with the test. Refuses where it is not installed and cannot be. */
export async function serveZone(t: TestContext, name: keyof typeof servers, zone: string): Promise<Ask> {
  const { program, debianPackage, config, begin }: Server = servers[name]
  programFromDebian([program], debianPackage, name)
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-zone-'))
  const upstream = await anUpstream()
  const port = await freePort()
  await writeFile(join(folder, 'zone'), zone)
  await writeFile(join(folder, 'config'), config({ folder, port, upstream: upstream.server }))
  const server = spawn(program, begin(join(folder, 'config')), { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  t.after(async () => {
    const ended = once(server, 'exit')
    if (server.exitCode === null) {
      server.kill()
      await ended
    }
    await upstream.stop()
    await rm(folder, { recursive: true })
  })
  const ask: Ask = (asked) =>
    askName({ server: { address: '127.0.0.1', port }, from: null, name: asked, wants: 'address' }, 500)
  const until = performance.now() + 10_000
  while ((await ask('ready.example')) === undefined) {
    assert.ok(performance.now() < until && server.exitCode === null, `${name} begins:\n${said}`)
    await wait(100)
  }
  return ask
}
