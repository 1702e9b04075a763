import { dayMs } from '#/kernel/london-time.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
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
import { namesOf } from '../people/index.ts'
import { endKey } from './end-key.ts'
import { makeKey, makeKeyForm } from './make-key.ts'
import { allKeysPage, endedNotice, newKeyPage, overDays, ownKeysPage } from './pages.ts'
import { proxyAddress } from './settings.ts'
import { listKeys, listOver } from './store.ts'

const title = 'Keys for the proxy'
const lately = (now: Date) => ({ now, since: new Date(now.getTime() - overDays * dayMs) })
const look = ({ actor }: WebRequest) =>
  actor.kind === 'person' && actor.roles.has('pupil') ? 'pupil' : 'staff'

async function own(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, csrf, once, at, query } = request
  const { schoolId, personId } = requirePerson(actor)
  const view = await reading(context, actor, async (tx) => ({
    keys: await listKeys(tx, schoolId, context.clock(), personId),
    over: await listOver(tx, schoolId, lately(context.clock()), personId),
    proxy: await readSetting(tx, schoolId, proxyAddress),
  }))
  const drawn = { csrf, once, at, values: typedValues(request.body), errors }
  const body = ownKeysPage(view, drawn)
  return page({ title, look: look(request), errors, body, ...endedNotice(view.over, query.ended ?? '') })
}

function make(request: WebRequest): Promise<Answer> {
  const { context, actor, body, at } = request
  return answerForm({
    schema: makeKeyForm,
    sent: body,
    save: async (form) => {
      const { key, secret, proxy } = await makeKey(context, actor, form)
      const made = newKeyPage({ key, secret: secret.reveal(), proxy }, { at })
      return page({ title: 'Your new key', look: look(request), body: made })
    },
    again: (errors) => own(request, errors),
  })
}

async function all({ context, actor, at, csrf, query }: WebRequest): Promise<Answer> {
  const { schoolId } = actor
  const { keys, over } = await reading(context, actor, async (tx) => {
    const keys = await listKeys(tx, schoolId, context.clock(), null)
    const over = await listOver(tx, schoolId, lately(context.clock()), null)
    const people = [...keys, ...over].map(({ personId }) => personId)
    const enders = over.flatMap(({ endedBy }) => (endedBy === null ? [] : [endedBy]))
    const names = await namesOf(tx, schoolId, [...people, ...enders])
    const nameOf = (id: string | null) => names.get(id ?? '') ?? ''
    return {
      keys: keys.map((key) => ({ ...key, who: nameOf(key.personId) })),
      over: over.map((key) => ({ ...key, who: nameOf(key.personId), by: nameOf(key.endedBy) })),
    }
  })
  const body = allKeysPage({ keys, over }, { at, csrf })
  const notice = endedNotice(over, query.ended ?? '')
  return page({ title, section: '/proxy-keys/all', wide: true, body, ...notice })
}

async function end(
  { context, actor, params, at }: WebRequest,
  whose: 'own' | 'anybody',
  back: string,
): Promise<Answer> {
  const id = idIn({ params })
  await endKey(context, actor, { id, whose })
  return redirect(at(`${back}?ended=${id}`))
}

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/proxy-keys',
    may: 'proxyKeys.own',
    does: 'shows one’s own keys for the proxy',
    answer: (request) => own(request),
  },
  {
    method: 'POST',
    path: '/proxy-keys',
    may: 'proxyKeys.own',
    does: 'makes a key for the proxy',
    answer: make,
  },
  {
    method: 'POST',
    path: '/proxy-keys/:id/end',
    may: 'proxyKeys.own',
    does: 'ends a key of one’s own',
    answer: (request) => end(request, 'own', '/proxy-keys'),
  },
  {
    method: 'GET',
    path: '/proxy-keys/all',
    may: 'proxyKeys.endAny',
    does: 'shows everybody’s keys for the proxy',
    answer: all,
  },
  {
    method: 'POST',
    path: '/proxy-keys/all/:id/end',
    may: 'proxyKeys.endAny',
    does: 'ends a key of anybody',
    answer: (request) => end(request, 'anybody', '/proxy-keys/all'),
  },
]
