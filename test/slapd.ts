// A real OpenLDAP server for a test: its own folder, a free port of this machine, gone afterwards. Needs no rights.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { programFromDebian } from './install-from-debian.ts'
import { certify, type Vouched } from './school-authority.ts'

export const suffix = 'dc=school,dc=example'
export const base = `ou=People,${suffix}`
export const manager = { name: `cn=schoolkeeper,${suffix}`, password: 'bind-password-of-this-test' }

/** As whom Schoolkeeper signs in where a directory tells rights apart: whoever set it up may do everything. */
export const writer = { name: `cn=writer,${suffix}`, password: 'writer-password-of-this-test' }

export type Slapd = {
  host: string
  /** In clear, or StartTLS. */
  port: number
  /** Encrypted from the start; 0 where it speaks in clear alone. */
  ldapsPort: number
  /** The authority that vouches for it, as PEM; null where it speaks in clear alone. */
  certificate: string | null
  stop: () => Promise<void>
  /** The same server on the same data and port. */
  start: () => Promise<void>
}

export type SlapdOptions = {
  /** Null: it speaks in clear alone. */
  vouched?: Vouched | null
  /** With the attributes of Active Directory, and its rule that passwords come encrypted or not at all. */
  asActiveDirectory?: boolean
}

/** An empty directory, with the password policy overlay unless it is like Active Directory. It ends with the test. */
export async function startSlapd(t: TestContext, options: SlapdOptions = {}): Promise<Slapd> {
  const { vouched = null, asActiveDirectory = false } = options
  const program = programFromDebian(programs, 'slapd', 'OpenLDAP’s server (slapd)')
  const folder = mkdtempSync(join(tmpdir(), 'slapd-'))
  const port = await freePort()
  const ldapsPort = vouched === null ? 0 : await freePort()
  const config = join(folder, 'slapd.conf')
  mkdirSync(join(folder, 'data'))
  const certificate = vouched === null ? null : certify(folder, vouched)
  writeFileSync(config, configOf(folder, certificate !== null, asActiveDirectory))
  const ldif = join(folder, 'first.ldif')
  writeFileSync(ldif, asActiveDirectory ? firstEntries + writerEntry : firstEntries + policyEntry)
  const loaded = spawnSync(program, ['-T', 'add', '-f', config, '-l', ldif], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  if (loaded.status !== 0) throw new Error(`The test's directory could not be filled: ${loaded.stderr}`)
  let stop = async () => {}
  const start = async () => {
    stop = await run(program, config, port, ldapsPort)
  }
  await start()
  t.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return { host: 'localhost', port, ldapsPort, certificate, start, stop: () => stop() }
}

async function run(
  program: string,
  config: string,
  port: number,
  ldapsPort: number,
): Promise<() => Promise<void>> {
  const urls = [`ldap://127.0.0.1:${port}/`, ...(ldapsPort ? [`ldaps://127.0.0.1:${ldapsPort}/`] : [])]
  const child = spawn(program, ['-d', '0', '-f', config, '-h', urls.join(' ')], { stdio: 'ignore' })
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

const ownSchema = new URL('active-directory.schema', import.meta.url).pathname

/** The rule for passwords as Active Directory has it: written over an encrypted line alone, and read by nobody. */
const writesAsThere = `access to attrs=unicodePwd by dn.exact="${writer.name}" ssf=128 =w by * none
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${writer.name}" write by * none
`

const passwordPolicy = `overlay ppolicy
ppolicy_default "cn=policy,${suffix}"
ppolicy_hash_cleartext
`

function configOf(folder: string, tls: boolean, asActiveDirectory: boolean): string {
  const schema =
    ['/etc/ldap/schema', '/etc/openldap/schema'].find((path) => existsSync(path)) ?? '/etc/ldap/schema'
  const modules = ['/usr/lib/ldap', '/usr/lib/openldap', '/usr/lib64/openldap'].find((path) =>
    existsSync(path),
  )
  const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `${schema}/${name}.schema`)
  return `${[...schemas, ...(asActiveDirectory ? [ownSchema] : [])].map((file) => `include ${file}`).join('\n')}
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
lastbind on
${asActiveDirectory ? writesAsThere : passwordPolicy}`
}

const firstEntries = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: school
o: School

dn: ${base}
objectClass: organizationalUnit
ou: People
`

const policyEntry = `
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

const writerEntry = `
dn: ${writer.name}
objectClass: person
cn: writer
sn: Writer
userPassword: ${writer.password}
`
