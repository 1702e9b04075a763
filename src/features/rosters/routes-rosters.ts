import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { page, type Route, redirect } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { addSource, beginImport, sourceForm } from './begin-import.ts'
import { rosterPage, sourcePage } from './pages.ts'
import { importsOf, sourcesOf } from './store.ts'

const section = '/rosters'

export const rosterRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/rosters',
    may: 'rosters.import',
    does: 'lists sources and imports of people',
    answer: async (request) => {
      const { context, actor } = request
      const { schoolId } = actor
      const shown = await reading(context, actor, async (tx) => {
        const imports = await importsOf(tx, schoolId)
        const ids = imports.map(({ begunBy }) => begunBy)
        return { imports, names: await namesOf(tx, schoolId, ids), sources: await sourcesOf(tx, schoolId) }
      })
      return page({ title: 'Rosters', section, body: rosterPage({ ...request, ...shown }) })
    },
  },
  ...formRoutes({
    path: '/rosters/sources/new',
    may: 'rosters.import',
    does: 'adds a system that people are imported from',
    schema: sourceForm,
    draw: async (request, state) =>
      page({ title: 'Add a source', section, body: sourcePage(request, state), errors: state.errors }),
    save: async ({ context, actor, at }, form) => {
      await addSource(context, actor, form)
      return redirect(at('/rosters'))
    },
  }),
  {
    method: 'POST',
    path: '/rosters/sources/:source/imports',
    may: 'rosters.import',
    does: 'begins an import from a source',
    answer: async ({ context, actor, params, at }) =>
      redirect(at(`/rosters/imports/${await beginImport(context, actor, idIn({ params }, 'source'))}`)),
  },
]
