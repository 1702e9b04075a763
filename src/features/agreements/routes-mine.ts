import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
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
import { findPerson, fullName, namesOf } from '../people/index.ts'
import { agreementRow } from './agreement.ts'
import { asksOfSigner, findAsk } from './ask-store.ts'
import { childsVersion } from './childs-version.ts'
import { minePage, signPage } from './pages-sign.ts'
import { answerForm, signOwn } from './sign-own.ts'
import { signaturesOf } from './signature-store.ts'
import { classNames } from './store.ts'
import { publishedVersion } from './version-store.ts'

const mine = '/agreements/mine'

async function listMine({ context, actor, at, opens }: WebRequest): Promise<Page> {
  const { personId, schoolId } = requirePerson(actor)
  const { asks, names } = await reading(context, actor, async (tx) => {
    const all = await asksOfSigner(tx, schoolId, personId)
    return {
      asks: all,
      names: await namesOf(
        tx,
        schoolId,
        all.map(({ aboutId }) => aboutId),
      ),
    }
  })
  const links = [
    { text: 'Declare an exception to the social media rules', path: '/agreements/declarations/new' },
  ].filter(({ path }) => opens(path))
  const body = minePage({ asks, names, links: links.map(({ text, path }) => ({ text, href: at(path) })), at })
  return page({ title: 'My agreements', section: mine, body })
}

async function drawOwn(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, csrf, once, at, body: sent } = request
  const { personId, schoolId } = requirePerson(actor)
  const view = await reading(context, actor, async (tx) => {
    const ask = await findAsk(tx, actor, idIn({ params }), londonDate(context.clock()))
    if (ask.signerId !== personId) throw new NotFound('request to sign')
    const version = await publishedVersion(tx, schoolId, ask.agreement)
    if (!version) throw new Refused('This agreement is not asked for now.')
    const forChild = ask.signerId !== ask.aboutId
    const child = forChild ? await findPerson(tx, schoolId, ask.aboutId) : null
    const classes = ask.classId === null ? null : await classNames(tx, schoolId, [ask.classId])
    return {
      ask,
      version,
      about: child && { name: fullName(child), className: classes?.get(ask.classId ?? '') ?? null },
      childs: forChild ? await childsVersion(tx, ask) : undefined,
      jobTitle: (await findPerson(tx, schoolId, personId)).jobTitle,
      last: (await signaturesOf(tx, schoolId, ask.id))[0],
    }
  })
  const body = html`${
    view.last &&
    html`<p class="govuk-body">You answered this before. <a class="govuk-link" href="${at(`/agreements/signatures/${view.last.id}/receipt`)}">Your receipt</a></p>`
  }${signPage({
    ...view,
    action: at(`/agreements/mine/${view.ask.id}`),
    csrf,
    once,
    values: typedValues(sent),
    errors,
  })}`
  return page({ title: agreementRow(view.ask.agreement).words, section: mine, errors, body })
}

function answerOwn(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerSent({
    schema: answerForm,
    sent: body,
    save: async (form) => {
      const id = await signOwn(context, actor, idIn({ params }), form)
      return redirect(at(`/agreements/signatures/${id}/receipt`))
    },
    again: (errors) => drawOwn(request, errors),
  })
}

const signs = 'agreements.sign'

export const mineRoutes: readonly Route[] = [
  { method: 'GET', path: mine, may: signs, does: 'Lists what one was asked to sign', answer: listMine },
  {
    method: 'GET',
    path: '/agreements/mine/:id',
    may: signs,
    does: 'Shows an agreement to read and answer',
    answer: (request) => drawOwn(request),
  },
  {
    method: 'POST',
    path: '/agreements/mine/:id',
    may: signs,
    does: 'Signs, refuses or takes back for oneself',
    answer: answerOwn,
  },
]
