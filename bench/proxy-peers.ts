// Squid with squidGuard, and e2guardian with its phrase scan off, each with settings of its own on a free port. A second e2guardian
// looks into encrypted pages.

import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../e2e/free-port.ts'
import { setUpGuard, squidGuard } from './squid-guard.ts'

export type Peer = { name: string; port: number; stop: () => Promise<void> }
type Start = (folder: string, list: string) => Promise<Peer | undefined>

const programs = {
  squid: '/usr/sbin/squid',
  e2guardian: '/usr/sbin/e2guardian',
} as const
const startMaxMs = 30_000

/** Those that are installed, started. Each reads `list`, one name a line, as what it blocks. */
export async function startPeers(folder: string, list: string): Promise<Peer[]> {
  const starts: Start[] = [startSquid, startGuardian]
  const peers: Peer[] = []
  for (const start of starts) {
    const peer = await start(folder, list)
    if (peer) peers.push(peer)
  }
  return peers
}

async function startSquid(folder: string, list: string): Promise<Peer | undefined> {
  if (!existsSync(programs.squid) || squidGuard === undefined) return undefined
  const home = join(folder, 'squid')
  const guard = setUpGuard(squidGuard, home, list)
  execFileSync('chmod', ['-R', 'a+rwX', folder])
  const port = await freePort()
  const config = join(home, 'squid.conf')
  writeFileSync(
    config,
    `http_port 127.0.0.1:${port}\npid_filename ${home}/pid\ncache deny all\ncache_mem 0 MB\naccess_log none\n` +
      `cache_log ${home}/log/cache.log\ncoredump_dir ${home}\nhttp_access allow all\nshutdown_lifetime 0 seconds\n` +
      `url_rewrite_program ${squidGuard} -c ${guard}\nurl_rewrite_children 4 startup=4 idle=4 concurrency=0\n` +
      'pinger_enable off\nvisible_hostname bench\nworkers 1\n',
  )
  return running('Squid with squidGuard', port, programs.squid, ['-N', '-n', `bench${port}`, '-f', config])
}

const startGuardian: Start = async (folder, list) => {
  if (!existsSync(programs.e2guardian)) return undefined
  const { port, start } = await setUpGuardian(folder, join(folder, 'e2guardian'), list)
  return running('e2guardian', port, programs.e2guardian, start)
}

/** Looks into encrypted pages with an authority of its own, and checks the site's certificate by the one in `trusted`, as we do. */
export async function startInspectingPeer(
  folder: string,
  list: string,
  trusted: string,
): Promise<Peer | undefined> {
  if (!existsSync(programs.e2guardian)) return undefined
  const home = join(folder, 'e2guardian-inspecting')
  const { port, start, set } = await setUpGuardian(folder, home, list)
  const trusts = join(home, 'trusts')
  const made = join(home, 'made/')
  mkdirSync(trusts)
  mkdirSync(made)
  execFileSync('cp', [trusted, trusts])
  execFileSync('openssl', ['rehash', trusts])
  const rsa = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Bench']
  for (const name of ['ca', 'cert'])
    execFileSync(
      'openssl',
      ['req', '-x509', ...rsa, '-keyout', `${home}/${name}.key`, '-out', `${home}/${name}.pem`],
      {
        stdio: 'ignore',
      },
    )
  set('e2guardian.conf', {
    enablessl: 'on',
    cacertificatepath: `'${home}/ca.pem'`,
    caprivatekeypath: `'${home}/ca.key'`,
    certprivatekeypath: `'${home}/cert.key'`,
    generatedcertpath: `'${made}'`,
    sslcertificatepath: `'${trusts}'`,
  })
  set('e2guardianf1.conf', { sslmitm: 'on' })
  execFileSync('chmod', ['-R', 'a+rwX', home])
  return running('e2guardian', port, programs.e2guardian, start)
}

/** Its settings in `home`, by which it blocks the names of `list`. `set` changes some of them. */
async function setUpGuardian(folder: string, home: string, list: string) {
  execFileSync('cp', ['-r', '/etc/e2guardian', home])
  writeFileSync(join(home, 'games'), list)
  chmodSync(folder, 0o755)
  const port = await freePort()
  const set = (file: string, values: Readonly<Record<string, string>>): void => {
    const names = Object.keys(values).join('|')
    execFileSync('sed', ['-i', '-E', `s/^#? ?(${names}) *=.*$//`, join(home, file)])
    const lines = Object.entries(values).map(([name, value]) => `${name} = ${value}\n`)
    execFileSync('tee', ['-a', join(home, file)], {
      input: lines.join(''),
      stdio: ['pipe', 'ignore', 'inherit'],
    })
  }
  execFileSync('sh', [
    '-c',
    `grep -rl /etc/e2guardian ${home} | xargs -r sed -i 's#/etc/e2guardian#${home}#g'`,
  ])
  set('e2guardian.conf', {
    filterip: '127.0.0.1',
    filterports: String(port),
    transparenthttpsport: '0',
    loglevel: '0',
    httpworkers: '50',
    weightedphrasemode: '0',
    pidfilename: `'${home}/pid'`,
    dockermode: 'on',
  })
  set('e2guardianf1.conf', { weightedphrasemode: '0' })
  writeFileSync(join(home, 'lists', 'bannedsitelist'), `.Include<${join(home, 'games')}>\n`)
  return { port, set, start: ['-N', '-c', join(home, 'e2guardian.conf')] }
}

async function running(
  name: string,
  port: number,
  program: string,
  args: readonly string[],
): Promise<Peer | undefined> {
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const until = performance.now() + startMaxMs
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`${name} did not start.`)
    }
    await wait(200)
  }
  return {
    name,
    port,
    stop: async () => {
      child.kill('SIGTERM')
      await Promise.race([ended, wait(5000)])
      child.kill('SIGKILL')
      await ended
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
