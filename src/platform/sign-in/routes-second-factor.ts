import { Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '../access/actor.ts'
import { inTransaction } from '../context.ts'
import { readForm } from '../web/read-form.ts'
import { type Answer, type Route, redirect, type WebRequest } from '../web/route.ts'
import { changePassword, enrolSecondFactor, renewRecoveryCodes } from './enrol.ts'
import { findLogin } from './login-store.ts'
import { nextOf, withNext } from './next-page.ts'
import { newPasswordPage } from './pages-password.ts'
import {
  enrolAppPage,
  enrolPage,
  recoveryCodesPage,
  secondFactorPage,
  shownCodesPage,
} from './pages-second-factor.ts'
import type { Parts } from './parts.ts'
import { passkeyToMake, passkeyToUse } from './passkey.ts'
import { newPasswordForm } from './password-link.ts'
import { type Proof, proveSecondFactor } from './prove.ts'
import { carryOn, visitOf } from './routes-sign-in.ts'
import { secondFactorsOf } from './second-factor-store.ts'
import { type Session, type Stage, stagePages } from './session.ts'
import { pendingApp, prepareApp } from './totp.ts'

type Standing = { actor: PersonActor; session: Session }
type Step = (parts: Parts, request: WebRequest, standing: Standing) => Promise<Answer>

/** Between password and open pages. `open` in `at` lets people who signed in change what they have, with fresh proof. */
const steps: readonly (Pick<Route, 'method' | 'path' | 'does'> & { at: readonly Stage[]; take: Step })[] = [
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

const proofLastsMs = 10 * 60_000

export function secondFactorRoutes(parts: Parts): readonly Route[] {
  return steps.map(({ method, path, does, at, take }) => ({
    method,
    path,
    does,
    may: 'anybody',
    answer: (request) => answerAt(parts, request, at, take),
  }))
}

/** Leads everybody to the step they have reached; nobody takes one that is not theirs. */
async function answerAt(
  parts: Parts,
  request: WebRequest,
  at: readonly Stage[],
  take: Step,
): Promise<Answer> {
  const visit = await visitOf(parts, request)
  const next = nextOf(request)
  if (visit?.actor.kind !== 'person') return redirect(withNext(request.at('/sign-in'), next))
  const { session, actor } = visit
  if (!at.includes(session.stage)) {
    return redirect(session.stage === 'open' ? next : withNext(request.at(stagePages[session.stage]), next))
  }
  const proofAgeMs = request.context.clock().getTime() - (session.steppedUpAt?.getTime() ?? 0)
  if (session.stage === 'open' && proofAgeMs >= proofLastsMs) {
    return redirect(withNext(request.at('/step-up'), request.at('/account')))
  }
  return take(parts, request, { session, actor })
}

async function showSecondFactor(
  parts: Parts,
  request: WebRequest,
  standing: Standing,
  errors = {},
): Promise<Answer> {
  const { actor } = standing
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

async function takeSecondFactor(parts: Parts, request: WebRequest, standing: Standing): Promise<Answer> {
  const proof = proofIn(request)
  const errors = { [proof.field]: proof.wrong }
  if (proof.given === null) return showSecondFactor(parts, request, standing, errors)
  const moved = await proveSecondFactor(parts, request.context, standing.actor, proof.given)
  return moved ? carryOn(parts, request, moved) : showSecondFactor(parts, request, standing, errors)
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
  _parts: Parts,
  request: WebRequest,
  standing: Standing,
  errors = {},
): Promise<Answer> {
  const { schoolId, personId } = standing.actor
  const login = await inTransaction(request.context, standing.actor, (tx) =>
    findLogin(tx, schoolId, personId),
  )
  return newPasswordPage(request, {
    action: '/sign-in/new-password',
    csrf: request.csrf,
    signInName: login?.signInName ?? '',
    why:
      standing.session.stage === 'newPassword'
        ? 'The password you were given was for the first time only. Choose one that only you know.'
        : 'Your other sign-ins will end.',
    next: nextOf(request),
    errors,
  })
}

async function takeNewPassword(parts: Parts, request: WebRequest, standing: Standing): Promise<Answer> {
  const read = readForm(newPasswordForm, request.body)
  if (!read.ok) return showNewPassword(parts, request, standing, read.errors)
  try {
    const moved = await changePassword(parts, request.context, standing, request.school, read.form)
    return carryOn(parts, request, moved)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return showNewPassword(parts, request, standing, { password: error.message })
  }
}

async function showEnrolment(
  parts: Parts,
  request: WebRequest,
  { actor, session }: Standing,
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

async function prepare(parts: Parts, request: WebRequest, { actor }: Standing): Promise<Answer> {
  await inTransaction(request.context, actor, (tx) => prepareApp(parts, tx, actor))
  return redirect(withNext(request.at('/sign-in/enrol/app'), nextOf(request)))
}

async function showApp(parts: Parts, request: WebRequest, { actor }: Standing, errors = {}): Promise<Answer> {
  const pending = await inTransaction(request.context, actor, async (tx) => {
    const signInName = (await findLogin(tx, actor.schoolId, actor.personId))?.signInName ?? ''
    return pendingApp(parts, tx, actor, { school: request.school.name, signInName })
  })
  if (!pending) return redirect(withNext(request.at('/sign-in/enrol'), nextOf(request)))
  return enrolAppPage(request, { next: nextOf(request), pending, errors })
}

async function enrolTheApp(parts: Parts, request: WebRequest, standing: Standing): Promise<Answer> {
  const code = typeof request.body.code === 'string' ? request.body.code : ''
  const moved = await enrolSecondFactor(parts, request.context, standing, { kind: 'app', code })
  if (moved) return carryOn(parts, request, moved)
  return showApp(parts, request, standing, {
    code: 'Those are not the digits that the app shows now. Wait for new ones, and check the clock of your phone.',
  })
}

async function enrolThePasskey(parts: Parts, request: WebRequest, standing: Standing): Promise<Answer> {
  const response = typeof request.body.response === 'string' ? request.body.response : ''
  const moved = await enrolSecondFactor(parts, request.context, standing, { kind: 'passkey', response })
  if (moved) return carryOn(parts, request, moved)
  return showEnrolment(parts, request, standing, {
    '': 'The passkey was not made. Try again, or use an app.',
  })
}

async function showAboutCodes(_parts: Parts, request: WebRequest): Promise<Answer> {
  return recoveryCodesPage(request, { next: nextOf(request) })
}

async function showCodes(parts: Parts, request: WebRequest, standing: Standing): Promise<Answer> {
  const codes = await renewRecoveryCodes(parts, request.context, standing)
  return shownCodesPage(request, { next: nextOf(request), codes })
}
