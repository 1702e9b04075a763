import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readTableRequest, type TableRequest } from '#/platform/web/components/table-request.ts'
import { type CsvTable, csvRoute } from '#/platform/web/csv-route.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { addPerson, joiningForm } from './keep-person.ts'
import { kindTabs, listPage, peopleTable, placeOf, placeWords } from './pages-list.ts'
import { addPersonPage } from './pages-person-form.ts'
import type { PersonKind } from './person.ts'
import { listPeople } from './person-store.ts'
import { viewerOf } from './viewer.ts'

const mostInExport = 5_000

export const listRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/people',
    may: 'people.open',
    does: 'Lists people of one kind',
    answer: (request) => list(request, { kind: kindOf(request.query.kind), words: '', here: true }),
  },
  csvRoute({
    path: '/people.csv',
    may: 'people.export',
    does: 'Exports people of one kind',
    table: exportKind,
  }),
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

type Wanted = { kind: PersonKind; words: string; here: boolean }

const orderOf = ({ sort, direction }: TableRequest) => ({
  by: sort === 'place' ? ('place' as const) : ('name' as const),
  descending: direction === 'descending',
})

async function list(request: WebRequest, wanted: Wanted): Promise<Page> {
  const { context, actor, at, csrf, query } = request
  const viewer = viewerOf(context, actor)
  const table = readTableRequest(query, peopleTable)
  const { people, total } = await reading(context, actor, (tx) =>
    listPeople(tx, viewer, {
      ...wanted,
      order: orderOf(table),
      offset: table.offset,
      most: table.pageSize,
    }),
  )
  if (wanted.words !== '') {
    await recordReads(
      context,
      actor,
      people.map(({ id }) => ({ did: 'people.found', about: { kind: 'person', id } })),
    )
  }
  const body = listPage({
    ...wanted,
    people,
    total,
    request: table,
    mayAdd: may(context, actor, 'people.keepRecords'),
    mayExport: may(context, actor, 'people.export'),
    csrf,
    at,
  })
  return page({ title: kindTabs[wanted.kind], section: '/people', body })
}

async function exportKind({ context, actor, query }: WebRequest): Promise<CsvTable> {
  const kind = kindOf(query.kind)
  const order = orderOf(readTableRequest(query, peopleTable))
  const { people } = await reading(context, actor, (tx) =>
    listPeople(tx, viewerOf(context, actor), {
      kind,
      words: '',
      here: true,
      order,
      offset: 0,
      most: mostInExport,
    }),
  )
  await recordReads(context, actor, [
    { did: 'people.exported', detail: { kind, ids: people.map(({ id }) => id) } },
  ])
  return {
    fileName: `${kindTabs[kind].toLowerCase().replaceAll(' ', '-')}.csv`,
    head: ['Family name', 'Given name', 'Known as', placeWords(kind)],
    rows: people.map((person) => [
      person.familyName,
      person.givenName,
      person.knownAs ?? '',
      placeOf(person),
    ]),
  }
}
