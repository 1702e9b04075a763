// A lost phone and no recovery code: two people take the second factor away, and its owner sets up a new one at the
// next sign-in (decision X8). Break-glass is the same through other people, and is looked at afterwards.

import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction } from '../context.ts'
import { type TwoPersonAction, useGrant } from '../two-person/two-person.ts'
import { lockLogin } from './login-store.ts'
import type { SignInParts } from './parts.ts'
import { deleteSecondFactors } from './second-factor-store.ts'
import { endSessions } from './session-store.ts'

export type ResetActions = { usual: TwoPersonAction; breakGlass: TwoPersonAction }

/** The two ways to a reset, as actions that need two people. */
export function resetActions({ roles, nameOf }: Pick<SignInParts, 'roles' | 'nameOf'>): ResetActions {
  const path = (personId: string) => `/sign-in/reset/${personId}` as const
  return {
    usual: {
      id: 'signIn.resetSecondFactor',
      words: 'reset somebody’s second factor',
      aboutKind: 'person',
      askedBy: roles.askForReset,
      agreedBy: roles.agreeToReset,
      waitsForHours: 24,
      grantLastsMinutes: 60,
      path,
      nameOf,
    },
    breakGlass: {
      id: 'signIn.breakGlassReset',
      words: 'reset a second factor when nobody else is left to agree',
      aboutKind: 'person',
      askedBy: roles.breakGlass.asks,
      agreedBy: roles.breakGlass.agrees,
      waitsForHours: 24,
      grantLastsMinutes: 60,
      path: (personId) => `${path(personId)}/break-glass`,
      nameOf,
      breakGlass: { reviewedBy: roles.breakGlass.reviews },
    },
  }
}

/** Takes a person's second factors and recovery codes away and ends their sessions. Needs a grant of the action. */
export function resetSecondFactor(
  context: Context,
  actor: Actor,
  action: TwoPersonAction,
  personId: string,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const login = await lockLogin(tx, actor.schoolId, personId)
    if (!login) throw new NotFound('sign-in')
    await useGrant(context, tx, actor, action, personId)
    await deleteSecondFactors(tx, actor.schoolId, personId)
    await endSessions(tx, actor.schoolId, personId, { why: 'second factor reset', at: context.clock() })
    record(tx, { did: 'signIn.secondFactorReset', about: { kind: 'person', id: personId } })
  })
}
