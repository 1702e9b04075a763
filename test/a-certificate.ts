// A certificate of a day for this machine, as an operator would have one for theirs.

import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'

let made: { cert: Buffer; key: Buffer } | undefined

/** For `localhost` and 127.0.0.1, made once for each process. It is its own authority. */
export function aCertificate(): { cert: Buffer; key: Buffer } {
  made ??= aFreshCertificate()
  return made
}

/** Another one for the same names, as a renewal brings it. */
export function aFreshCertificate(): { cert: Buffer; key: Buffer } {
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
  const pair = { cert: readFileSync(cert), key: readFileSync(key) }
  rmSync(folder, { recursive: true })
  return pair
}

/** Writes a certificate as files, over those of before. */
export function writeCertificate(
  { certFile, keyFile }: { certFile: string; keyFile: string },
  { cert, key }: { cert: Buffer; key: Buffer },
): void {
  writeFileSync(certFile, cert)
  writeFileSync(keyFile, key)
}

/** The certificate that whoever comes now is shown: its SHA-256. */
export function certificateShown(port: number): Promise<string> {
  return new Promise((shown, failed) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      shown(socket.getPeerX509Certificate()?.fingerprint256 ?? '')
      socket.destroy()
    })
    socket.once('error', failed)
  })
}

/** The SHA-256 of a certificate. */
export const markOf = ({ cert }: { cert: Buffer }): string => new X509Certificate(cert).fingerprint256
