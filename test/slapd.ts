// A real OpenLDAP server for a test: its own folder, a free port of this machine, gone afterwards. Needs no rights.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

export const suffix = 'dc=school,dc=example'
export const base = `ou=People,${suffix}`
export const manager = { name: `cn=schoolkeeper,${suffix}`, password: 'bind-password-of-this-test' }

export type Slapd = {
  host: string
  port: number
  /** What vouches for it, as PEM; null where it speaks in clear alone. */
  certificate: string | null
  stop: () => Promise<void>
  /** The same server on the same data and port. */
  start: () => Promise<void>
}

/** An empty directory with the password policy overlay. It ends with the test. */
export async function startSlapd(t: TestContext, { tls = false } = {}): Promise<Slapd> {
  const program = findSlapd()
  const folder = mkdtempSync(join(tmpdir(), 'slapd-'))
  const port = await freePort()
  const config = join(folder, 'slapd.conf')
  mkdirSync(join(folder, 'data'))
  const certificate = tls ? makeCertificate(folder) : null
  writeFileSync(config, configOf(folder, tls))
  const ldif = join(folder, 'first.ldif')
  writeFileSync(ldif, firstEntries)
  const loaded = spawnSync(program, ['-T', 'add', '-f', config, '-l', ldif], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  if (loaded.status !== 0) throw new Error(`The test's directory could not be filled: ${loaded.stderr}`)
  let stop = async () => {}
  const start = async () => {
    stop = await run(program, config, port)
  }
  await start()
  t.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return { host: 'localhost', port, certificate, start, stop: () => stop() }
}

async function run(program: string, config: string, port: number): Promise<() => Promise<void>> {
  const child = spawn(program, ['-d', '0', '-f', config, '-h', `ldap://127.0.0.1:${port}/`], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 300) throw new Error('The test’s directory did not start within half a minute.')
    await pause(100)
  }
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true) ?? socket.destroy())
    socket.once('error', () => resolve(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const programs = ['/usr/sbin/slapd', '/usr/local/libexec/slapd', '/usr/lib/openldap/slapd']

/** OpenLDAP's server: found, or installed with apt-get when we are root. */
function findSlapd(): string {
  const found = programs.find((path) => existsSync(path)) ?? install()
  if (found) return found
  throw new Error(
    'The directory tests need OpenLDAP’s server, which is not on this machine. Install it (Debian and Ubuntu: apt-get install slapd).',
  )
}

function install(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return undefined
  process.stderr.write('Installing OpenLDAP’s server for the directory tests (apt-get install slapd).\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: ['ignore', 2, 2] as ['ignore', 2, 2] }
  spawnSync('apt-get', ['update', '-q'], options)
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'slapd'], options)
  return programs.find((path) => existsSync(path))
}

/** A certificate for this machine that vouches for itself. */
function makeCertificate(folder: string): string {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
    ].concat(['subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate]),
    { encoding: 'utf8', timeout: 60_000 },
  )
  if (made.status !== 0) throw new Error(`openssl made no certificate for the test: ${made.stderr}`)
  return readFileSync(certificate, 'utf8')
}

function configOf(folder: string, tls: boolean): string {
  const schema =
    ['/etc/ldap/schema', '/etc/openldap/schema'].find((path) => existsSync(path)) ?? '/etc/ldap/schema'
  const modules = ['/usr/lib/ldap', '/usr/lib/openldap', '/usr/lib64/openldap'].find((path) =>
    existsSync(path),
  )
  return `${['core', 'cosine', 'inetorgperson'].map((name) => `include ${schema}/${name}.schema`).join('\n')}
modulepath ${modules ?? '/usr/lib/ldap'}
moduleload back_mdb
moduleload ppolicy
pidfile ${folder}/slapd.pid
${tls ? `TLSCertificateFile ${folder}/certificate.pem\nTLSCertificateKeyFile ${folder}/key.pem\n` : ''}sizelimit size.soft=1000 size.prtotal=unlimited
database mdb
suffix "${suffix}"
rootdn "${manager.name}"
rootpw ${manager.password}
directory ${folder}/data
overlay ppolicy
ppolicy_default "cn=policy,${suffix}"
ppolicy_hash_cleartext
`
}

const firstEntries = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: school
o: School

dn: ${base}
objectClass: organizationalUnit
ou: People

dn: cn=policy,${suffix}
objectClass: device
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 3
pwdLockoutDuration: 0
pwdMustChange: TRUE
`
