import { reading } from '#/platform/context.ts'
import { type DrawForm, type FormRoutes, type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import type { Connection } from './connection.ts'
import { findConnection } from './connection-store.ts'
import {
  addConnection,
  bindForm,
  changeBind,
  changePlaces,
  changeWhere,
  placeForm,
  whereForm,
} from './keep-connection.ts'
import { placesPage, signInPage, wherePage } from './pages-set-up.ts'

/** The connection that an address names. */
export const connectionIdOf = ({ params }: WebRequest) => idIn({ params }, 'connection')

const found = (request: WebRequest): Promise<Connection> =>
  reading(request.context, request.actor, (tx) =>
    findConnection(tx, request.actor.schoolId, connectionIdOf(request)),
  )

type Draw = typeof wherePage

async function drawAt(
  path: `/${string}`,
  [title, draw]: readonly [string, Draw],
  { csrf, once, at }: WebRequest,
  state: FormState,
): Promise<Page> {
  const body = draw({ csrf, once, action: at(path), state })
  return page({ title, section: '/directories', body, errors: state.errors })
}

/** One step of the set-up, of a directory that this school has. */
const step =
  (name: string, title: string, draw: Draw): DrawForm =>
  async (request, state) => {
    const { id } = await found(request)
    return drawAt(`/directories/${id}/${name}`, [title, draw], request, state)
  }

const usual = { may: 'directories.keep', stepUp: true } as const
const asksWhere = ['Where is the directory?', wherePage] as const

const added: FormRoutes<typeof whereForm._output> = {
  ...usual,
  path: '/directories/new',
  does: 'connects a directory: where it is',
  schema: whereForm,
  start: async () => ({ port: '636', security: 'ldaps' }),
  draw: (request, state) => drawAt('/directories/new', asksWhere, request, state),
  save: async ({ context, actor, at }, where) => {
    const id = await addConnection(context, actor, where)
    return redirect(at(`/directories/${id}/sign-in`))
  },
}

const where: FormRoutes<typeof whereForm._output> = {
  ...usual,
  path: '/directories/:connection/where',
  does: 'changes where a directory is',
  schema: whereForm,
  start: async (request) => {
    const { name, dialect, host, port, security, trusted } = await found(request)
    return { name, dialect, host, port: String(port), security, trusted: trusted ?? '' }
  },
  draw: step('where', ...asksWhere),
  save: async (request, form) => {
    await changeWhere(request.context, request.actor, connectionIdOf(request), form)
    return redirect(request.at(`/directories/${connectionIdOf(request)}`))
  },
}

const signIn: FormRoutes<typeof bindForm._output> = {
  ...usual,
  path: '/directories/:connection/sign-in',
  does: 'says as whom Schoolkeeper signs in to a directory',
  schema: bindForm,
  start: async (request) => ({ bindName: (await found(request)).bindName ?? '' }),
  draw: step('sign-in', 'As whom does Schoolkeeper sign in?', signInPage),
  save: async (request, form) => {
    const id = connectionIdOf(request)
    await changeBind(request.context, request.actor, id, form)
    const { base } = await found(request)
    return redirect(request.at(`/directories/${id}${base === null ? '/places' : ''}`))
  },
}

const places: FormRoutes<typeof placeForm._output> = {
  ...usual,
  path: '/directories/:connection/places',
  does: 'says where people are placed in a directory',
  schema: placeForm,
  start: async (request) => {
    const { base, placedBy, logonDomain } = await found(request)
    return { base: base ?? '', placedBy, logonDomain: logonDomain ?? '' }
  },
  draw: step('places', 'Where are people placed?', placesPage),
  save: async (request, form) => {
    const id = connectionIdOf(request)
    await changePlaces(request.context, request.actor, id, form)
    return redirect(request.at(`/directories/${id}/plan`))
  },
}

export const setUpRoutes: readonly Route[] = [
  ...formRoutes(added),
  ...formRoutes(where),
  ...formRoutes(signIn),
  ...formRoutes(places),
]
