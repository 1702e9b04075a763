// A certificate of a day for this machine, as an operator would have one for theirs.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let made: { cert: Buffer; key: Buffer } | undefined

/** For `localhost` and 127.0.0.1, made once for each process. It is its own authority. */
export function aCertificate(): { cert: Buffer; key: Buffer } {
  if (made) return made
  const folder = mkdtempSync(join(tmpdir(), 'schoolkeeper-certificate-'))
  const [cert, key] = [join(folder, 'cert'), join(folder, 'key')]
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', names, '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  )
  made = { cert: readFileSync(cert), key: readFileSync(key) }
  rmSync(folder, { recursive: true })
  return made
}
