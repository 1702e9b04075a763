// Certificates are renewed every few weeks, by programs that know nothing of this one: the new one is taken as soon as it lies there.

import { readFileSync, type StatsListener, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Certificate } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'

/** PEM files: the chain, and the private key of its first certificate. */
export type CertificateFiles = { certFile: string; keyFile: string }

const lookMs = 1000
/** Both files are written one after the other. */
const settlesMs = 1000

/** The certificate as it lies there now. Refuses, in words, files that cannot be read and a key of another certificate. */
export function readCertificate({ certFile, keyFile }: CertificateFiles): Certificate {
  try {
    const pair = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    createSecureContext(pair)
    return pair
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Refused(`The certificate ${certFile} with its key ${keyFile} cannot be used: ${why}.`)
  }
}

/**
 * Hands over each certificate that takes the place of the one before. One that cannot be used is said aloud, and the one before
 * goes on. Returns the end.
 */
export function followCertificate(
  files: CertificateFiles,
  take: (certificate: Certificate) => void,
  tell: (sentence: string) => void,
): () => void {
  let settling: NodeJS.Timeout | undefined
  const renew = (): void => {
    try {
      take(readCertificate(files))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell(`${error.message} The one before it goes on.`)
    }
  }
  const look: StatsListener = () => {
    clearTimeout(settling)
    settling = setTimeout(renew, settlesMs)
  }
  const both = [files.certFile, files.keyFile]
  for (const file of both) watchFile(file, { interval: lookMs, persistent: false }, look)
  return () => {
    clearTimeout(settling)
    for (const file of both) unwatchFile(file, look)
  }
}
