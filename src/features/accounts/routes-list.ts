import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { type Page, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { type AccountKind, accountKindNames } from './account.ts'
import { accountsPage, accountTable } from './pages-list.ts'
import { listAccounts } from './store.ts'

async function list({ context, actor, query, body: sent, csrf, at }: WebRequest): Promise<Page> {
  const words = typeof sent.words === 'string' ? sent.words.trim().slice(0, 64) : ''
  const request = readTableRequest(query, accountTable)
  const { kind, state } = request.filters
  const { rows, total } = await reading(context, actor, (tx) =>
    listAccounts(tx, actor.schoolId, {
      kind: accountKindNames.find((name) => name === kind) ?? (null as AccountKind | null),
      stopped: state === undefined ? null : state === 'stopped',
      words,
      offset: request.offset,
      most: request.pageSize,
    }),
  )
  await recordReads(context, actor, [{ did: 'accounts.listed' }])
  return page({
    title: 'Network logons',
    section: '/accounts',
    wide: true,
    body: accountsPage({
      rows,
      total,
      request,
      words,
      csrf,
      mayKeep: may(context, actor, 'accounts.keep'),
      at,
    }),
  })
}

export const listRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts',
    may: 'accounts.open',
    does: 'Lists logons to the network',
    answer: list,
  },
  {
    method: 'POST',
    path: '/accounts',
    may: 'accounts.open',
    does: 'Searches logons by name',
    answer: list,
  },
]
