import { reading } from '#/platform/context.ts'
import type { ExchangeAnswer, ExchangeRequest, ExchangeRoute } from '#/platform/web/exchange.ts'
import { type AskedBy, findEntries, findEntry } from './entry-store.ts'
import { changeUser, createUser, removeUser, replaceUser } from './receive-user.ts'
import { may, ofConnection, one, seen } from './scim-answers.ts'
import { asksOf } from './scim-filter.ts'
import { drawList, drawUser, readPaging } from './scim-resource.ts'

const userFilters: Readonly<Record<string, AskedBy>> = {
  id: 'id',
  username: 'userName',
  externalid: 'externalId',
  displayname: 'displayName',
  'emails.value': 'email',
  'emails[type eq "work"].value': 'email',
  active: 'active',
}
async function listUsers(request: ExchangeRequest): Promise<ExchangeAnswer> {
  const { context, actor, query, base } = request
  const asked = asksOf(query.filter, userFilters)
  const paging = readPaging(query)
  const { entries, total } = await reading(context, actor, (tx) =>
    findEntries(tx, ofConnection(request), asked, paging),
  )
  const resources = entries.map((entry) => drawUser(entry, base))
  return { status: 200, body: drawList({ resources, total, startIndex: paging.startIndex }) }
}

export const userRoutes: readonly ExchangeRoute[] = [
  { method: 'GET', path: '/Users', may, does: 'lists accounts of the connection', answer: listUsers },
  {
    method: 'POST',
    path: '/Users',
    may,
    does: 'sends a new account',
    answer: async (request) => {
      const entry = await createUser(request.context, request.actor, request.body)
      return one(request, entry, drawUser(entry, request.base), 201)
    },
  },
  {
    method: 'GET',
    path: '/Users/:id',
    may,
    does: 'shows an account of the connection',
    answer: async (request) => {
      const entry = await reading(request.context, request.actor, (tx) =>
        findEntry(tx, ofConnection(request), seen(request).id),
      )
      return one(request, entry, drawUser(entry, request.base))
    },
  },
  {
    method: 'PUT',
    path: '/Users/:id',
    may,
    does: 'says an account anew',
    answer: async (request) => {
      const entry = await replaceUser(request.context, request.actor, seen(request), request.body)
      return one(request, entry, drawUser(entry, request.base))
    },
  },
  {
    method: 'PATCH',
    path: '/Users/:id',
    may,
    does: 'changes an account',
    answer: async (request) => {
      const entry = await changeUser(request.context, request.actor, seen(request), request.body)
      return one(request, entry, drawUser(entry, request.base))
    },
  },
  {
    method: 'DELETE',
    path: '/Users/:id',
    may,
    does: 'says that an account is gone',
    answer: async (request) => {
      await removeUser(request.context, request.actor, seen(request))
      return { status: 204 }
    },
  },
]
