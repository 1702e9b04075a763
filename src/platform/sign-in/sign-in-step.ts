import type { PersonActor } from '../access/actor.ts'
import { hasFreshProof } from '../access/proof.ts'
import { type Answer, type Route, redirect, type WebRequest } from '../web/route.ts'
import { nextOf, withNext } from './next-page.ts'
import type { Parts } from './parts.ts'
import { visitOf } from './routes-sign-in.ts'
import { type Session, type Stage, stagePages } from './session.ts'

/** Who stands at a step: somebody with the right password, signed in to the end or not. */
export type Visitor = { actor: PersonActor; session: Session }

/** A page between password and open pages, and the stages at which one may be on it. */
export type Step = Pick<Route, 'method' | 'path' | 'does'> & {
  at: readonly Stage[]
  take: (parts: Parts, request: WebRequest, visitor: Visitor) => Promise<Answer>
}

/**
 * The route of a step. Everybody is led to the one they have reached, and nobody takes another. Who is signed in to
 * the end (`open`) changes what they have there, with fresh proof of identity.
 */
export function stepRoute(parts: Parts, { method, path, does, at, take }: Step): Route {
  return {
    method,
    path,
    does,
    may: 'anybody',
    answer: async (request) => {
      const visit = await visitOf(parts, request)
      const next = nextOf(request)
      if (visit?.actor.kind !== 'person') return redirect(withNext(request.at('/sign-in'), next))
      const { session, actor } = visit
      if (!at.includes(session.stage)) {
        return redirect(
          session.stage === 'open' ? next : withNext(request.at(stagePages[session.stage]), next),
        )
      }
      if (session.stage === 'open' && !hasFreshProof(actor, request.context.clock())) {
        return redirect(withNext(request.at('/step-up'), request.at('/account')))
      }
      return take(parts, request, { session, actor })
    },
  }
}
