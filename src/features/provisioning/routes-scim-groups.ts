import { reading } from '#/platform/context.ts'
import type { ExchangeAnswer, ExchangeRequest, ExchangeRoute } from '#/platform/web/exchange.ts'
import { findGroup, findGroups, type GroupAskedBy, membersOf } from './group-store.ts'
import { changeGroup, createGroup, type GroupSeen, removeGroup, replaceGroup } from './receive-group.ts'
import { may, ofConnection, one, seen } from './scim-answers.ts'
import { asksOf } from './scim-filter.ts'
import { type Drawn, drawGroup, drawList, readPaging } from './scim-resource.ts'

const groupFilters: Readonly<Record<string, GroupAskedBy>> = {
  id: 'id',
  displayname: 'name',
  externalid: 'externalId',
  members: 'member',
  'members.value': 'member',
}

async function listGroups(request: ExchangeRequest): Promise<ExchangeAnswer> {
  const { context, actor, query, base } = request
  const of = ofConnection(request)
  const asked = asksOf(query.filter, groupFilters)
  const paging = readPaging(query)
  return reading(context, actor, async (tx) => {
    const { groups, total } = await findGroups(tx, of, asked, paging)
    const resources: Drawn[] = []
    for (const group of groups) {
      const members = wantsMembers(request)
        ? (await membersOf(tx, of, group.id)).map(({ entryId }) => entryId)
        : null
      resources.push(drawGroup(group, members, base))
    }
    return { status: 200, body: drawList({ resources, total, startIndex: paging.startIndex }) }
  })
}

const wantsMembers = ({ query }: ExchangeRequest): boolean =>
  !(query.excludedAttributes ?? '')
    .toLowerCase()
    .split(',')
    .some((name) => name.trim() === 'members')

async function showGroup(request: ExchangeRequest): Promise<ExchangeAnswer> {
  const { context, actor } = request
  const of = ofConnection(request)
  const { id } = seen(request)
  const found = await reading(context, actor, async (tx) => ({
    group: await findGroup(tx, of, id),
    members: (await membersOf(tx, of, id)).map(({ entryId }) => entryId),
  }))
  return groupAnswer(request, found)
}

function groupAnswer(request: ExchangeRequest, { group, members }: GroupSeen, status = 200): ExchangeAnswer {
  return one(request, group, drawGroup(group, wantsMembers(request) ? members : null, request.base), status)
}

export const groupRoutes: readonly ExchangeRoute[] = [
  { method: 'GET', path: '/Groups', may, does: 'lists groups of the connection', answer: listGroups },
  {
    method: 'POST',
    path: '/Groups',
    may,
    does: 'sends a new group',
    answer: async (request) => {
      const found = await createGroup(request.context, request.actor, request.body)
      return groupAnswer(request, found, 201)
    },
  },
  {
    method: 'GET',
    path: '/Groups/:id',
    may,
    does: 'shows a group of the connection',
    answer: showGroup,
  },
  {
    method: 'PUT',
    path: '/Groups/:id',
    may,
    does: 'says a group anew',
    answer: async (request) => {
      const found = await replaceGroup(request.context, request.actor, seen(request), request.body)
      return groupAnswer(request, found)
    },
  },
  {
    method: 'PATCH',
    path: '/Groups/:id',
    may,
    does: 'changes a group',
    answer: async (request) => {
      const found = await changeGroup(request.context, request.actor, seen(request), request.body)
      return groupAnswer(request, found)
    },
  },
  {
    method: 'DELETE',
    path: '/Groups/:id',
    may,
    does: 'says that a group is gone',
    answer: async (request) => {
      await removeGroup(request.context, request.actor, seen(request))
      return { status: 204 }
    },
  },
]
