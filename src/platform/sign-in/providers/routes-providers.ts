import { requirePerson } from '../../access/access.ts'
import type { Actor } from '../../access/actor.ts'
import { type Context, reading } from '../../context.ts'
import type { FormState } from '../../web/form-routes.ts'
import { answerForm } from '../../web/read-form.ts'
import { type Answer, type Page, type Route, redirect, type WebRequest } from '../../web/route.ts'
import type { Parts } from '../parts.ts'
import { countAccounts, countWithoutPassword } from './account-store.ts'
import { keepProvider, providerForm, turnOff, turnOn } from './keep-provider.ts'
import { hasPassword } from './own-password.ts'
import { providerPage, providersPage, setUpPage } from './pages-providers.ts'
import type { ProviderKind } from './provider.ts'
import { findProvider, providersOf } from './provider-store.ts'
import { kindOf } from './routes-by-provider.ts'

const may = 'signIn.keepProviders'
const one = '/sign-in-providers/:provider'

/** Where a school sets up signing in with Google or Microsoft. */
export function providerRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/sign-in-providers',
      may,
      does: 'shows whether people sign in with Google or Microsoft',
      answer: async (request) => {
        const { context, actor } = request
        const all = await reading(context, actor, (tx) => providersOf(tx, actor.schoolId))
        return providersPage(request, all)
      },
    },
    {
      method: 'GET',
      path: one,
      may,
      does: 'shows how signing in with Google or Microsoft is set up',
      answer: (request) => show(parts, request),
    },
    {
      method: 'GET',
      path: `${one}/set-up`,
      may,
      stepUp: true,
      does: 'asks how signing in with Google or Microsoft is set up',
      answer: (request) => showForm(parts, request),
    },
    {
      method: 'POST',
      path: `${one}/set-up`,
      may,
      stepUp: true,
      does: 'sets up signing in with Google or Microsoft',
      answer: (request) => takeForm(parts, request),
    },
    turns('on', true, 'turns signing in with Google or Microsoft on', turnOn),
    turns('off', false, 'turns signing in with Google or Microsoft off at once', turnOff),
  ]
}

function turns(
  to: 'on' | 'off',
  stepUp: boolean,
  does: string,
  act: (context: Context, actor: Actor, kind: ProviderKind) => Promise<void>,
): Route {
  return {
    method: 'POST',
    path: `${one}/${to}`,
    may,
    stepUp,
    does,
    answer: async (request) => {
      await act(request.context, request.actor, kindOf(request))
      return redirect(request.at(`/sign-in-providers/${kindOf(request)}`))
    },
  }
}

async function show(parts: Parts, request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const kind = kindOf(request)
  const shown = await reading(context, actor, async (tx) => {
    const { schoolId, personId } = requirePerson(actor)
    const provider = (await findProvider(tx, schoolId, kind)) ?? null
    return {
      provider,
      connected: provider ? await countAccounts(tx, schoolId, provider.id) : 0,
      withoutPassword: provider ? await countWithoutPassword(tx, schoolId, provider.id) : 0,
      hasPassword: await hasPassword(tx, schoolId, personId),
    }
  })
  const kindWords = (value: string) =>
    parts.providers.kinds.find((each) => each.value === value)?.text ?? value
  return providerPage(request, { ...shown, kind, kindWords })
}

async function showForm(parts: Parts, request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const kind = kindOf(request)
  const now = await reading(context, actor, (tx) => findProvider(tx, actor.schoolId, kind))
  const kinds = now?.kinds ?? parts.providers.kinds.flatMap((each) => (each.byDefault ? [each.value] : []))
  const values = request.typed ?? { belongsTo: now?.belongsTo ?? '', clientId: now?.clientId ?? '', kinds }
  return draw(parts, request, { values, errors: {}, theirs: null })
}

function takeForm(parts: Parts, request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  const kind = kindOf(request)
  return answerForm({
    schema: providerForm(parts, kind),
    sent: body,
    save: async (form) => {
      await keepProvider(parts, context, actor, kind, form)
      return redirect(request.at(`/sign-in-providers/${kind}`))
    },
    again: (errors, theirs) => draw(parts, request, { values: body, errors, theirs }),
  })
}

async function draw(parts: Parts, request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const kind = kindOf(request)
  const now = await reading(context, actor, (tx) => findProvider(tx, actor.schoolId, kind))
  return setUpPage(request, parts, { kind, isOn: now?.state === 'on' }, state)
}
