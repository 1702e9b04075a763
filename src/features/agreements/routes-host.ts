import { londonDate } from '#/kernel/london-time.ts'
import { reading } from '#/platform/context.ts'
import { answerForm as answerSent, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findPeopleByName, fullName, personKindWords } from '../people/index.ts'
import { agreementRow } from './agreement.ts'
import { hostForm, hostVisitor } from './host-visitor.ts'
import { hostPage } from './pages-host.ts'

async function visitorsNamed({ context, actor, body }: WebRequest) {
  const name = String(body.name ?? '').trim()
  if (name === '') return null
  const today = londonDate(context.clock())
  const found = await reading(context, actor, (tx) =>
    findPeopleByName(tx, actor.schoolId, name.slice(0, 100)),
  )
  return found
    .filter(
      ({ kind, leftOn }) =>
        agreementRow('visitor').kinds.includes(kind) && (leftOn === null || leftOn >= today),
    )
    .map((one) => ({ value: one.id, text: `${fullName(one)}, ${personKindWords[one.kind].toLowerCase()}` }))
}

async function draw(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { csrf, once, at, body: sent } = request
  const found = await visitorsNamed(request)
  const nobody = found?.length === 0
  const shown = nobody ? { name: 'No visitor has that name. Ask the office to add them first.' } : errors
  const body = hostPage({
    visitors: nobody ? null : found,
    values: typedValues(sent),
    errors: shown,
    csrf,
    once,
    at,
  })
  return page({ title: 'I answer for a visitor', section: '/agreements', errors: shown, body })
}

async function send(request: WebRequest): Promise<Answer> {
  const { context, actor, body, at } = request
  if (body.visitorId === undefined) return draw(request, body.name ? {} : { name: 'Enter a name' })
  return answerSent({
    schema: hostForm,
    sent: body,
    save: async (form) => redirect(at(`/agreements/asks/${await hostVisitor(context, actor, form)}`)),
    again: (errors) => draw(request, errors),
  })
}

const hosts = 'agreements.hostVisitors'
const path = '/agreements/visitors/new'

export const hostRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    may: hosts,
    does: 'Shows the form to answer for a visitor',
    answer: (request) => draw(request),
  },
  { method: 'POST', path, may: hosts, does: 'Answers for a visitor, who is asked to sign', answer: send },
]
