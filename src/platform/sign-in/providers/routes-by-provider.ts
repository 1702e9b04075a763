import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '../../access/access.ts'
import { type Answer, type Redirect, type Route, redirect, type WebRequest } from '../../web/route.ts'
import { dropCookie, setCookie, tokenIn } from '../cookies.ts'
import { nextOf, withNext } from '../next-page.ts'
import type { Parts } from '../parts.ts'
import { openPasswordLink } from '../password-link.ts'
import { carryOn } from '../routes-sign-in.ts'
import { hashToken } from '../session.ts'
import { connectAccount, disconnectOwnAccount } from './connect-account.ts'
import { connectByLink } from './connect-by-link.ts'
import { triedPage } from './pages-providers.ts'
import { accountIn, isProviderKind, type ProviderKind } from './provider.ts'
import type { Trip } from './provider-store.ts'
import type { Trouble } from './sentences.ts'
import { signInByProvider } from './sign-in-by-provider.ts'
import { type Arrival, arrive, type Outset, setOut, tripLastsSeconds } from './trip.ts'
import { tryProvider } from './try-provider.ts'

/** Signing in with an account at Google or Microsoft, and one's own account there. */
export function byProviderRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/sign-in/with/:provider',
      may: 'anybody',
      does: 'leads to Google or Microsoft to sign in',
      answer: (request) => lead(parts, request, 'signIn'),
    },
    {
      method: 'GET',
      path: '/sign-in/with/:provider/back',
      may: 'anybody',
      does: 'takes whoever comes back from Google or Microsoft',
      answer: (request) => answerBack(parts, request),
    },
    {
      method: 'GET',
      path: '/new-password/:token/with/:provider',
      may: 'anybody',
      does: 'leads whoever was invited to Google or Microsoft to connect their account',
      answer: (request) => leadInvited(parts, request),
    },
    {
      method: 'GET',
      path: '/account/connect/:provider',
      may: 'signedIn',
      stepUp: true,
      does: 'leads to Google or Microsoft to connect one’s own account',
      answer: (request) => lead(parts, request, 'connect'),
    },
    {
      method: 'POST',
      path: '/account/disconnect/:provider',
      may: 'signedIn',
      does: 'disconnects one’s own account at Google or Microsoft',
      answer: disconnect,
    },
    {
      method: 'GET',
      path: '/sign-in-providers/:provider/try',
      may: 'signIn.keepProviders',
      stepUp: true,
      does: 'leads to Google or Microsoft to try the connection',
      answer: (request) => lead(parts, request, 'try'),
    },
  ]
}

/** The provider that an address names. */
export function kindOf({ params }: WebRequest): ProviderKind {
  if (!isProviderKind(params.provider)) throw new NotFound('sign-in provider')
  return params.provider
}

/** From the pages of the link alone: a message that led here would connect its reader’s account to its sender’s sign-in. */
async function leadInvited(parts: Parts, request: WebRequest): Promise<Answer> {
  const kind = kindOf(request)
  const token = (request.params.token ?? '').slice(0, 100)
  const linkPage = request.at(`/new-password/${token}`)
  if (!request.client.fromOwnPage) return redirect(linkPage)
  await openPasswordLink(request.context, request.school.id, token)
  const going = { kind, next: nextOf(request), purpose: 'invitation', traveller: null } as const
  const outset = await setOut(parts, request, { ...going, linkHash: hashToken(token) })
  if ('trouble' in outset)
    return redirect(withNext(linkPage, going.next, { why: outset.trouble, with: kind }))
  return leave(parts, outset)
}

async function lead(
  parts: Parts,
  request: WebRequest,
  purpose: 'signIn' | 'connect' | 'try',
): Promise<Answer> {
  const kind = kindOf(request)
  const next = nextOf(request)
  const going =
    purpose === 'signIn'
      ? ({ kind, next, purpose, traveller: null, linkHash: null } as const)
      : ({ kind, next, purpose, traveller: requirePerson(request.actor), linkHash: null } as const)
  const outset: Outset | { trouble: Trouble } = await setOut(parts, request, going)
  if ('trouble' in outset) return redirect(toldAt(request, { purpose, next }, outset.trouble))
  return leave(parts, outset)
}

function leave({ secure }: Parts, { to, token }: Outset): Redirect {
  const options = { secure, maxAgeSeconds: tripLastsSeconds }
  return { kind: 'redirect', to, cookies: [setCookie('provider', token, options)] }
}

/** The page on which a way that led nowhere is explained. */
function toldAt(
  request: WebRequest,
  { purpose, next }: Pick<Trip, 'purpose' | 'next'>,
  why: Trouble,
): string {
  const kind = kindOf(request)
  const pages = { connect: '/account', try: `/sign-in-providers/${kind}` }
  const page = purpose === 'connect' || purpose === 'try' ? pages[purpose] : '/sign-in'
  // The link itself is kept nowhere, so whoever came by it opens it again.
  return withNext(request.at(page), next, {
    why: purpose === 'invitation' ? 'notConnected' : why,
    with: kind,
  })
}

async function answerBack(parts: Parts, request: WebRequest): Promise<Answer> {
  const kind = kindOf(request)
  const token = tokenIn(request.client.cookies, 'provider', parts.secure)
  const arrival = await arrive(parts, request, kind, token)
  if (!arrival.arrived) {
    const trip = arrival.trip ?? { purpose: 'signIn', next: nextOf(request) }
    return home(parts, redirect(toldAt(request, trip, arrival.why)))
  }
  const { trip } = arrival
  if (trip.purpose === 'signIn' || trip.purpose === 'invitation') return signIn(parts, request, arrival)
  const actor = requirePerson(request.actor)
  if (actor.personId !== trip.personId) {
    return home(parts, redirect(toldAt(request, { ...trip, purpose: 'signIn' }, 'tripOver')))
  }
  const { provider } = arrival
  const account = accountIn(arrival.claims, provider)
  if (trip.purpose === 'try') {
    return triedPage(request, provider, await tryProvider(request.context, actor, { provider, account }))
  }
  await connectAccount(request.context, actor, { provider, account })
  return home(parts, redirect(request.at('/account')))
}

async function signIn(
  parts: Parts,
  request: WebRequest,
  { provider, claims, trip }: Arrival & { arrived: true },
): Promise<Answer> {
  const { context, school, client } = request
  const account = accountIn(claims, provider)
  const asked = { provider, account, userAgent: client.userAgent }
  const moved =
    trip.linkHash === null
      ? await signInByProvider(parts, context, school.id, asked)
      : await connectByLink(parts, context, school.id, { ...asked, linkHash: trip.linkHash })
  if (!moved) return home(parts, redirect(toldAt(request, trip, 'nobody')))
  return carryOn(parts, request, moved, [dropCookie('provider', parts.secure)], trip.next)
}

function home(parts: Parts, to: Redirect): Redirect {
  return { ...to, cookies: [dropCookie('provider', parts.secure)] }
}

async function disconnect(request: WebRequest): Promise<Answer> {
  const actor = requirePerson(request.actor)
  await disconnectOwnAccount(request.context, actor, kindOf(request))
  return redirect(request.at('/account'))
}
