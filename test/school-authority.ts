// A certificate authority as a school has its own, and what it vouches for: a server of this machine, one of another
// name, one whose time is over. Made by openssl, since Node makes none.

import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is wrong with a server's certificate, or nothing. */
export type Vouched = 'rightly' | 'forAnotherName' | 'until2001'

/** Makes the authority in the folder, and `certificate.pem` and `key.pem` for a server. Returns the authority's, as PEM. */
export function certify(folder: string, vouched: Vouched): string {
  const run = (...words: string[]) => openssl(folder, words)
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-keyout']
  run(
    'req',
    '-x509',
    ...newKey,
    'authority.key',
    '-out',
    'authority.pem',
    '-days',
    '2',
    '-subj',
    '/CN=School authority',
  )
  const name = vouched === 'forAnotherName' ? 'dc2.school.example' : 'localhost'
  run('req', ...newKey, 'key.pem', '-out', 'request.pem', '-subj', `/CN=${name}`)
  writeFileSync(join(folder, 'authority.conf'), authorityOf(name))
  writeFileSync(join(folder, 'issued'), '')
  writeFileSync(join(folder, 'serial'), '01')
  const over = ['-startdate', '20000101000000Z', '-enddate', '20010101000000Z']
  run(
    ...[
      'ca',
      '-batch',
      '-notext',
      '-config',
      'authority.conf',
      '-in',
      'request.pem',
      '-out',
      'certificate.pem',
    ],
    ...(vouched === 'until2001' ? over : ['-days', '2']),
  )
  return readFileSync(join(folder, 'authority.pem'), 'utf8')
}

function openssl(folder: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) throw new Error(`openssl made no certificate for the test: ${stderr}`)
}

const authorityOf = (name: string): string => `[ca]
default_ca = school
[school]
new_certs_dir = .
database = issued
serial = serial
certificate = authority.pem
private_key = authority.key
default_md = sha256
policy = any
x509_extensions = server
[any]
commonName = supplied
[server]
subjectAltName = DNS:${name}
`
