import { record } from '../audit/trail.ts'
import { inTransaction, reading } from '../context.ts'
import { announce } from '../happenings/happenings.ts'
import { readForm } from '../web/read-form.ts'
import { type Answer, type Page, type Redirect, type Route, redirect, type WebRequest } from '../web/route.ts'
import { dropCookie, setCookie, tokenIn } from './cookies.ts'
import { findVisit, type Visit } from './identify.ts'
import type { Moved } from './move-on.ts'
import { nextOf, nextPage, withNext } from './next-page.ts'
import { type SignInPage, signInPage } from './pages-sign-in.ts'
import type { Parts } from './parts.ts'
import { presenceChanged } from './presence-store.ts'
import { providersOf } from './providers/provider-store.ts'
import { stagePages } from './session.ts'
import { endSessions } from './session-store.ts'
import { signInByPassword, signInForm } from './sign-in-by-password.ts'

const deviceKnownForSeconds = 365 * 24 * 3600

/** Signing in and out. */
export function signInRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/sign-in',
      may: 'anybody',
      does: 'asks for name and password',
      answer: (request) => showSignIn(parts, request),
    },
    {
      method: 'POST',
      path: '/sign-in',
      may: 'anybody',
      does: 'signs in with name and password',
      answer: (request) => answerSignIn(parts, request),
    },
    {
      method: 'POST',
      path: '/sign-out',
      may: 'anybody',
      does: 'ends this sign-in',
      answer: (request) => signOut(parts, request),
    },
  ]
}

/** The visit of this request, finished or not: the pages between password and open work before anybody is signed in. */
export function visitOf(parts: Parts, request: WebRequest): Promise<Visit | null> {
  return findVisit(parts, request.context, request.school.id, request.client)
}

/** To what is left to do, or to the page that was wanted. */
export function carryOn(
  parts: Parts,
  request: WebRequest,
  moved: Moved,
  more: readonly string[] = [],
  next = nextOf(request),
): Redirect {
  const stagePage = stagePages[moved.stage]
  return {
    kind: 'redirect',
    to: moved.stage === 'open' ? next : withNext(request.at(stagePage), next),
    cookies: [setCookie('session', moved.token, { secure: parts.secure }), ...more],
  }
}

async function showSignIn(parts: Parts, request: WebRequest): Promise<Answer> {
  const visit = await visitOf(parts, request)
  const next = nextOf(request)
  if (visit?.session.stage === 'open' && visit.actor.kind === 'person') return redirect(next)
  return drawSignIn(request, { next, why: request.query.why })
}

async function drawSignIn(request: WebRequest, parts: Omit<SignInPage, 'providers'>): Promise<Page> {
  const { context, actor } = request
  const all = await reading(context, actor, (tx) => providersOf(tx, actor.schoolId))
  const providers = all.filter(({ state }) => state === 'on').map(({ kind }) => kind)
  return signInPage(request, { ...parts, providers })
}

async function answerSignIn(parts: Parts, request: WebRequest): Promise<Answer> {
  const next = nextPage(request.body.next, request.school)
  const name = typeof request.body.name === 'string' ? request.body.name : ''
  const read = readForm(signInForm, request.body)
  if (!read.ok) return drawSignIn(request, { next, name, errors: read.errors })
  const signedIn = await signInByPassword(parts, request.context, request.school.id, {
    ...read.form,
    deviceToken: tokenIn(request.client.cookies, 'device', parts.secure),
    userAgent: request.client.userAgent,
  })
  if (!signedIn) {
    return drawSignIn(request, {
      next,
      name,
      errors: { name: 'That name and password do not go together. Check both, and whether capitals are on.' },
    })
  }
  const options = { secure: parts.secure, maxAgeSeconds: deviceKnownForSeconds }
  return carryOn(parts, request, signedIn, [setCookie('device', signedIn.deviceToken, options)])
}

async function signOut(parts: Parts, request: WebRequest): Promise<Redirect> {
  const visit = await visitOf(parts, request)
  if (visit?.actor.kind === 'person') {
    const { schoolId, personId, sessionId } = visit.actor
    await inTransaction(request.context, visit.actor, async (tx) => {
      await endSessions(tx, schoolId, personId, {
        why: 'signed out',
        at: request.context.clock(),
        only: sessionId,
      })
      await announce(request.context, tx, visit.actor, presenceChanged, {})
      record(tx, { did: 'signIn.ended', about: { kind: 'session', id: sessionId } })
    })
  }
  return {
    kind: 'redirect',
    to: handedOver(request) ?? `${request.at('/sign-in')}?${signedOutFrom(visit)}`,
    cookies: [dropCookie('session', parts.secure), dropCookie('typed', parts.secure)],
  }
}

/** Signing out here leaves the provider’s own session as it is: the page says so. */
function signedOutFrom(visit: Visit | null): string {
  const provider = visit?.session.provider ?? null
  return provider === null ? 'why=signedOut' : `why=signedOutHere&with=${provider}`
}

/** A device that is handed to a child goes on to its kiosk; no other page may be asked for. */
function handedOver({ body, at }: WebRequest): string | null {
  const { next } = body
  if (typeof next !== 'string' || !next.startsWith(at('/kiosk/'))) return null
  return /^[\w-]{40,60}$/.test(next.slice(at('/kiosk/').length)) ? next : null
}
