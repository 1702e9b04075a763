import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPeopleByName } from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { movesOf } from './move-store.ts'
import { movesPage, planMovePage } from './pages-moves.ts'
import { moveForm, planMove, withdrawMove } from './plan-move.ts'

const section = '/rosters'

export const moveRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/rosters/moves',
    may: 'rosters.plan',
    does: 'lists planned moves',
    answer: async (request) => {
      const moves = await reading(request.context, request.actor, (tx) => movesOf(tx, request.actor.schoolId))
      return page({ title: 'Moves', section, body: movesPage({ ...request, moves }) })
    },
  },
  ...formRoutes({
    path: '/rosters/moves/new',
    may: 'rosters.plan',
    does: 'plans that a person moves',
    schema: moveForm,
    dates: ['onDay'],
    draw: async (request, state) => {
      const { found, asked } = await find(request, state)
      const classes = await reading(request.context, request.actor, (tx) =>
        classesOfSchool(tx, request.actor.schoolId),
      )
      const body = planMovePage(request, { found, classes }, asked)
      return page({ title: 'Plan a move', section, body, errors: asked.errors })
    },
    save: async ({ context, actor, at }, form) => {
      await planMove(context, actor, form)
      return redirect(at('/rosters/moves'))
    },
  }),
  {
    method: 'POST',
    path: '/rosters/moves/:move/withdraw',
    may: 'rosters.plan',
    does: 'takes back a planned move',
    answer: async ({ context, actor, params, at }) => {
      await withdrawMove(context, actor, idIn({ params }, 'move'))
      return redirect(at('/rosters/moves'))
    },
  },
]

/** Those whose names were searched for. Searching is no error of the form. */
async function find(request: WebRequest, state: FormState) {
  const { context, actor } = request
  const words = String(state.values.find ?? '').trim()
  if (words === '')
    return {
      found: null,
      asked: { ...state, errors: state.values.find === undefined ? {} : { find: 'Enter a name' } },
    }
  const found = await reading(context, actor, (tx) => findPeopleByName(tx, actor.schoolId, words))
  await recordReads(
    context,
    actor,
    found.map(({ id }) => ({ did: 'people.found', about: { kind: 'person', id } })),
  )
  if (found.length === 0)
    return { found, asked: { ...state, errors: { find: 'Nobody here has a name like that.' } } }
  return { found, asked: state.values.personId !== undefined ? state : { ...state, errors: {} } }
}
