import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type Answer, redirect, type SchoolInPath, type Sent } from '../web/route.ts'
import { setCookie, tokenIn } from './cookies.ts'
import { findVisit } from './identify.ts'
import { forgetTyped, keepTyped, keptForSeconds, typedOn } from './kept-typed.ts'
import { nextPage, withNext } from './next-page.ts'
import type { Parts } from './parts.ts'
import { stagePages } from './session.ts'

/** Where somebody goes who has to sign in, finish signing in, or prove again who they are. Keeps what they typed. */
export async function askToSignIn(
  parts: Parts,
  context: Context,
  asked: { request: FastifyRequest; school: SchoolInPath; sent: Sent; why: 'signIn' | 'stepUp' },
): Promise<Answer> {
  const { request, school, sent, why } = asked
  const next = nextPage(pageBehind(request), school)
  const at = (path: string) => `/s/${school.slug}${path}`
  const { cookies, ip: address } = request
  const visit = await findVisit(parts, context, school.id, { cookies, address })
  if (visit && visit.session.stage !== 'open') {
    return redirect(withNext(at(stagePages[visit.session.stage]), next))
  }
  const sessionToken = tokenIn(cookies, 'session', parts.secure)
  const typed =
    request.method === 'POST'
      ? await keepTyped(parts, context, { schoolId: school.id, sessionToken, page: pathOf(next), sent })
      : null
  const ended = sessionToken !== null && why === 'signIn' ? { why: typed === null ? 'ended' : 'kept' } : {}
  const kept = typed !== null && why === 'stepUp' ? { why: 'kept' } : {}
  const to = withNext(at(why === 'stepUp' ? '/step-up' : '/sign-in'), next, { ...ended, ...kept })
  if (typed === null) return redirect(to)
  const options = { secure: parts.secure, maxAgeSeconds: keptForSeconds }
  return { kind: 'redirect', to, cookies: [setCookie('typed', typed, options)] }
}

/** What was typed on this page before the sign-in ran out. When the form is sent again it is forgotten. */
export async function typedBefore(
  parts: Parts,
  context: Context,
  request: FastifyRequest,
  school: SchoolInPath,
): Promise<Sent | null> {
  const cookie = tokenIn(request.cookies, 'typed', parts.secure)
  if (cookie === null) return null
  const page = pathOf(pageBehind(request))
  if (request.method !== 'GET') {
    await forgetTyped(context, { schoolId: school.id, cookie, page })
    return null
  }
  const sessionToken = tokenIn(request.cookies, 'session', parts.secure)
  return typedOn(context, { schoolId: school.id, sessionToken, cookie, page })
}

function pathOf(address: string): string {
  return address.split('?')[0] ?? ''
}

/** The page that an address belongs to: itself, or for a form the nearest page above where it was sent. */
function pageBehind(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url
  const path = request.url.split('?')[0]?.split('/') ?? []
  const pattern = request.routeOptions.url?.split('/') ?? []
  for (let length = pattern.length; length > 2; length -= 1) {
    if (request.server.hasRoute({ method: 'GET', url: pattern.slice(0, length).join('/') })) {
      return path.slice(0, length).join('/')
    }
  }
  return path.slice(0, 3).join('/')
}
