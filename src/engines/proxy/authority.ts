// The school's own certificate authority, for looking inside encrypted pages (decision X10). Whoever runs the proxy keeps its
// key wrapped; here it is only held while it signs.

import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
// The certificate library finds its parts by what this adds to Reflect.
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

export type AuthorityPair = { certificatePem: string; keyPem: string }

export type Authority = {
  certificatePem: string
  /** A context with a certificate for this site, signed by the school. Kept for the next time. */
  contextFor: (host: string) => Promise<SecureContext>
}

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000
const authorityDays = 3 * 365
/** Browsers refuse more than 398 days of a site's certificate. */
const siteDays = 90
const renewBeforeMs = 7 * dayMs
const keptMost = 4096

x509.cryptoProvider.set(webcrypto)

/** Makes a new authority that may sign sites and no further authority. Valid for three years. */
export async function makeAuthority(schoolName: string, nowMs: number): Promise<AuthorityPair> {
  const keys = await webcrypto.subtle.generateKey(signing, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: new x509.Name([{ CN: [`${schoolName}: web filter`] }, { O: [schoolName] }]).toString(),
    notBefore: new Date(nowMs - dayMs),
    notAfter: new Date(nowMs + authorityDays * dayMs),
    signingAlgorithm: signing,
    keys: keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificatePem: certificate.toString('pem'), keyPem: await pemOf(keys.privateKey) }
}

/** Refuses what is no certificate with its key. One key of its own stands in for all sites, and ends with the process. */
export async function openAuthority(
  { certificatePem, keyPem }: AuthorityPair,
  clock: () => number,
): Promise<Authority> {
  const issuer = new x509.X509Certificate(certificatePem)
  const der = x509.PemConverter.decodeFirst(keyPem)
  const signingKey = await webcrypto.subtle.importKey('pkcs8', der, signing, false, ['sign'])
  const siteKeys = await webcrypto.subtle.generateKey(signing, true, ['sign', 'verify'])
  const siteKeyPem = await pemOf(siteKeys.privateKey)
  const kept = new Map<string, { context: Promise<SecureContext>; untilMs: number }>()
  const make = async (host: string): Promise<SecureContext> => {
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: new x509.Name([{ CN: [host.slice(0, 64)] }]).toString(),
      issuer: issuer.subject,
      notBefore: new Date(clock() - dayMs),
      notAfter: new Date(Math.min(clock() + siteDays * dayMs, issuer.notAfter.getTime())),
      signingAlgorithm: signing,
      publicKey: siteKeys.publicKey,
      signingKey: signingKey,
      extensions: await extensionsFor(host, issuer, siteKeys.publicKey),
    })
    return createSecureContext({
      key: siteKeyPem,
      cert: `${certificate.toString('pem')}\n${certificatePem}`,
      minVersion: 'TLSv1.2',
    })
  }
  return {
    certificatePem,
    contextFor: (host) => {
      const known = kept.get(host)
      if (known && known.untilMs > clock()) return known.context
      if (kept.size >= keptMost) kept.clear()
      const context = make(host)
      kept.set(host, { context, untilMs: clock() + siteDays * dayMs - renewBeforeMs })
      return context
    },
  }
}

async function extensionsFor(
  host: string,
  issuer: x509.X509Certificate,
  key: webcrypto.CryptoKey,
): Promise<x509.Extension[]> {
  const address = host.replace(/^\[|\]$/g, '')
  const name = isIP(address) ? { type: 'ip' as const, value: address } : { type: 'dns' as const, value: host }
  return [
    new x509.SubjectAlternativeNameExtension([name]),
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
    await x509.SubjectKeyIdentifierExtension.create(key),
  ]
}

// The first bit stays 0: a serial number is never negative (RFC 5280, 4.1.2.2).
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}
