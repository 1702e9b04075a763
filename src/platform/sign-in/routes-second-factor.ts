import { Refused } from '#/kernel/refusal.ts'
import { inTransaction } from '../context.ts'
import { readForm } from '../web/read-form.ts'
import type { Answer, Route, WebRequest } from '../web/route.ts'
import { changePassword } from './enrol.ts'
import { findLogin } from './login-store.ts'
import { nextOf } from './next-page.ts'
import { newPasswordPage } from './pages-password.ts'
import { secondFactorPage } from './pages-second-factor.ts'
import type { Parts } from './parts.ts'
import { passkeyToUse } from './passkey.ts'
import { newPasswordForm, passwordAsksOf } from './password-link.ts'
import { type Proof, proveSecondFactor } from './prove.ts'
import { carryOn } from './routes-sign-in.ts'
import { secondFactorsOf } from './second-factor-store.ts'
import { type Step, stepRoute, type Visitor } from './sign-in-step.ts'

const steps: readonly Step[] = [
  {
    method: 'GET',
    path: '/sign-in/second-factor',
    at: ['secondFactor'],
    does: 'asks for the second factor',
    take: showSecondFactor,
  },
  {
    method: 'POST',
    path: '/sign-in/second-factor',
    at: ['secondFactor'],
    does: 'takes the second factor',
    take: takeSecondFactor,
  },
  {
    method: 'GET',
    path: '/sign-in/new-password',
    at: ['newPassword', 'open'],
    does: 'asks for a new password',
    take: showNewPassword,
  },
  {
    method: 'POST',
    path: '/sign-in/new-password',
    at: ['newPassword', 'open'],
    does: 'changes the password',
    take: takeNewPassword,
  },
]

/** The second factor after the password, and a new password where the old one was for one time. */
export function secondFactorRoutes(parts: Parts): readonly Route[] {
  return steps.map((step) => stepRoute(parts, step))
}

async function showSecondFactor(
  parts: Parts,
  request: WebRequest,
  visitor: Visitor,
  errors = {},
): Promise<Answer> {
  const { actor } = visitor
  const shown = await inTransaction(request.context, actor, async (tx) => ({
    has: await secondFactorsOf(tx, actor.schoolId, actor.personId),
    passkeyOptions: await passkeyToUse(parts, tx, actor, request.context.clock()),
  }))
  return secondFactorPage(request, {
    next: nextOf(request),
    hasApp: shown.has.hasApp,
    passkeyOptions: shown.passkeyOptions,
    errors,
  })
}

async function takeSecondFactor(parts: Parts, request: WebRequest, visitor: Visitor): Promise<Answer> {
  const proof = proofIn(request)
  const errors = { [proof.field]: proof.wrong }
  if (proof.given === null) return showSecondFactor(parts, request, visitor, errors)
  const moved = await proveSecondFactor(parts, request.context, visitor.actor, proof.given)
  return moved ? carryOn(parts, request, moved) : showSecondFactor(parts, request, visitor, errors)
}

/** What of the three ways was sent, and what to say when it is wrong. */
export function proofIn(request: WebRequest): {
  given: Exclude<Proof, { kind: 'password' }> | null
  field: string
  wrong: string
} {
  const { code, response, recoveryCode } = request.body
  if (typeof response === 'string' && response !== '') {
    return {
      given: { kind: 'passkey', response },
      field: '',
      wrong: 'The passkey was not accepted. Try again, or use another way.',
    }
  }
  if (typeof recoveryCode === 'string') {
    const wrong = 'That is not one of your codes, or it was used before. Check each letter.'
    return {
      given: recoveryCode === '' ? null : { kind: 'recoveryCode', code: recoveryCode },
      field: 'recoveryCode',
      wrong,
    }
  }
  const wrong = 'Enter the six digits that the app shows now. Each code works once.'
  return {
    given: typeof code === 'string' && code !== '' ? { kind: 'app', code } : null,
    field: 'code',
    wrong,
  }
}

async function showNewPassword(
  parts: Parts,
  request: WebRequest,
  visitor: Visitor,
  errors = {},
): Promise<Answer> {
  const { schoolId, personId } = visitor.actor
  const login = await inTransaction(request.context, visitor.actor, (tx) => findLogin(tx, schoolId, personId))
  return newPasswordPage(request, {
    action: '/sign-in/new-password',
    csrf: request.csrf,
    signInName: login?.signInName ?? '',
    asks: await passwordAsksOf(parts, request.context, schoolId, personId),
    why:
      visitor.session.stage === 'newPassword'
        ? 'The password you were given was for the first time only. Choose one that only you know.'
        : 'Your other sign-ins will end.',
    next: nextOf(request),
    errors,
  })
}

async function takeNewPassword(parts: Parts, request: WebRequest, visitor: Visitor): Promise<Answer> {
  const read = readForm(newPasswordForm, request.body)
  if (!read.ok) return showNewPassword(parts, request, visitor, read.errors)
  try {
    const moved = await changePassword(parts, request.context, visitor, request.school, read.form)
    return carryOn(parts, request, moved)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return showNewPassword(parts, request, visitor, { password: error.message })
  }
}
