import { may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { answerForm } from '#/platform/web/read-form.ts'
import {
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import type { Connection } from './connection.ts'
import { connectionsOf, findConnection } from './connection-store.ts'
import { newestDeeds } from './deed-store.ts'
import { countDrift } from './drift-store.ts'
import { pauseConnection } from './keep-connection.ts'
import { directoriesPage, directoryPage, type Health } from './pages.ts'
import { logonNames } from './roll-store.ts'
import { connectionIdOf } from './routes-set-up.ts'
import { unlockForm, unlockLogon } from './unlock-logon.ts'
import { declinedOf, queueOf } from './waiting-store.ts'

async function healthOf(tx: Tx, { schoolId }: Actor, connection: Connection): Promise<Health> {
  return {
    connection,
    queue: await queueOf(tx, schoolId, connection.id),
    drift: await countDrift(tx, schoolId, connection.id),
  }
}

async function list({ context, actor, at }: WebRequest): Promise<Page> {
  const all = await reading(context, actor, async (tx) => {
    const healths: Health[] = []
    for (const one of await connectionsOf(tx, actor.schoolId)) healths.push(await healthOf(tx, actor, one))
    return healths
  })
  const body = directoriesPage(all, may(context, actor, 'directories.keep'), at)
  return page({ title: 'Directories', section: '/directories', body })
}

const deedsShown = 50

async function show(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, csrf, once, at, body: values } = request
  const { schoolId } = actor
  const id = connectionIdOf(request)
  const view = await reading(context, actor, async (tx) => {
    const health = await healthOf(tx, actor, await findConnection(tx, schoolId, id))
    const declined = await declinedOf(tx, schoolId, id)
    const deeds = await newestDeeds(tx, schoolId, id, deedsShown)
    const ids = [...declined, ...deeds].flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))
    const names = await logonNames(tx, schoolId, ids)
    return {
      ...health,
      declined: declined.map((one) => ({ ...one, logonName: names.get(one.accountId) ?? '' })),
      deeds: deeds.map((one) => ({ ...one, logonName: names.get(one.accountId ?? '') ?? null })),
    }
  })
  await recordReads(context, actor, [{ did: 'directories.read', about: { kind: 'directory', id } }])
  const mayKeep = may(context, actor, 'directories.keep')
  const drawn = { csrf, once, at, values, errors }
  const body = directoryPage({ ...view, mayKeep }, drawn)
  return page({ title: view.connection.name, section: '/directories', body, errors })
}

const back = (request: WebRequest) => redirect(request.at(`/directories/${connectionIdOf(request)}`))

const pauses = (path: 'pause' | 'go-on', does: string): Route => ({
  method: 'POST',
  path: `/directories/:connection/${path}`,
  may: 'directories.keep',
  does,
  answer: async (request) => {
    await pauseConnection(request.context, request.actor, connectionIdOf(request), path === 'pause')
    return back(request)
  },
})

export const connectionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/directories',
    may: 'directories.open',
    does: 'Lists the school’s directories',
    answer: list,
  },
  {
    method: 'GET',
    path: '/directories/:connection',
    may: 'directories.open',
    does: 'Shows how a directory is, and what was written there',
    answer: (request) => show(request),
  },
  pauses('pause', 'Stops writing to a directory'),
  pauses('go-on', 'Goes on writing to a directory'),
  {
    method: 'POST',
    path: '/directories/:connection/unlock',
    may: 'directories.keep',
    does: 'Unlocks a logon after wrong passwords',
    answer: (request) =>
      answerForm({
        schema: unlockForm,
        sent: request.body,
        save: async ({ logonName }) => {
          const { context, actor } = request
          await unlockLogon(context, actor, connectionIdOf(request), logonName)
          return back(request)
        },
        again: (errors) => show(request, errors),
      }),
  },
]
