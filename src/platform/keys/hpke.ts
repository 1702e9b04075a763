// Hybrid public key encryption (RFC 9180), base mode, one message: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
// Written out because node:crypto has the parts and not the whole. Names are the RFC's, so that it can be read beside it;
// any other HPKE library opens what this one seals.

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'

/** Section 7.3. */
export type Aead = { id: number; name: 'aes-128-gcm' | 'aes-256-gcm'; keyBytes: number }

const aes256Gcm: Aead = { id: 0x0002, name: 'aes-256-gcm', keyBytes: 32 }
const kemId = 0x0020
const kdfId = 0x0001
const modeBase = 0x00
const nonceBytes = 12
const tagBytes = 16

const publicKeyBytes = 32

// The fixed bytes before the 32 of an X25519 key in PKCS #8 and SPKI (RFC 8410, section 10).
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const spki = Buffer.from('302a300506032b656e032100', 'hex')

/** 32 random bytes, as X25519 takes them. */
export function newPrivateKey(): Buffer {
  const { privateKey } = generateKeyPairSync('x25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8.length)
}

/** The public half, 32 bytes. */
export function publicKeyOf(privateKey: Uint8Array): Buffer {
  return rawPublicKey(createPublicKey(privateKeyObject(privateKey)))
}

/** Section 6.1, SealBase. `ephemeralKey` is new each time; only a test with the RFC's numbers passes one. */
export function sealBase(
  publicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
  ephemeralKey: Uint8Array = newPrivateKey(),
): Buffer {
  const enc = publicKeyOf(ephemeralKey)
  const dh = diffieHellman({
    privateKey: privateKeyObject(ephemeralKey),
    publicKey: publicKeyObject(publicKey),
  })
  const { key, nonce } = keySchedule(aes256Gcm, sharedSecret(dh, enc, publicKey), info)
  const cipher = createCipheriv(aes256Gcm.name, key, nonce)
  return Buffer.concat([enc, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Section 6.1, OpenBase. Throws when anything of it does not fit. */
export function openBase(
  privateKey: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
  { aead = aes256Gcm, aad = Buffer.alloc(0) }: { aead?: Aead; aad?: Uint8Array } = {},
): Buffer {
  const enc = sealed.subarray(0, publicKeyBytes)
  const dh = diffieHellman({ privateKey: privateKeyObject(privateKey), publicKey: publicKeyObject(enc) })
  const { key, nonce } = keySchedule(aead, sharedSecret(dh, enc, publicKeyOf(privateKey)), info)
  const decipher = createDecipheriv(aead.name, key, nonce)
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(publicKeyBytes, -tagBytes)), decipher.final()])
}

/** Section 4.1, ExtractAndExpand over both public keys. */
function sharedSecret(dh: Uint8Array, enc: Uint8Array, recipient: Uint8Array): Buffer {
  const suiteId = Buffer.concat([Buffer.from('KEM'), twoBytes(kemId)])
  const eaePrk = labeledExtract(suiteId, Buffer.alloc(0), 'eae_prk', dh)
  return labeledExpand(suiteId, eaePrk, 'shared_secret', Buffer.concat([enc, recipient]), 32)
}

/** Section 5.1, KeySchedule with no pre-shared key. One message only, so the base nonce is the nonce. */
function keySchedule(aead: Aead, secretOfBoth: Buffer, info: Uint8Array): { key: Buffer; nonce: Buffer } {
  const suiteId = Buffer.concat([Buffer.from('HPKE'), twoBytes(kemId), twoBytes(kdfId), twoBytes(aead.id)])
  const none = Buffer.alloc(0)
  const context = Buffer.concat([
    Buffer.of(modeBase),
    labeledExtract(suiteId, none, 'psk_id_hash', none),
    labeledExtract(suiteId, none, 'info_hash', info),
  ])
  const secret = labeledExtract(suiteId, secretOfBoth, 'secret', none)
  return {
    key: labeledExpand(suiteId, secret, 'key', context, aead.keyBytes),
    nonce: labeledExpand(suiteId, secret, 'base_nonce', context, nonceBytes),
  }
}

function labeledExtract(suiteId: Buffer, salt: Uint8Array, label: string, ikm: Uint8Array): Buffer {
  return createHmac('sha256', salt).update('HPKE-v1').update(suiteId).update(label).update(ikm).digest()
}

/** HKDF-Expand (RFC 5869, section 2.3) of at most one block, 32 bytes, which is all that this suite asks for. */
function labeledExpand(
  suiteId: Buffer,
  prk: Buffer,
  label: string,
  info: Buffer,
  lengthBytes: number,
): Buffer {
  const block = createHmac('sha256', prk)
  block.update(twoBytes(lengthBytes)).update('HPKE-v1').update(suiteId).update(label).update(info)
  return block.update(Buffer.of(1)).digest().subarray(0, lengthBytes)
}

function twoBytes(number: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(number)
  return bytes
}

function privateKeyObject(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8, raw]), format: 'der', type: 'pkcs8' })
}

function publicKeyObject(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' })
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(spki.length)
}
