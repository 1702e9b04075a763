import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type Answer, redirect, type SchoolInPath, type Sent } from '../web/route.ts'
import { findVisit } from './identify.ts'
import { nextPage, withNext } from './next-page.ts'
import type { Parts } from './parts.ts'
import { stagePages } from './session.ts'

/** Where somebody goes who has to sign in, finish signing in, or prove again who they are. */
export async function askToSignIn(
  parts: Parts,
  context: Context,
  asked: { request: FastifyRequest; school: SchoolInPath; sent: Sent; why: 'signIn' | 'stepUp' },
): Promise<Answer> {
  const { request, school, why } = asked
  const next = nextPage(pageBehind(request), school)
  const at = (path: string) => `/s/${school.slug}${path}`
  const visit = await findVisit(parts, context, school.id, request.cookies)
  if (visit && visit.session.stage !== 'open')
    return redirect(withNext(at(stagePages[visit.session.stage]), next))
  if (why === 'stepUp') return redirect(withNext(at('/step-up'), next))
  return redirect(withNext(at('/sign-in'), next))
}

/** The page that an address belongs to: itself, or for a form the nearest page above where it was sent. */
export function pageBehind(request: FastifyRequest): string {
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
