// Asks one route of a feature as an actor would, behind the permission that the server checks, and reads the answer.

import { NotAllowed } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { HomeCard, Route, Sent, WebRequest } from '#/platform/web/route.ts'

type Asked = {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: Sent
  homeCards?: readonly HomeCard[]
}

/** The text of the page or file, or the address it leads to. Refuses whoever may not knock, in words. */
export async function askRoute(
  context: Context,
  actor: Actor,
  routes: readonly Route[],
  address: `${'GET' | 'POST'} /${string}`,
  { params = {}, query = {}, body = {}, homeCards = [] }: Asked = {},
): Promise<string> {
  const route = routes.find(({ method, path }) => `${method} ${path}` === address)
  if (!route) throw new Error(`No route answers ${address}`)
  if (route.may !== 'anybody' && route.may !== 'signedIn' && !may(context, actor, route.may)) {
    throw new NotAllowed(`You may not ${route.does}.`)
  }
  const answer = await route.answer(requestOf(context, actor, { params, query, body, homeCards }))
  if (answer.kind === 'redirect') return answer.to
  if (answer.kind === 'download') {
    const { content } = answer
    return Buffer.isBuffer(content) ? content.toString() : (await content.toArray()).join('')
  }
  return `${answer.title}\n${answer.body}`
}

function requestOf(context: Context, actor: Actor, asked: Required<Asked>): WebRequest {
  return {
    ...asked,
    context,
    actor,
    school: { id: actor.schoolId, slug: 'alder', name: 'Alder Primary School' },
    typed: null,
    csrf: 'token-of-this-test',
    once: 'once-of-this-test-0',
    publicUrl: 'http://localhost',
    route: '/page-of-this-test',
    at: (path) => `/s/alder${path}`,
    opens: () => true,
    sees: async () => true,
    nextUpload: async () => null,
    panels: [],
    client: { address: '127.0.0.1', cookies: {}, userAgent: '', fromOwnPage: true },
    id: 'request-of-this-test',
  }
}
