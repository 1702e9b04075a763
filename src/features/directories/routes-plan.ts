import * as z from 'zod'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Answer, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findConnection } from './connection-store.ts'
import { openDrift } from './drift-store.ts'
import { agreeToPlan, makePlan } from './make-plan.ts'
import { byHandPage, planPage, planTable } from './pages-plan.ts'
import { countLines, newestPlan, planLines } from './plan-store.ts'
import { logonNames } from './roll-store.ts'
import { connectionIdOf } from './routes-set-up.ts'
import { settleDifference, settleForm } from './settle-drift.ts'

const connectionOf = (request: WebRequest) => (tx: Tx) =>
  findConnection(tx, request.actor.schoolId, connectionIdOf(request))
const hereOf = (request: WebRequest) => request.at(`/directories/${connectionIdOf(request)}`)

async function showPlan(request: WebRequest): Promise<Answer> {
  const { context, actor, query, csrf, once } = request
  const { schoolId } = actor
  const id = connectionIdOf(request)
  const asked = readTableRequest(query, planTable)
  const wanted = { does: asked.filters.does ?? null, offset: asked.offset, most: asked.pageSize }
  const view = await reading(context, actor, async (tx) => {
    const connection = await findConnection(tx, schoolId, id)
    const plan = await newestPlan(tx, schoolId, id)
    const counts = plan ? await countLines(tx, schoolId, plan.id) : []
    const { rows, total } = plan ? await planLines(tx, schoolId, plan.id, wanted) : { rows: [], total: 0 }
    const names = await logonNames(
      tx,
      schoolId,
      rows.map(({ accountId }) => accountId),
    )
    return {
      connection,
      plan,
      counts,
      total,
      rows: rows.map((row) => ({ ...row, logonName: names.get(row.accountId) ?? '' })),
    }
  })
  await recordReads(context, actor, [{ did: 'directories.read', about: { kind: 'directory', id } }])
  const { personId } = requirePerson(actor)
  const keep = may(context, actor, 'directories.keep')
  const agree = !view.plan?.needsSecond || view.plan.madeBy !== personId
  const body = planPage(
    { ...view, request: asked, may: { keep, agree } },
    { csrf, once, here: hereOf(request) },
  )
  const writing = view.plan?.state === 'agreed' ? { againAfterSeconds: 5 } : {}
  return page({ title: 'Plan', section: '/directories', wide: true, body, ...writing })
}

async function showByHand(request: WebRequest): Promise<Answer> {
  const { context, actor, csrf, once } = request
  const { schoolId } = actor
  const id = connectionIdOf(request)
  const { connection, drifts } = await reading(context, actor, async (tx) => {
    const open = await openDrift(tx, schoolId, id)
    const names = await logonNames(
      tx,
      schoolId,
      open.map(({ accountId }) => accountId),
    )
    return {
      connection: await findConnection(tx, schoolId, id),
      drifts: open.map((drift) => ({ ...drift, logonName: names.get(drift.accountId) ?? '' })),
    }
  })
  await recordReads(context, actor, [{ did: 'directories.read', about: { kind: 'directory', id } }])
  const keep = may(context, actor, 'directories.keep')
  const body = byHandPage(connection, drifts, keep, { csrf, once, here: hereOf(request) })
  return page({ title: 'Changed by hand', section: '/directories', body })
}

const planForm = z.object({ planId: z.uuid('Look at the plan again.') })

export const planRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/directories/:connection/plan',
    may: 'directories.open',
    does: 'Shows what would be written to a directory',
    answer: showPlan,
  },
  {
    method: 'POST',
    path: '/directories/:connection/plan',
    may: 'directories.keep',
    does: 'Makes a plan of what would be written to a directory',
    answer: async (request) => {
      await makePlan(request.context, request.actor, connectionIdOf(request))
      return redirect(`${hereOf(request)}/plan`)
    },
  },
  {
    method: 'POST',
    path: '/directories/:connection/plan/agree',
    may: 'directories.keep',
    stepUp: true,
    does: 'Agrees to a plan, which is then written',
    answer: async (request) => {
      const { planId } = await readButton(planForm, request, connectionOf(request))
      await agreeToPlan(request.context, request.actor, connectionIdOf(request), planId)
      return redirect(`${hereOf(request)}/plan`)
    },
  },
  {
    method: 'GET',
    path: '/directories/:connection/by-hand',
    may: 'directories.open',
    does: 'Shows what was changed by hand in a directory',
    answer: showByHand,
  },
  {
    method: 'POST',
    path: '/directories/:connection/by-hand',
    may: 'directories.keep',
    does: 'Settles what was changed by hand in a directory',
    answer: async (request) => {
      const form = await readButton(settleForm, request, connectionOf(request))
      await settleDifference(request.context, request.actor, {
        ...form,
        connectionId: connectionIdOf(request),
      })
      return redirect(`${hereOf(request)}/by-hand`)
    },
  },
]
