import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { type Tx, withScope } from '../database/database.ts'
import { readSetting } from '../settings/settings.ts'
import type { Login } from './login-store.ts'
import { type Moved, moveOn } from './move-on.ts'
import type { Parts } from './parts.ts'
import type { ProviderKind } from './providers/provider.ts'
import { deviceOf, newToken, unfinishedLastsMinutes } from './session.ts'
import { insertSession } from './session-store.ts'

/** How somebody has said who they are. Only a provider may have asked for a second factor by then. */
export type Beginning =
  | { by: 'password'; userAgent: string }
  | { by: ProviderKind; userAgent: string; secondFactor: boolean }

/** Who would be signed in. Somebody without a role today has left: nobody to sign in. */
export function whoIs(
  parts: Parts,
  context: Context,
  { schoolId, personId }: Pick<Login, 'schoolId' | 'personId'>,
): Promise<PersonActor | null> {
  return withScope(context.db, { schoolId, personId }, 'read only', async (tx) => {
    const roles = await parts.rolesOf(tx, schoolId, personId)
    if (roles.size === 0) return null
    const name = await parts.nameOf(tx, schoolId, personId)
    return { kind: 'person', schoolId, personId, sessionId: newId(), name, roles, steppedUpAt: null }
  })
}

/** Begins the actor's session, and moves it on to what is left to do before pages open. */
export async function beginSession(
  parts: Parts,
  tx: Tx,
  actor: PersonActor,
  beginning: Beginning,
  now: Date,
): Promise<Moved> {
  const { schoolId, personId, sessionId } = actor
  const provider = beginning.by === 'password' ? {} : { provider: beginning.by }
  await insertSession(tx, schoolId, {
    kind: 'person',
    id: sessionId,
    personId,
    tokenHash: newToken().hash,
    csrf: newToken().token,
    stage: 'secondFactor',
    ...provider,
    device: deviceOf(beginning.userAgent),
    steppedUpAt: null,
    at: now,
    idleMinutes: await readSetting(tx, schoolId, parts.settings.idleMinutes),
    expiresAt: new Date(now.getTime() + unfinishedLastsMinutes * 60_000),
  })
  const secondFactor = beginning.by !== 'password' && beginning.secondFactor
  // A provider may let somebody through without asking for anything: that is no fresh proof for a sensitive act.
  const isFreshProof = beginning.by === 'password'
  return moveOn(parts, tx, { actor, from: 'secondFactor', isFreshProof }, now, { secondFactor })
}
