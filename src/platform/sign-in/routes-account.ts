import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '../access/access.ts'
import { record } from '../audit/trail.ts'
import { inTransaction, reading } from '../context.ts'
import { announce } from '../happenings/happenings.ts'
import { idIn } from '../web/path-params.ts'
import { type Answer, type Route, redirect, type WebRequest } from '../web/route.ts'
import { setCookie } from './cookies.ts'
import { findLogin } from './login-store.ts'
import { nextOf } from './next-page.ts'
import { accountPage } from './pages-account.ts'
import { stepUpPage } from './pages-second-factor.ts'
import type { Parts } from './parts.ts'
import { passkeyToUse } from './passkey.ts'
import { presenceChanged } from './presence-store.ts'
import { stepUp } from './prove.ts'
import { accountsOf } from './providers/account-store.ts'
import { providersOf } from './providers/provider-store.ts'
import { proofIn } from './routes-second-factor.ts'
import { secondFactorsOf } from './second-factor-store.ts'
import { isLive } from './session.ts'
import { endSessions, sessionsOf } from './session-store.ts'

/** A person's own sign-in, and proving again who one is. */
export function accountRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/account',
      may: 'signedIn',
      does: 'shows a person’s own sign-in and where it is open',
      answer: showAccount,
    },
    {
      method: 'POST',
      path: '/account/sessions/:id/end',
      may: 'signedIn',
      does: 'ends one of a person’s own sign-ins',
      answer: endOne,
    },
    {
      method: 'GET',
      path: '/step-up',
      may: 'signedIn',
      does: 'asks for proof of identity',
      answer: (request) => showStepUp(parts, request),
    },
    {
      method: 'POST',
      path: '/step-up',
      may: 'signedIn',
      does: 'takes proof of identity',
      answer: (request) => takeStepUp(parts, request),
    },
  ]
}

async function showAccount(request: WebRequest): Promise<Answer> {
  const actor = requirePerson(request.actor)
  const now = request.context.clock()
  const shown = await reading(request.context, actor, async (tx) => ({
    login: await findLogin(tx, actor.schoolId, actor.personId),
    has: await secondFactorsOf(tx, actor.schoolId, actor.personId),
    sessions: (await sessionsOf(tx, actor.schoolId, actor.personId)).filter((session) =>
      isLive(session, now),
    ),
    accounts: await accountsOf(tx, actor.schoolId, actor.personId),
    providers: await providersOf(tx, actor.schoolId),
  }))
  const { login } = shown
  return accountPage(request, {
    ...shown,
    signInName: login?.signInName ?? '',
    hasPassword: login?.passwordHash != null,
    sessionId: actor.sessionId,
  })
}

async function endOne(request: WebRequest): Promise<Answer> {
  const actor = requirePerson(request.actor)
  const sessionId = idIn(request)
  await inTransaction(request.context, actor, async (tx) => {
    const at = request.context.clock()
    const ended = await endSessions(tx, actor.schoolId, actor.personId, {
      why: 'ended by its owner',
      at,
      only: sessionId,
    })
    if (ended === 0) throw new NotFound('session')
    await announce(request.context, tx, actor, presenceChanged, {})
    record(tx, { did: 'signIn.ended', about: { kind: 'session', id: sessionId } })
  })
  return redirect(request.at('/account'))
}

async function showStepUp(parts: Parts, request: WebRequest, errors = {}): Promise<Answer> {
  const actor = requirePerson(request.actor)
  const { has, passkeyOptions, login } = await inTransaction(request.context, actor, async (tx) => ({
    has: await secondFactorsOf(tx, actor.schoolId, actor.personId),
    login: await findLogin(tx, actor.schoolId, actor.personId),
    passkeyOptions: await passkeyToUse(parts, tx, actor, request.context.clock()),
  }))
  return stepUpPage(request, {
    next: nextOf(request),
    hasApp: has.hasApp,
    passkeyOptions,
    byPassword: !has.hasApp && has.passkeys === 0,
    hasPassword: login?.passwordHash != null,
    kept: request.query.why === 'kept',
    errors,
  })
}

async function takeStepUp(parts: Parts, request: WebRequest): Promise<Answer> {
  const actor = requirePerson(request.actor)
  const { password } = request.body
  const proof = proofIn(request)
  if (typeof password === 'string') {
    const token = await stepUp(parts, request.context, actor, { kind: 'password', password })
    if (token === null)
      return showStepUp(parts, request, { password: 'That is not your password. Try again.' })
    return steppedUp(parts, request, token)
  }
  if (proof.given === null || proof.given.kind === 'recoveryCode') {
    return showStepUp(parts, request, { [proof.field]: proof.wrong })
  }
  const token = await stepUp(parts, request.context, actor, proof.given)
  if (token === null) return showStepUp(parts, request, { [proof.field]: proof.wrong })
  return steppedUp(parts, request, token)
}

function steppedUp(parts: Parts, request: WebRequest, token: string): Answer {
  return {
    kind: 'redirect',
    to: nextOf(request),
    cookies: [setCookie('session', token, { secure: parts.secure })],
  }
}
