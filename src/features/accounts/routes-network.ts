import { may, requirePerson } from '#/platform/access/access.ts'
import { type PersonActor, personOf } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findPerson, fullName } from '../people/index.ts'
import { endException, exceptionForm, grantException } from './grant-exception.ts'
import { holdsOf } from './hold-store.ts'
import { networkPage } from './pages-network.ts'
import { mayGivePassword } from './reset-password.ts'
import { networkStateOf } from './settle-network.ts'
import { giveBack, stopByHand, stopForm } from './stop-by-hand.ts'
import { accountsOf } from './store.ts'

const home = ({ at, params }: WebRequest) => at(`/people/${idIn({ params }, 'person')}/network`)

async function show(request: WebRequest, sent: Sent = {}, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, csrf, once, at } = request
  const personId = idIn({ params }, 'person')
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => ({
    name: fullName(await findPerson(tx, actor.schoolId, personId)),
    state: await networkStateOf(tx, actor.schoolId, personId, now),
    ...(await accountsShown(context, tx, requirePerson(actor), personId)),
    ahead: (await holdsOf(tx, actor.schoolId, personId)).filter(({ startsAt }) => startsAt > now),
  }))
  await recordReads(context, actor, [{ did: 'accounts.read', about: { kind: 'person', id: personId } }])
  const body = networkPage(
    {
      ...view,
      personId,
      may: {
        keep: may(context, actor, 'accounts.keep'),
        reset: view.mayReset,
        except: may(context, actor, 'accounts.grantException'),
        isThemselves: personOf(actor) === personId,
      },
    },
    { csrf, once, at, values: typedValues(sent), errors },
  )
  return page({ title: 'Network', section: '/accounts', errors, body })
}

async function accountsShown(context: Context, tx: Tx, actor: PersonActor, personId: string) {
  const accounts = await accountsOf(tx, actor.schoolId, personId)
  const inUse = accounts.find(({ closedAt }) => closedAt === null)
  return { accounts, mayReset: inUse !== undefined && (await mayGivePassword(context, tx, actor, inUse)) }
}

function grant(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body } = request
  const sent = withDates(body, ['lastDay']) as Sent
  return answerForm({
    schema: exceptionForm,
    sent,
    save: async (form) => {
      await grantException(context, actor, { ...form, personId: idIn({ params }, 'person') })
      return redirect(home(request))
    },
    again: (errors) => show(request, { lastDay: '', ...sent }, errors),
  })
}

async function endIt(request: WebRequest): Promise<Answer> {
  await endException(request.context, request.actor, idIn(request, 'person'))
  return redirect(home(request))
}

function stop(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body } = request
  return answerForm({
    schema: stopForm,
    sent: body.stopWhy === undefined ? {} : { why: body.stopWhy },
    save: async ({ why }) => {
      await stopByHand(context, actor, { personId: idIn({ params }, 'person'), why })
      return redirect(home(request))
    },
    again: ({ why = '', ...others }) => show(request, body, { ...others, ...(why ? { stopWhy: why } : {}) }),
  })
}

async function giveItBack(request: WebRequest): Promise<Answer> {
  await giveBack(request.context, request.actor, idIn(request, 'person'))
  return redirect(home(request))
}

const path = '/people/:person/network'

export const networkRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    may: 'accounts.open',
    does: 'Shows what works of a person’s network, and why not',
    answer: (request) => show(request),
  },
  {
    method: 'POST',
    path: `${path}/exception`,
    may: 'accounts.grantException',
    does: 'Lets somebody on to the network without a signature',
    answer: grant,
  },
  {
    method: 'POST',
    path: `${path}/exception/end`,
    may: 'accounts.grantException',
    does: 'Ends an exception',
    answer: endIt,
  },
  {
    method: 'POST',
    path: `${path}/stop`,
    may: 'accounts.keep',
    does: 'Stops a person’s network',
    answer: stop,
  },
  {
    method: 'POST',
    path: `${path}/give-back`,
    may: 'accounts.keep',
    does: 'Gives back a network that was stopped by hand',
    answer: giveItBack,
  },
]
