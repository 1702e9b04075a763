import { inTransaction } from '../context.ts'
import { type Answer, type Route, redirect, type WebRequest } from '../web/route.ts'
import { enrolSecondFactor, renewRecoveryCodes } from './enrol.ts'
import { findLogin } from './login-store.ts'
import { nextOf, withNext } from './next-page.ts'
import { enrolAppPage, enrolPage, recoveryCodesPage, shownCodesPage } from './pages-enrol.ts'
import type { Parts } from './parts.ts'
import { passkeyToMake } from './passkey.ts'
import { carryOn } from './routes-sign-in.ts'
import { type Step, stepRoute, type Visitor } from './sign-in-step.ts'
import { pendingApp, prepareApp } from './totp.ts'

const steps: readonly Step[] = [
  {
    method: 'GET',
    path: '/sign-in/enrol',
    at: ['enrolment', 'open'],
    does: 'offers second factors',
    take: showEnrolment,
  },
  {
    method: 'POST',
    path: '/sign-in/enrol',
    at: ['enrolment', 'open'],
    does: 'prepares an authenticator app',
    take: prepare,
  },
  {
    method: 'GET',
    path: '/sign-in/enrol/app',
    at: ['enrolment', 'open'],
    does: 'shows the picture for the app',
    take: showApp,
  },
  {
    method: 'POST',
    path: '/sign-in/enrol/app',
    at: ['enrolment', 'open'],
    does: 'enrols the app',
    take: enrolTheApp,
  },
  {
    method: 'POST',
    path: '/sign-in/enrol/passkey',
    at: ['enrolment', 'open'],
    does: 'enrols a passkey',
    take: enrolThePasskey,
  },
  {
    method: 'GET',
    path: '/sign-in/recovery-codes',
    at: ['recoveryCodes', 'open'],
    does: 'says what recovery codes are',
    take: showAboutCodes,
  },
  {
    method: 'POST',
    path: '/sign-in/recovery-codes',
    at: ['recoveryCodes', 'open'],
    does: 'makes recovery codes and shows them once',
    take: showCodes,
  },
]

/** Setting up a second factor and its recovery codes. */
export function enrolRoutes(parts: Parts): readonly Route[] {
  return steps.map((step) => stepRoute(parts, step))
}

async function showEnrolment(
  parts: Parts,
  request: WebRequest,
  { actor, session }: Visitor,
  errors = {},
): Promise<Answer> {
  const { context } = request
  const passkeyOptions = await inTransaction(context, actor, async (tx) => {
    const signInName = (await findLogin(tx, actor.schoolId, actor.personId))?.signInName ?? ''
    return passkeyToMake(parts, tx, actor, { signInName, name: actor.name }, context.clock())
  })
  return enrolPage(request, {
    next: nextOf(request),
    required: session.stage !== 'open',
    passkeyOptions,
    errors,
  })
}

async function prepare(parts: Parts, request: WebRequest, { actor }: Visitor): Promise<Answer> {
  await inTransaction(request.context, actor, (tx) => prepareApp(parts, tx, actor))
  return redirect(withNext(request.at('/sign-in/enrol/app'), nextOf(request)))
}

async function showApp(parts: Parts, request: WebRequest, { actor }: Visitor, errors = {}): Promise<Answer> {
  const pending = await inTransaction(request.context, actor, async (tx) => {
    const signInName = (await findLogin(tx, actor.schoolId, actor.personId))?.signInName ?? ''
    return pendingApp(parts, tx, actor, { school: request.school.name, signInName })
  })
  if (!pending) return redirect(withNext(request.at('/sign-in/enrol'), nextOf(request)))
  return enrolAppPage(request, { next: nextOf(request), pending, errors })
}

async function enrolTheApp(parts: Parts, request: WebRequest, visitor: Visitor): Promise<Answer> {
  const code = typeof request.body.code === 'string' ? request.body.code : ''
  const moved = await enrolSecondFactor(parts, request.context, visitor, { kind: 'app', code })
  if (moved) return carryOn(parts, request, moved)
  return showApp(parts, request, visitor, {
    code: 'Those are not the digits that the app shows now. Wait for new ones, and check the clock of your phone.',
  })
}

async function enrolThePasskey(parts: Parts, request: WebRequest, visitor: Visitor): Promise<Answer> {
  const response = typeof request.body.response === 'string' ? request.body.response : ''
  const moved = await enrolSecondFactor(parts, request.context, visitor, { kind: 'passkey', response })
  if (moved) return carryOn(parts, request, moved)
  return showEnrolment(parts, request, visitor, {
    '': 'The passkey was not made. Try again, or use an app.',
  })
}

async function showAboutCodes(_parts: Parts, request: WebRequest): Promise<Answer> {
  return recoveryCodesPage(request, { next: nextOf(request) })
}

async function showCodes(parts: Parts, request: WebRequest, visitor: Visitor): Promise<Answer> {
  const codes = await renewRecoveryCodes(parts, request.context, visitor)
  return shownCodesPage(request, { next: nextOf(request), codes })
}
