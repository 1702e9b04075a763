// Proofs of identity besides the first password: at sign-in as the second factor, and again before a sensitive act.

import type { PersonActor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction } from '../context.ts'
import { type Tx, withScope } from '../database/database.ts'
import { claimTry, forgetTries } from './attempts.ts'
import { findLogin } from './login-store.ts'
import { type Moved, moveOn } from './move-on.ts'
import type { Parts } from './parts.ts'
import { passkeyFits } from './passkey.ts'
import { passwordFits } from './password.ts'
import { recoveryCodeFits } from './recovery-codes.ts'
import { secondFactorsOf } from './second-factor-store.ts'
import { newToken } from './session.ts'
import { changeSession } from './session-store.ts'
import { appCodeFits } from './totp.ts'

export type Proof =
  | { kind: 'app'; code: string }
  | { kind: 'passkey'; response: string }
  | { kind: 'recoveryCode'; code: string }
  | { kind: 'password'; password: string }

/** Gives the second factor after the password. Null when it is wrong; refuses (429) who is too fast. */
export function proveSecondFactor(
  parts: Parts,
  context: Context,
  actor: PersonActor,
  proof: Exclude<Proof, { kind: 'password' }>,
): Promise<Moved | null> {
  return prove(parts, context, actor, proof, async (tx, now) => {
    if (proof.kind === 'recoveryCode') {
      record(tx, { did: 'signIn.recoveryCodeUsed', about: { kind: 'person', id: actor.personId } })
    }
    return moveOn(parts, tx, { actor, from: 'secondFactor' }, now, { secondFactor: true })
  })
}

/**
 * Proves again who somebody is, before a sensitive act. With a second factor enrolled only that counts, without one
 * the password; a recovery code never does. Returns the session's new token, or null when the proof is wrong.
 */
export function stepUp(
  parts: Parts,
  context: Context,
  actor: PersonActor,
  proof: Exclude<Proof, { kind: 'recoveryCode' }>,
): Promise<string | null> {
  return prove(parts, context, actor, proof, async (tx, now) => {
    const { token, hash } = newToken()
    await changeSession(tx, actor.schoolId, actor.sessionId, {
      tokenHash: hash,
      csrf: newToken().token,
      steppedUpAt: now,
    })
    record(tx, { did: 'signIn.steppedUp', about: { kind: 'session', id: actor.sessionId } })
    return token
  })
}

async function prove<T>(
  parts: Parts,
  context: Context,
  actor: PersonActor,
  proof: Proof,
  then: (tx: Tx, now: Date) => Promise<T>,
): Promise<T | null> {
  const { schoolId, personId } = actor
  const now = context.clock()
  const tryHash = await withScope(context.db, { schoolId, personId }, 'read write', async (tx) => {
    const hash = await parts.keyedHash(tx, schoolId, 'signIn.proof', personId)
    await claimTry(tx, schoolId, hash, now)
    return hash
  })
  return inTransaction(context, actor, async (tx) => {
    if (!(await proofFits(parts, tx, actor, proof, now))) {
      record(tx, { did: 'signIn.proofFailed', about: { kind: 'person', id: personId } })
      return null
    }
    await forgetTries(tx, schoolId, tryHash)
    return then(tx, now)
  })
}

async function proofFits(
  parts: Parts,
  tx: Tx,
  actor: PersonActor,
  proof: Proof,
  now: Date,
): Promise<boolean> {
  switch (proof.kind) {
    case 'app':
      return appCodeFits(parts, tx, actor, proof.code, now)
    case 'passkey':
      return passkeyFits(parts, tx, actor, proof.response, now)
    case 'recoveryCode':
      return recoveryCodeFits(parts, tx, actor, proof.code, now)
    case 'password': {
      const has = await secondFactorsOf(tx, actor.schoolId, actor.personId)
      const login = await findLogin(tx, actor.schoolId, actor.personId)
      const fits = await passwordFits(proof.password, login?.passwordHash ?? null)
      return fits && !has.hasApp && has.passkeys === 0
    }
  }
}
