import type { PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { setCookie } from '#/platform/sign-in/cookies.ts'
import { insertLogin } from '#/platform/sign-in/login-store.ts'
import { moveOn } from '#/platform/sign-in/move-on.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { insertSession } from '#/platform/sign-in/session-store.ts'
import { signInSettings } from '#/platform/sign-in/settings.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'

/** Opens a session for the person and returns its cookie, ready to send. */
export async function signIn(given: SignInParts, context: Context, actor: PersonActor): Promise<string> {
  const parts = { ...given, settings: signInSettings(given.roles) }
  const now = context.clock()
  const moved = await inTransaction(context, actor, async (tx) => {
    await insertLogin(tx, actor.schoolId, {
      personId: actor.personId,
      signInName: `head.${actor.schoolId}`,
      at: now,
    })
    await insertSession(tx, actor.schoolId, {
      kind: 'person',
      id: actor.sessionId,
      personId: actor.personId,
      tokenHash: newToken().hash,
      csrf: newToken().token,
      stage: 'secondFactor',
      device: 'bench',
      steppedUpAt: null,
      at: now,
      idleMinutes: 600,
      expiresAt: now,
    })
    return moveOn(parts, tx, { actor, from: 'secondFactor' }, now, { secondFactor: true })
  })
  return setCookie('session', moved.token, { secure: parts.secure }).split(';')[0] ?? ''
}
