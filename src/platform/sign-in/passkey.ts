import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Tx } from '../database/database.ts'
import type { Parts } from './parts.ts'
import { insertPasskey, passkeysOf, savePasskeyUse } from './second-factor-store.ts'
import { changeSession, takeChallenge } from './session-store.ts'

/** Loaded with the first passkey: it is large, and a school may have none. */
const webauthn = () => import('@simplewebauthn/server')

const challengeLastsMs = 5 * 60_000

/** Whose passkey, and in which sign-in: a challenge belongs to one session and counts once. */
export type Holder = { schoolId: string; personId: string; sessionId: string }

/** What the browser needs to make a passkey, as JSON. Null where passkeys cannot work. */
export async function passkeyToMake(
  parts: Parts,
  tx: Tx,
  holder: Holder,
  names: { signInName: string; name: string },
  now: Date,
): Promise<string | null> {
  if (!parts.passkeys) return null
  const existing = await passkeysOf(tx, holder.schoolId, holder.personId)
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'Schoolkeeper',
    rpID: parts.passkeys.rpId,
    userName: names.signInName,
    userDisplayName: names.name,
    userID: new Uint8Array(Buffer.from(holder.personId)),
    attestationType: 'none',
    excludeCredentials: existing.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
  await keepChallenge(tx, holder, options.challenge, now)
  return JSON.stringify(options)
}

/** Enrols what the browser made. False when it does not answer our challenge, or is somebody's already. */
export async function enrolPasskey(
  parts: Parts,
  tx: Tx,
  holder: Holder,
  response: string,
  now: Date,
): Promise<boolean> {
  const challenge = await freshChallenge(tx, holder, now)
  const read = readResponse<RegistrationResponseJSON>(response)
  if (!parts.passkeys || challenge === null || !read) return false
  const verified = await (await webauthn())
    .verifyRegistrationResponse({
      response: read,
      expectedChallenge: challenge,
      expectedOrigin: [...parts.passkeys.origins],
      expectedRPID: parts.passkeys.rpId,
      requireUserVerification: false,
    })
    .catch(() => null)
  if (!verified?.verified) return false
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  return insertPasskey(tx, holder.schoolId, {
    personId: holder.personId,
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports: transports ?? [],
    at: now,
  })
}

/** What the browser needs to use a passkey, as JSON. Null when the person has none. */
export async function passkeyToUse(parts: Parts, tx: Tx, holder: Holder, now: Date): Promise<string | null> {
  const passkeys = await passkeysOf(tx, holder.schoolId, holder.personId)
  if (!parts.passkeys || passkeys.length === 0) return null
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: parts.passkeys.rpId,
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: 'preferred',
  })
  await keepChallenge(tx, holder, options.challenge, now)
  return JSON.stringify(options)
}

/** Whether one of the person's passkeys signed our challenge. A counter that goes back means a copy: refused. */
export async function passkeyFits(
  parts: Parts,
  tx: Tx,
  holder: Holder,
  response: string,
  now: Date,
): Promise<boolean> {
  const challenge = await freshChallenge(tx, holder, now)
  const read = readResponse<AuthenticationResponseJSON>(response)
  const passkeys = await passkeysOf(tx, holder.schoolId, holder.personId)
  const passkey = passkeys.find(({ credentialId }) => credentialId === read?.id)
  if (!parts.passkeys || challenge === null || !read || !passkey) return false
  const verified = await (await webauthn())
    .verifyAuthenticationResponse({
      response: read,
      expectedChallenge: challenge,
      expectedOrigin: [...parts.passkeys.origins],
      expectedRPID: parts.passkeys.rpId,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: passkey.transports,
      },
      requireUserVerification: false,
    })
    .catch(() => null)
  if (!verified?.verified) return false
  const counter = verified.authenticationInfo.newCounter
  await savePasskeyUse(tx, holder.schoolId, passkey.credentialId, { counter, at: now })
  return true
}

function keepChallenge(tx: Tx, { schoolId, sessionId }: Holder, challenge: string, now: Date): Promise<void> {
  return changeSession(tx, schoolId, sessionId, { challenge, challengeAt: now })
}

function freshChallenge(tx: Tx, { schoolId, sessionId }: Holder, now: Date): Promise<string | null> {
  return takeChallenge(tx, schoolId, sessionId, new Date(now.getTime() - challengeLastsMs))
}

/** The library checks every part of it; this keeps out what is not even an object with an id. */
function readResponse<T extends { id: string }>(response: string): T | null {
  try {
    const read: unknown = JSON.parse(response)
    return typeof read === 'object' && read !== null && 'id' in read && typeof read.id === 'string'
      ? (read as T)
      : null
  } catch {
    return null
  }
}
