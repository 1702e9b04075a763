// SCIM 2.0 (RFC 7643, RFC 7644) under /s/<school>/scim/v2: what another system asks with its token.

import { NotFound } from '#/kernel/refusal.ts'
import type { Exchange, ExchangeAnswer, ExchangeRoute } from '#/platform/web/exchange.ts'
import { knowSource } from './know-source.ts'
import { groupRoutes } from './routes-scim-groups.ts'
import { userRoutes } from './routes-scim-users.ts'
import { may } from './scim-answers.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './scim-discovery.ts'
import { ScimRefused } from './scim-refusal.ts'
import { type Drawn, drawError, drawList } from './scim-resource.ts'

const all = (resources: readonly Drawn[]): ExchangeAnswer => ({
  status: 200,
  body: drawList({ resources, total: resources.length, startIndex: 1 }),
})

function named(resources: readonly Drawn[], id: string | undefined): ExchangeAnswer {
  const found = resources.find((resource) => resource.id === id)
  if (!found) throw new NotFound('page')
  return { status: 200, body: found }
}

const discovery: readonly ExchangeRoute[] = [
  {
    method: 'GET',
    path: '/ServiceProviderConfig',
    may,
    does: 'says what provisioning can do here',
    answer: async ({ base }) => ({ status: 200, body: serviceProviderConfig(base) }),
  },
  {
    method: 'GET',
    path: '/ResourceTypes',
    may,
    does: 'lists what can be provisioned',
    answer: async ({ base }) => all(resourceTypes(base)),
  },
  {
    method: 'GET',
    path: '/ResourceTypes/:schema',
    may,
    does: 'shows one sort of what can be provisioned',
    answer: async ({ base, params }) => named(resourceTypes(base), params.schema),
  },
  {
    method: 'GET',
    path: '/Schemas',
    may,
    does: 'lists what accounts and groups consist of',
    answer: async ({ base }) => all(schemas(base)),
  },
  {
    method: 'GET',
    path: '/Schemas/:schema',
    may,
    does: 'shows what an account or a group consists of',
    answer: async ({ base, params }) => named(schemas(base), params.schema),
  },
]

export const scim: Exchange = {
  path: '/scim/v2',
  contentType: 'application/scim+json',
  routes: [...discovery, ...userRoutes, ...groupRoutes],
  identify: ({ context, school, token, address }) =>
    knowSource(context, { schoolId: school.id, token, address }),
  refusal: ({ status, sentence, error }) => {
    const own = error instanceof ScimRefused ? error : null
    const code = own?.status ?? status
    return { status: code, body: drawError(code, sentence, own?.scimType ?? null) }
  },
}
