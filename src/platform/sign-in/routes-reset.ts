import { NotFound, Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '../access/access.ts'
import { inTransaction, reading } from '../context.ts'
import { askForSecond, openRequest, type TwoPersonAction } from '../two-person/two-person.ts'
import { idIn } from '../web/path-params.ts'
import { type Answer, type Page, type Route, redirect, type WebRequest } from '../web/route.ts'
import { findLogin } from './login-store.ts'
import { resetPage } from './pages-reset.ts'
import type { Parts } from './parts.ts'
import { type ResetActions, resetSecondFactor } from './reset-second-factor.ts'

/** Both ways to a reset have the same three routes: look, ask, do. */
export function resetRoutes(parts: Parts, actions: ResetActions): readonly Route[] {
  return [
    ...routesOf(parts, actions.usual, '/sign-in/reset/:personId'),
    ...routesOf(parts, actions.breakGlass, '/sign-in/reset/:personId/break-glass'),
  ]
}

function routesOf(parts: Parts, action: TwoPersonAction, path: `/${string}`): readonly Route[] {
  const may = action.breakGlass ? 'signIn.askForBreakGlass' : 'signIn.askForReset'
  return [
    {
      method: 'GET',
      path,
      may,
      does: `shows how far it is to ${action.words}`,
      answer: (request) => show(parts, request, action),
    },
    {
      method: 'POST',
      path: `${path}/ask`,
      may,
      stepUp: true,
      does: `asks a second person to ${action.words}`,
      answer: (request) => ask(parts, request, action),
    },
    {
      method: 'POST',
      path,
      may,
      stepUp: true,
      does: `with a second person's agreement, may ${action.words}`,
      answer: (request) => reset(request, action),
    },
  ]
}

async function show(parts: Parts, request: WebRequest, action: TwoPersonAction, errors = {}): Promise<Page> {
  const actor = requirePerson(request.actor)
  const personId = idIn(request, 'personId')
  const shown = await reading(request.context, actor, async (tx) => {
    if (!(await findLogin(tx, actor.schoolId, personId))) throw new NotFound('sign-in')
    return {
      name: await parts.nameOf(tx, actor.schoolId, personId),
      state: await openRequest(request.context, tx, actor, action, personId),
    }
  })
  return resetPage(request, {
    name: shown.name,
    state: shown.state ?? 'ask',
    path: action.path(personId),
    reviewed: action.breakGlass !== undefined,
    errors,
  })
}

async function ask(parts: Parts, request: WebRequest, action: TwoPersonAction): Promise<Answer> {
  const { context, actor } = request
  const aboutId = idIn(request, 'personId')
  const reason = typeof request.body.reason === 'string' ? request.body.reason : ''
  try {
    await inTransaction(context, actor, async (tx) => {
      if (!(await findLogin(tx, actor.schoolId, aboutId))) throw new NotFound('sign-in')
      await askForSecond(context, tx, actor, { action, aboutId, reason })
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ...(await show(parts, request, action, { reason: error.message })), status: 409 }
  }
  return redirect(request.at(action.path(aboutId)))
}

async function reset(request: WebRequest, action: TwoPersonAction): Promise<Answer> {
  await resetSecondFactor(request.context, request.actor, action, idIn(request, 'personId'))
  return redirect(request.at('/two-person'))
}
