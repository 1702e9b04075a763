// Between the right password and open pages: what is still to do, and a new token after each step of it.

import type { PersonActor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import type { Tx } from '../database/database.ts'
import { readSetting } from '../settings/settings.ts'
import { findLogin } from './login-store.ts'
import type { Parts } from './parts.ts'
import { secondFactorsOf } from './second-factor-store.ts'
import { newToken, type Stage, type Standing, stageOf, unfinishedLastsMinutes } from './session.ts'
import { changeSession } from './session-store.ts'
import { saveSignedIn } from './standing-store.ts'

/** The browser gets the token; the earlier one is void. */
export type Moved = { token: string; stage: Stage }

/** How a person stands with the rules: what they have enrolled, and what their roles ask of them. */
async function standingOf(
  parts: Parts,
  tx: Tx,
  actor: PersonActor,
  provedSecondFactor: boolean,
): Promise<Standing> {
  const login = await findLogin(tx, actor.schoolId, actor.personId)
  const has = await secondFactorsOf(tx, actor.schoolId, actor.personId)
  return {
    hasSecondFactor: has.hasApp || has.passkeys > 0,
    provedSecondFactor,
    needsSecondFactor: await needsSecondFactor(parts, tx, actor),
    mustChangePassword: login?.mustChangePassword ?? false,
    hasRecoveryCodes: has.recoveryCodesLeft > 0,
  }
}

/** Whether one of today's roles asks for a second factor in this school. */
export async function needsSecondFactor(
  parts: Parts,
  tx: Tx,
  actor: Pick<PersonActor, 'schoolId' | 'roles'>,
): Promise<boolean> {
  const roles = await readSetting(tx, actor.schoolId, parts.settings.secondFactorRoles)
  return roles.some((role) => actor.roles.has(role))
}

/** When a session that begins now is over, whatever happens. Until pages open it is short. */
async function sessionEnds(parts: Parts, tx: Tx, schoolId: string, stage: Stage, at: Date) {
  const hours = await readSetting(tx, schoolId, parts.settings.sessionHours)
  const minutes = stage === 'open' ? hours * 60 : unfinishedLastsMinutes
  return new Date(at.getTime() + minutes * 60_000)
}

/**
 * Gives the session a new token and the stage that the person has reached. `proved` is what was proved in this session
 * so far. When nothing is left to do, the sign-in is on record and counts as a fresh proof of identity, unless nothing was
 * proved here.
 */
export async function moveOn(
  parts: Parts,
  tx: Tx,
  {
    actor,
    from,
    keepsToken = false,
    isFreshProof = true,
  }: { actor: PersonActor; from: Stage; keepsToken?: boolean; isFreshProof?: boolean },
  now: Date,
  proved: { secondFactor: boolean },
): Promise<Moved> {
  const stage = stageOf(await standingOf(parts, tx, actor, proved.secondFactor))
  const { token, hash } = newToken()
  await changeSession(tx, actor.schoolId, actor.sessionId, {
    ...(keepsToken ? {} : { tokenHash: hash, csrf: newToken().token }),
    stage,
    ...(from === 'open' ? {} : { expiresAt: await sessionEnds(parts, tx, actor.schoolId, stage, now) }),
    ...(proved.secondFactor ? { provedSecondFactorAt: now } : {}),
    ...(stage === 'open' && isFreshProof ? { steppedUpAt: now } : {}),
  })
  if (stage === 'open' && from !== 'open') {
    await saveSignedIn(tx, actor.schoolId, actor.personId, now)
    record(tx, { did: 'signIn.succeeded', about: { kind: 'person', id: actor.personId } })
  }
  return { token, stage }
}
