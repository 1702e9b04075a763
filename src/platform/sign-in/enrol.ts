// Setting up a second factor, new recovery codes, a new password: what somebody does with their own sign-in.

import { Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction } from '../context.ts'
import { findLogin, savePassword } from './login-store.ts'
import { type Moved, moveOn } from './move-on.ts'
import type { Parts } from './parts.ts'
import { enrolPasskey } from './passkey.ts'
import { hashPassword, passwordFits } from './password.ts'
import { type NewPassword, requireGoodPassword } from './password-link.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import type { Session } from './session.ts'
import { endSessions } from './session-store.ts'
import { enrolApp } from './totp.ts'

export type Enrolment = { kind: 'app'; code: string } | { kind: 'passkey'; response: string }

/** Enrols a second factor, with its first use as proof. Null when that is wrong. */
export function enrolSecondFactor(
  parts: Parts,
  context: Context,
  { actor, session }: { actor: PersonActor; session: Session },
  enrolment: Enrolment,
): Promise<Moved | null> {
  const now = context.clock()
  return inTransaction(context, actor, async (tx) => {
    const enrolled =
      enrolment.kind === 'app'
        ? await enrolApp(parts, tx, actor, enrolment.code, now)
        : await enrolPasskey(parts, tx, actor, enrolment.response, now)
    if (!enrolled) return null
    record(tx, {
      did: 'signIn.secondFactorEnrolled',
      about: { kind: 'person', id: actor.personId },
      detail: { factor: enrolment.kind },
    })
    return moveOn(parts, tx, { actor, from: session.stage }, now, { secondFactor: true })
  })
}

/** New recovery codes, shown once; the earlier ones are void. At sign-in this is the last step. */
export function renewRecoveryCodes(
  parts: Parts,
  context: Context,
  { actor, session }: { actor: PersonActor; session: Session },
): Promise<readonly string[]> {
  const now = context.clock()
  return inTransaction(context, actor, async (tx) => {
    const codes = await makeRecoveryCodes(parts, tx, actor, now)
    record(tx, { did: 'signIn.recoveryCodesMade', about: { kind: 'person', id: actor.personId } })
    if (session.stage !== 'recoveryCodes') return codes
    // The answer is the page with the codes, which cannot carry a cookie: the token stays that of the step before.
    await moveOn(parts, tx, { actor, from: session.stage, keepsToken: true }, now, { secondFactor: true })
    return codes
  })
}

/** Changes one's own password and ends every other session. Refuses a poor one, in words. */
export async function changePassword(
  parts: Parts,
  context: Context,
  { actor, session }: { actor: PersonActor; session: Session },
  school: { id: string; name: string },
  request: NewPassword,
): Promise<Moved> {
  const { schoolId, personId, sessionId } = actor
  const login = await inTransaction(context, actor, (tx) => findLogin(tx, schoolId, personId))
  await requireGoodPassword(
    parts,
    context,
    school,
    { personId, signInName: login?.signInName ?? '' },
    request,
  )
  if (await passwordFits(request.password, login?.passwordHash ?? null)) {
    throw new Refused('That is the password you have now. Choose another one.')
  }
  const hash = await hashPassword(request.password)
  const now = context.clock()
  return inTransaction(context, actor, async (tx) => {
    await savePassword(tx, schoolId, personId, { hash, temporary: false, at: now })
    await endSessions(tx, schoolId, personId, { why: 'password changed', at: now, except: sessionId })
    record(tx, { did: 'signIn.passwordChosen', about: { kind: 'person', id: personId } })
    const secondFactor = session.provedSecondFactorAt !== null
    return moveOn(parts, tx, { actor, from: session.stage }, now, { secondFactor })
  })
}
