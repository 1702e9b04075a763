import type { PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { setCookie } from '#/platform/sign-in/cookies.ts'
import { insertLogin } from '#/platform/sign-in/login-store.ts'
import { moveOn } from '#/platform/sign-in/move-on.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { insertSession } from '#/platform/sign-in/session-store.ts'
import { signInSettings } from '#/platform/sign-in/settings.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'

/** Opens a session for the person and returns its cookie, ready to send, and the token of its forms. */
export async function signIn(
  given: SignInParts,
  context: Context,
  actor: PersonActor,
): Promise<{ cookie: string; csrf: string }> {
  const parts = { ...given, settings: signInSettings(given.roles) }
  const now = context.clock()
  const moved = await inTransaction(context, actor, async (tx) => {
    await insertLogin(tx, actor.schoolId, {
      personId: actor.personId,
      signInName: `head.${actor.schoolId}`,
      at: now,
    })
    // The floor is a page, not a phone with codes: for this bench no role needs a second factor.
    await tx
      .insertInto('settings.value')
      .values({
        school_id: actor.schoolId,
        key: parts.settings.secondFactorRoles.key,
        version: 1,
        value: JSON.stringify([]),
        why: 'A bench signs in by itself',
        changed_by: null,
        changed_at: now,
      })
      .execute()
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
    const { token } = await moveOn(parts, tx, { actor, from: 'secondFactor' }, now, { secondFactor: true })
    const { csrf } = await tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.session')
      .select('csrf')
      .where('school_id', '=', actor.schoolId)
      .where('id', '=', actor.sessionId)
      .executeTakeFirstOrThrow()
    return { token, csrf }
  })
  const cookie = setCookie('session', moved.token, { secure: parts.secure }).split(';')[0] ?? ''
  return { cookie, csrf: moved.csrf }
}
