import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { addPerson, joiningForm } from './keep-person.ts'
import { kindTabs, listPage } from './pages-list.ts'
import { addPersonPage } from './pages-person-form.ts'
import type { PersonKind } from './person.ts'
import { listPeople } from './person-store.ts'
import { viewerOf } from './viewer.ts'

const pageSize = 50

export const listRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/people',
    may: 'people.open',
    does: 'Lists people of one kind',
    answer: (request) =>
      list(request, {
        kind: kindOf(request.query.kind),
        words: '',
        here: true,
        page: Number(request.query.page) || 1,
      }),
  },
  {
    method: 'POST',
    path: '/people',
    may: 'people.open',
    does: 'Searches people by name',
    answer: (request) =>
      list(request, {
        kind: kindOf(request.body.kind),
        words: typeof request.body.words === 'string' ? request.body.words.slice(0, 100) : '',
        here: request.body.left !== 'yes',
        page: 1,
      }),
  },
  ...formRoutes({
    path: '/people/add',
    may: 'people.keepRecords',
    does: 'Adds a person',
    schema: joiningForm,
    dates: ['dateOfBirth', 'joinedOn'],
    start: async ({ query, context }) => ({
      kind: kindOf(query.kind),
      joinedOn: londonDate(context.clock()),
    }),
    draw: async (request, state) =>
      page({
        title: 'Add a person',
        section: '/people',
        body: addPersonPage(request, state),
        errors: state.errors,
      }),
    save: async ({ context, actor, at }, form) =>
      redirect(at(`/people/${await addPerson(context, actor, form)}`)),
  }),
]

const kindOf = (text: unknown): PersonKind =>
  typeof text === 'string' && Object.hasOwn(kindTabs, text) ? (text as PersonKind) : 'pupil'

type Wanted = { kind: PersonKind; words: string; here: boolean; page: number }

async function list(request: WebRequest, wanted: Wanted): Promise<Page> {
  const { context, actor, at, csrf } = request
  const viewer = viewerOf(context, actor)
  const number = Math.max(1, Math.floor(wanted.page))
  const { people, total } = await reading(context, actor, (tx) =>
    listPeople(tx, viewer, { ...wanted, offset: (number - 1) * pageSize, most: pageSize }),
  )
  if (wanted.words !== '') {
    await recordReads(
      context,
      actor,
      people.map(({ id }) => ({ did: 'people.found', about: { kind: 'person', id } })),
    )
  }
  const pages = Math.ceil(total / pageSize)
  const mayAdd = may(context, actor, 'people.keepRecords')
  const body = listPage({ ...wanted, people, total, page: number, pages, mayAdd, csrf, at })
  return page({ title: kindTabs[wanted.kind], section: '/people', body })
}
