// Signing in with a name and a password. Whether the name exists, is disabled or has another password looks the same
// from outside: the same sentence, the same work, the same time.

import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction } from '../context.ts'
import { withScope } from '../database/database.ts'
import { claimTry, forgetTries } from './attempts.ts'
import { beginSession, whoIs } from './begin-session.ts'
import { asSignInName, findLoginByName, type Login, lockLogin, rememberDevice } from './login-store.ts'
import type { Moved } from './move-on.ts'
import type { Parts } from './parts.ts'
import { passwordFits } from './password.ts'
import { hashToken, newToken } from './session.ts'

export const signInForm = z.object({
  name: z.string().trim().min(1, 'Enter your sign-in name').max(100, 'That is too long for a sign-in name'),
  password: z.string().min(1, 'Enter your password').max(1000, 'That is too long for a password'),
})

export type SignInByPassword = z.infer<typeof signInForm> & {
  /** The device cookie, where there is one: the tries of known devices are counted apart. */
  deviceToken: string | null
  userAgent: string
}

export type SignedIn = Moved & { deviceToken: string }

/** Signs in, or gives null: wrong name or password, which of them is nobody's business. Refuses (429) who is too fast. */
export async function signInByPassword(
  parts: Parts,
  context: Context,
  schoolId: string,
  request: SignInByPassword,
): Promise<SignedIn | null> {
  const started = performance.now()
  const name = asSignInName(request.name)
  const { login, tryHash } = await claim(parts, context, schoolId, { ...request, name })
  const fits = await passwordFits(request.password, login?.passwordHash ?? null)
  const signedIn =
    fits && login?.disabledAt === null
      ? await openSession(parts, context, login, { ...request, tryHash })
      : null
  if (signedIn) return signedIn
  await recordFailure(parts, context, schoolId, login ? name : null)
  await sleep(Math.max(0, parts.failuresTakeMs - (performance.now() - started)))
  return null
}

async function claim(
  parts: Parts,
  context: Context,
  schoolId: string,
  { name, deviceToken }: { name: string; deviceToken: string | null },
): Promise<{ login: Login | undefined; tryHash: Buffer }> {
  return withScope(context.db, { schoolId, personId: null }, 'read write', async (tx) => {
    const deviceHash = deviceToken === null ? null : hashToken(deviceToken)
    const { login, knownDevice } = await findLoginByName(tx, schoolId, name, deviceHash)
    const device = knownDevice && deviceHash ? deviceHash.toString('hex') : 'any other device'
    const tryHash = await parts.keyedHash(tx, schoolId, 'signIn.attempt', `${device} ${name}`)
    await claimTry(tx, schoolId, tryHash, context.clock())
    return { login, tryHash }
  })
}

async function openSession(
  parts: Parts,
  context: Context,
  login: Login,
  request: SignInByPassword & { tryHash: Buffer },
): Promise<SignedIn | null> {
  const { schoolId, personId } = login
  const actor = await whoIs(parts, context, login)
  if (!actor) return null
  const now = context.clock()
  return inTransaction(context, actor, async (tx) => {
    const unchanged = await lockLogin(tx, schoolId, personId)
    if (unchanged?.passwordHash !== login.passwordHash || unchanged.disabledAt !== null) return null
    await forgetTries(tx, schoolId, request.tryHash)
    const deviceToken = request.deviceToken ?? newToken().token
    await rememberDevice(tx, schoolId, { tokenHash: hashToken(deviceToken), personId, at: now })
    const beginning = { by: 'password', userAgent: request.userAgent } as const
    return { ...(await beginSession(parts, tx, actor, beginning, now)), deviceToken }
  })
}

/** A name of ours goes into the school's trail as a keyed hash; what strangers type is counted for the operator only. */
async function recordFailure(parts: Parts, context: Context, schoolId: string, name: string | null) {
  if (name === null) {
    context.log.warn({ schoolId }, 'somebody tried to sign in with a name that nobody has')
    return
  }
  await inTransaction(context, { kind: 'anonymous', schoolId }, async (tx) => {
    const hash = await parts.keyedHash(tx, schoolId, 'signIn.failedName', name)
    record(tx, { did: 'signIn.failed', detail: { nameHash: hash.toString('hex') } })
  })
}
