import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { setCookie } from '#/platform/sign-in/cookies.ts'
import { moveOn } from '#/platform/sign-in/move-on.ts'
import { deviceOf, newToken } from '#/platform/sign-in/session.ts'
import { insertSession } from '#/platform/sign-in/session-store.ts'
import { signInSettings } from '#/platform/sign-in/settings.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { schoolIdBySlug } from '../src/features/schools/index.ts'
import { findSignIn } from './sign-ins.ts'

/** Signs somebody of the demonstration in with one click, second factor included. Null when there is no such name. */
export async function openSession(
  given: SignInParts,
  context: Context,
  { name, userAgent }: { name: string; userAgent: string },
): Promise<{ cookie: string; slug: string } | null> {
  const found = findSignIn(name)
  const schoolId = found && (await schoolIdBySlug(context.db, found.school.slug))
  if (!found || !schoolId) return null
  const parts = { ...given, settings: signInSettings(given.roles) }
  const actor = await actorOf(parts, context, schoolId, name)
  const now = context.clock()
  const moved = await inTransaction(context, actor, async (tx) => {
    await insertSession(tx, schoolId, {
      kind: 'person',
      id: actor.sessionId,
      personId: actor.personId,
      tokenHash: newToken().hash,
      csrf: newToken().token,
      stage: 'secondFactor',
      device: deviceOf(userAgent),
      steppedUpAt: null,
      at: now,
      idleMinutes: await readSetting(tx, schoolId, parts.settings.idleMinutes),
      expiresAt: now,
    })
    return moveOn(parts, tx, { actor, from: 'secondFactor' }, now, { secondFactor: true })
  })
  return { cookie: setCookie('session', moved.token, { secure: parts.secure }), slug: found.school.slug }
}

function actorOf(
  parts: SignInParts,
  context: Context,
  schoolId: string,
  signInName: string,
): Promise<PersonActor> {
  return reading(context, systemActor(schoolId), async (tx) => {
    const { person_id: personId } = await tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.login')
      .select('person_id')
      .where('school_id', '=', schoolId)
      .where('sign_in_name', '=', signInName)
      .executeTakeFirstOrThrow()
    const roles = await parts.rolesOf(tx, schoolId, personId)
    const name = await parts.nameOf(tx, schoolId, personId)
    return { kind: 'person', schoolId, personId, sessionId: newId(), name, roles, steppedUpAt: null }
  })
}
