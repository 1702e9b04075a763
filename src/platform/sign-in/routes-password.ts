import { Refused } from '#/kernel/refusal.ts'
import { readForm } from '../web/read-form.ts'
import { type Answer, type Route, redirect, type WebRequest } from '../web/route.ts'
import { accountsInstead, newPasswordPage, passwordLinkPage } from './pages-password.ts'
import type { Parts } from './parts.ts'
import { choosePasswordByLink, newPasswordForm, openPasswordLink, passwordAsksOf } from './password-link.ts'
import { providersFor } from './providers/connect-by-link.ts'

/** From a link to a password. */
export function passwordRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/new-password/:token',
      may: 'anybody',
      does: 'shows the school and a button, whatever the link is worth',
      answer: async (request) => passwordLinkPage(request, tokenOf(request)),
    },
    {
      method: 'POST',
      path: '/new-password/:token',
      may: 'anybody',
      does: 'opens a link to a new password',
      answer: (request) => openLink(parts, request),
    },
    {
      method: 'POST',
      path: '/new-password/:token/choose',
      may: 'anybody',
      does: 'saves the password that the holder of a link chose',
      answer: (request) => choose(parts, request),
    },
  ]
}

const tokenOf = (request: WebRequest) => (request.params.token ?? '').slice(0, 100)

async function openLink(parts: Parts, request: WebRequest): Promise<Answer> {
  const owner = await openPasswordLink(request.context, request.school.id, tokenOf(request))
  return linkForm(parts, request, owner, {})
}

async function choose(parts: Parts, request: WebRequest): Promise<Answer> {
  const owner = await openPasswordLink(request.context, request.school.id, tokenOf(request))
  const read = readForm(newPasswordForm, request.body)
  if (!read.ok) return linkForm(parts, request, owner, read.errors)
  try {
    await choosePasswordByLink(parts, request.context, request.school, {
      ...read.form,
      token: tokenOf(request),
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return linkForm(parts, request, owner, { password: error.message })
  }
  return redirect(`${request.at('/sign-in')}?why=password`)
}

async function linkForm(
  parts: Parts,
  request: WebRequest,
  { personId, signInName }: { personId: string; signInName: string },
  errors: Readonly<Record<string, string>>,
) {
  const { context, school } = request
  const asks = await passwordAsksOf(parts, context, school.id, personId)
  const kinds = await providersFor(parts, context, school.id, personId)
  return newPasswordPage(request, {
    action: `/new-password/${tokenOf(request)}/choose`,
    csrf: request.csrf,
    signInName,
    asks,
    instead: accountsInstead(request, tokenOf(request), kinds),
    why: 'You will need it every time you sign in.',
    errors,
  })
}
