import * as z from 'zod'
import { dayMs } from '#/kernel/london-time.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { openRequest } from '#/platform/two-person/two-person.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { type FormRoutes, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, readButton } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import type { Outcome } from './connection.ts'
import { connectionsOf, findConnection, tokensOf } from './connection-store.ts'
import { newestDeeds } from './deed-store.ts'
import { countClosed, waitingEntries } from './entry-store.ts'
import { askToGoOn, closeMany, goOn } from './go-on.ts'
import { groupsWithCounts } from './group-store.ts'
import { addConnection, connectionForm, endConnection, endToken, makeToken } from './keep-connection.ts'
import { connectionsPage, type Listed, newConnectionPage, tokenPage } from './pages.ts'
import { type ConnectionView, connectionPage } from './pages-connection.ts'
import { logPage, logTable } from './pages-log.ts'

const section = '/provisioning'
const path = '/provisioning/:connection'
const shownDeeds = 10
const tokenForm = z.object({ tokenId: z.uuid('Go back and choose again.') })

/** The connection that an address names. */
export const connectionIdIn = ({ params }: WebRequest): string => idIn({ params }, 'connection')
const addressOf = ({ publicUrl, at }: WebRequest): string => `${publicUrl}${at('/scim/v2')}`
const back = (request: WebRequest) => redirect(request.at(`/provisioning/${connectionIdIn(request)}`))

async function list({ context, actor, at }: WebRequest): Promise<Page> {
  const { schoolId } = actor
  const all = await reading(context, actor, async (tx) => {
    const listed: Listed[] = []
    for (const connection of await connectionsOf(tx, schoolId)) {
      const times = (await tokensOf(tx, schoolId, connection.id)).map(
        ({ lastUsedAt }) => lastUsedAt?.getTime() ?? 0,
      )
      const waiting = (await waitingEntries(tx, { schoolId, connectionId: connection.id })).length
      const heard = Math.max(0, ...times)
      listed.push({ connection, heardAt: heard === 0 ? null : new Date(heard), waiting })
    }
    return listed
  })
  const body = connectionsPage(all, may(context, actor, 'provisioning.keep'), at)
  return page({ title: 'Provisioning', section, body })
}

async function show(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor } = request
  const id = connectionIdIn(request)
  const view = await read(request, errors)
  await recordReads(context, actor, [
    { did: 'provisioning.opened', about: { kind: 'provisioningConnection', id } },
  ])
  return page({ title: view.connection.name, section, body: connectionPage(view), errors, wide: true })
}

function read(request: WebRequest, errors: FieldErrors): Promise<ConnectionView> {
  const { context, actor } = request
  const of = { schoolId: actor.schoolId, connectionId: connectionIdIn(request) }
  const now = context.clock()
  return reading(context, actor, async (tx) => {
    const connection = await findConnection(tx, of.schoolId, of.connectionId)
    const tokens = await tokensOf(tx, of.schoolId, of.connectionId)
    const wanted = { outcome: null, offset: 0, most: shownDeeds }
    return {
      ...request,
      connection,
      address: addressOf(request),
      tokens,
      names: await namesOf(
        tx,
        of.schoolId,
        tokens.map(({ madeBy }) => madeBy),
      ),
      counts: await countClosed(tx, of, new Date(now.getTime() - dayMs)),
      waiting: await waitingEntries(tx, of),
      groups: await groupsWithCounts(tx, of),
      deeds: (await newestDeeds(tx, of, wanted)).deeds,
      second: await openRequest(context, tx, requirePerson(actor), closeMany, of.connectionId),
      may: {
        keep: may(context, actor, 'provisioning.keep'),
        settle: may(context, actor, 'provisioning.settle'),
      },
      errors,
      now,
    }
  })
}

async function log({ context, actor, query, params, at }: WebRequest): Promise<Page> {
  const of = { schoolId: actor.schoolId, connectionId: idIn({ params }, 'connection') }
  const request = readTableRequest(query, logTable)
  const outcome = (request.filters.outcome ?? null) as Outcome | null
  const found = await reading(context, actor, async (tx) => ({
    connection: await findConnection(tx, of.schoolId, of.connectionId),
    ...(await newestDeeds(tx, of, { outcome, offset: request.offset, most: request.pageSize })),
  }))
  await recordReads(context, actor, [
    { did: 'provisioning.opened', about: { kind: 'provisioningConnection', id: of.connectionId } },
  ])
  return page({
    title: 'Everything that came in',
    section,
    wide: true,
    body: logPage({ ...found, request, maySettle: may(context, actor, 'provisioning.settle') }, at),
  })
}

async function newToken(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const id = connectionIdIn(request)
  const made = await makeToken(context, actor, id)
  const connection = await reading(context, actor, (tx) => findConnection(tx, actor.schoolId, id))
  const shown = { ...made, connection, address: addressOf(request), back: request.at(`/provisioning/${id}`) }
  return page({ title: 'The new token', section, body: tokenPage(shown) })
}

const adding: FormRoutes<typeof connectionForm._output> = {
  path: '/provisioning/new',
  may: 'provisioning.keep',
  stepUp: true,
  does: 'connects a system that says who has an account',
  schema: connectionForm,
  draw: async (request, state) =>
    page({
      title: 'Connect a system',
      section,
      errors: state.errors,
      body: newConnectionPage(request, state),
    }),
  save: async ({ context, actor, at }, form) =>
    redirect(at(`/provisioning/${await addConnection(context, actor, form)}`)),
}

type Button = Pick<Route, 'may' | 'does' | 'answer'> & { name: string; stepUp?: boolean }
const button = ({ name, ...route }: Button): Route => ({ method: 'POST', path: `${path}/${name}`, ...route })

const asking = (request: WebRequest): Promise<Answer> =>
  answerForm({
    schema: z.object({
      reason: z.string().trim().min(10, 'Say why in a sentence, so that the second person can decide'),
    }),
    sent: request.body,
    save: async ({ reason }) => {
      await askToGoOn(request.context, request.actor, { connectionId: connectionIdIn(request), reason })
      return back(request)
    },
    again: (errors) => show(request, errors),
  })

export const connectionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/provisioning',
    may: 'provisioning.open',
    does: 'lists systems that say who has an account',
    answer: list,
  },
  ...formRoutes(adding),
  {
    method: 'GET',
    path,
    may: 'provisioning.open',
    does: 'shows how a connected system is, and what came in',
    answer: (request) => show(request),
  },
  {
    method: 'GET',
    path: `${path}/log`,
    may: 'provisioning.open',
    does: 'lists everything that a connected system sent',
    answer: log,
  },
  button({ name: 'tokens', may: 'provisioning.keep', stepUp: true, does: 'makes a token', answer: newToken }),
  button({
    name: 'tokens/end',
    may: 'provisioning.keep',
    stepUp: true,
    does: 'ends a token',
    answer: async (request) => {
      const { context, actor } = request
      const connectionId = connectionIdIn(request)
      const find = (tx: Tx) => findConnection(tx, actor.schoolId, connectionId)
      const { tokenId } = await readButton(tokenForm, request, find)
      await endToken(context, actor, { connectionId, tokenId })
      return back(request)
    },
  }),
  button({
    name: 'end',
    may: 'provisioning.keep',
    stepUp: true,
    does: 'ends a connection with its tokens',
    answer: async (request) => {
      await endConnection(request.context, request.actor, connectionIdIn(request))
      return back(request)
    },
  }),
  button({
    name: 'ask',
    may: 'provisioning.settle',
    stepUp: true,
    does: 'asks a second person to let a stopped connection go on',
    answer: asking,
  }),
  button({
    name: 'go-on',
    may: 'provisioning.settle',
    stepUp: true,
    does: 'lets a stopped connection go on',
    answer: async (request) => {
      await goOn(request.context, request.actor, connectionIdIn(request))
      return back(request)
    },
  }),
]
