// The way to a first or a new password: a link that works once, for fourteen days (decision X6). Opening it does
// nothing, because mail scanners open links.

import * as z from 'zod'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import type { Actor, PersonActor } from '../access/actor.ts'
import { personOf } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction, reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { readSetting } from '../settings/settings.ts'
import {
  asSignInName,
  findLogin,
  findPasswordLink,
  insertLogin,
  insertPasswordLink,
  savePassword,
  usePasswordLink,
} from './login-store.ts'
import type { Parts } from './parts.ts'
import { hashPassword } from './password.ts'
import { type PasswordAsks, passwordProblem } from './password-rules.ts'
import { hashToken, newToken } from './session.ts'
import { endSessions } from './session-store.ts'

const linkLastsDays = 14

/**
 * Gives a person a sign-in name and a link to their first password. Returns the path of the link under `/s/<school>`:
 * it is shown or sent once and not kept. Refused when the name is taken or the person has a sign-in already.
 */
export async function inviteLogin(
  context: Context,
  tx: Tx,
  actor: Actor,
  login: { personId: string; signInName: string },
): Promise<string> {
  const signInName = asSignInName(login.signInName)
  if (!/^[a-z0-9][a-z0-9._'+@-]{1,99}$/.test(signInName)) {
    throw new Refused(
      'A sign-in name has letters without accents, digits, full stops or hyphens, and no spaces.',
    )
  }
  const at = context.clock()
  const added = await insertLogin(tx, actor.schoolId, { personId: login.personId, signInName, at })
  if (!added) {
    throw new Refused('That sign-in name is taken, or the person has a sign-in already. Choose another name.')
  }
  record(tx, { did: 'signIn.invited', about: { kind: 'person', id: login.personId } })
  return newLink(context, tx, actor, login.personId)
}

/**
 * Gives a person a link to a new password, ends every session of theirs and makes the old password void. Returns the
 * path of the link under `/s/<school>`.
 */
export async function renewPassword(
  context: Context,
  tx: Tx,
  actor: Actor,
  personId: string,
): Promise<string> {
  const login = await findLogin(tx, actor.schoolId, personId)
  if (!login) throw new NotFound('sign-in')
  const at = context.clock()
  await savePassword(tx, actor.schoolId, personId, { hash: null, temporary: false, at })
  await endSessions(tx, actor.schoolId, personId, { why: 'password reset', at })
  record(tx, { did: 'signIn.passwordReset', about: { kind: 'person', id: personId } })
  return newLink(context, tx, actor, personId)
}

async function newLink(context: Context, tx: Tx, actor: Actor, personId: string): Promise<string> {
  const { token, hash } = newToken()
  const at = context.clock()
  await insertPasswordLink(tx, actor.schoolId, {
    tokenHash: hash,
    personId,
    madeBy: personOf(actor),
    at,
    expiresAt: new Date(at.getTime() + linkLastsDays * 24 * 3_600_000),
  })
  return `/new-password/${token}`
}

export const newPasswordForm = z.object({
  password: z.string().min(1, 'Choose a password'),
  again: z.string().min(1, 'Type the password again'),
})
export type NewPassword = z.infer<typeof newPasswordForm>

/** Whose link it is: their sign-in name. NotFound when it was used, is too old or never was. */
export async function openPasswordLink(
  context: Context,
  schoolId: string,
  token: string,
): Promise<{ personId: string; signInName: string }> {
  const owner = await reading(context, { kind: 'anonymous', schoolId }, (tx) =>
    findPasswordLink(tx, schoolId, hashToken(token), context.clock()),
  )
  if (!owner) throw new NotFound('link')
  return owner
}

/** Sets the password of whoever holds the link, uses the link up and ends all of their sessions. */
export async function choosePasswordByLink(
  parts: Parts,
  context: Context,
  school: { id: string; name: string },
  request: NewPassword & { token: string },
): Promise<void> {
  const { personId, signInName } = await openPasswordLink(context, school.id, request.token)
  const actor: PersonActor = {
    kind: 'person',
    schoolId: school.id,
    personId,
    sessionId: personId,
    name: '',
    roles: new Set(),
    steppedUpAt: null,
  }
  await requireGoodPassword(parts, context, school, { personId, signInName }, request)
  const hash = await hashPassword(request.password)
  await inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    if (!(await usePasswordLink(tx, school.id, hashToken(request.token), at))) throw new NotFound('link')
    await savePassword(tx, school.id, personId, { hash, temporary: false, at })
    await endSessions(tx, school.id, personId, { why: 'password changed', at })
    record(tx, { did: 'signIn.passwordChosen', about: { kind: 'person', id: personId } })
  })
}

/** What a new password of this person has to be made of, in this school: at least so long, perhaps with signs. */
export function passwordAsksOf(
  parts: Parts,
  context: Context,
  schoolId: string,
  personId: string,
): Promise<PasswordAsks & { minLength: number }> {
  return reading(context, { kind: 'anonymous', schoolId }, async (tx) => {
    const roles = await parts.rolesOf(tx, schoolId, personId)
    const simple = [...roles].every((role) => parts.roles.simple.includes(role))
    const { simplePasswordMinLength, passwordMinLength } = parts.settings
    const own = await readSetting(tx, schoolId, simple ? simplePasswordMinLength : passwordMinLength)
    const besides = (await parts.passwordAsks?.(tx, schoolId, personId)) ?? {}
    return { ...besides, minLength: Math.max(own, besides.minLength ?? 0) }
  })
}

/** Refuses, in words, a password that is too short, too common, the person's own name, or typed differently twice. */
export async function requireGoodPassword(
  parts: Parts,
  context: Context,
  school: { id: string; name: string },
  login: { personId: string; signInName: string },
  { password, again }: NewPassword,
): Promise<void> {
  const asks = await passwordAsksOf(parts, context, school.id, login.personId)
  const ownWords = [login.signInName, school.name, 'schoolkeeper']
  const problem = passwordProblem(password, { ...asks, ownWords })
  if (problem !== undefined) throw new Refused(problem)
  if (password !== again) throw new Refused('The two passwords are not the same. Type both again.')
}
