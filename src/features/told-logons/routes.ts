import { may, requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { networkExchange } from './exchange.ts'
import { endTeller, makeTeller, tellerForm } from './keep-teller.ts'
import { logonsNow } from './logon-store.ts'
import { newTellerPage, tellersPage } from './pages.ts'
import { listTellers } from './teller-store.ts'

const section = '/told-logons'
const title = 'Who logged on where'

async function list(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, csrf, once, at, body } = request
  const { schoolId } = requirePerson(actor)
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => ({
    tellers: await listTellers(tx, schoolId),
    here: (await logonsNow(tx, schoolId, now)).length,
  }))
  const drawn = { csrf, once, at, values: typedValues(body), errors }
  const mayKeep = may(context, actor, 'toldLogons.keep')
  return page({ title, section, wide: true, errors, body: tellersPage({ ...view, mayKeep, now }, drawn) })
}

function make(request: WebRequest): Promise<Answer> {
  const { context, actor, body, at, publicUrl } = request
  return answerForm({
    schema: tellerForm,
    sent: body,
    save: async (form) => {
      const { token, until } = await makeTeller(context, actor, form)
      const address = `${publicUrl}${at(networkExchange.path)}`
      const made = newTellerPage({ token: token.reveal(), address, until, kind: form.kind }, { at })
      return page({ title: 'The new token', section, body: made })
    },
    again: (errors) => list(request, errors),
  })
}

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/told-logons',
    may: 'toldLogons.open',
    does: 'shows which systems tell who logged on where',
    answer: (request) => list(request),
  },
  {
    method: 'POST',
    path: '/told-logons',
    may: 'toldLogons.keep',
    does: 'lets a system tell who logged on where',
    stepUp: true,
    answer: make,
  },
  {
    method: 'POST',
    path: '/told-logons/:id/end',
    may: 'toldLogons.keep',
    does: 'ends that a system tells who logged on where',
    answer: async ({ context, actor, params, at }) => {
      await endTeller(context, actor, idIn({ params }))
      return redirect(at(section))
    },
  },
]
