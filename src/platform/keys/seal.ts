// Sealing: a file's key goes to a public key whose private half is on paper only, in two pieces, with the head and with
// the chair of governors. See docs/decisions/0004-sealing.md.
//
//   version (1 byte) | RFC 9180 message: encapsulated key (32), encrypted file key (32), tag (16)

import { type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import { associatedData, type BoundTo } from './associated-data.ts'
import { newPrivateKey, openBase, publicKeyOf, sealBase } from './hpke.ts'
import { printKey, readPrintedKey } from './printed-key.ts'
import { CannotUnwrap, keyFrom } from './wrap.ts'

const version = 1

export type SealKeys = { publicKey: Buffer; halfForHead: string; halfForChair: string }
export type SealHalves = { head: string; chair: string }

/** A new pair. The halves exist in what is returned and nowhere else: print them, hand them over, forget them. */
export function makeSealKeys(): SealKeys {
  const privateKey = newPrivateKey()
  const publicKey = publicKeyOf(privateKey)
  const pad = randomBytes(privateKey.length)
  const halfForHead = printKey('head', pad)
  const halfForChair = printKey('chair', xor(privateKey, pad))
  privateKey.fill(0)
  pad.fill(0)
  return { publicKey, halfForHead, halfForChair }
}

/** Refuses halves that are mistyped, swapped, or do not together belong to this public key. */
export function checkHalves(halves: SealHalves, publicKey: Uint8Array): void {
  privateKeyOf(halves, publicKey).fill(0)
}

/** Seals the file's key to the school's public key. What it read of the key is wiped; the caller forgets the rest. */
export function seal(fileKey: KeyObject, publicKey: Uint8Array, boundTo: BoundTo): Buffer {
  const bytes = fileKey.export()
  const sealed = sealBase(publicKey, associatedData(boundTo), bytes)
  bytes.fill(0)
  return Buffer.concat([Buffer.of(version), sealed])
}

/** The file's key again, with both halves. */
export function openSeal(
  halves: SealHalves,
  publicKey: Uint8Array,
  sealed: Uint8Array,
  boundTo: BoundTo,
): KeyObject {
  if (sealed[0] !== version) {
    throw new CannotUnwrap('This is not a seal of a kind that this version of Schoolkeeper knows.')
  }
  const privateKey = privateKeyOf(halves, publicKey)
  try {
    return keyFrom(openBase(privateKey, associatedData(boundTo), sealed.subarray(1)))
  } catch {
    throw new CannotUnwrap('The seal does not open: it was made for another record, or was changed.')
  } finally {
    privateKey.fill(0)
  }
}

function privateKeyOf(halves: SealHalves, publicKey: Uint8Array): Buffer {
  const privateKey = xor(readPrintedKey('head', halves.head), readPrintedKey('chair', halves.chair))
  if (!timingSafeEqual(publicKeyOf(privateKey), publicKey)) {
    privateKey.fill(0)
    throw new Refused(
      'Each half is typed as printed, but the two do not belong together or not to this seal. Look at the date and the school on both papers.',
    )
  }
  return privateKey
}

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)))
}
