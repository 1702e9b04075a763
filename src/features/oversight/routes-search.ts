import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import { page, type Route } from '#/platform/web/route.ts'
import { searchPage } from './pages-search.ts'
import { searchForm, searchRecords } from './search-records.ts'

const head = { title: 'Search the records', section: '/search' } as const

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/search',
    may: 'oversight.search',
    does: 'asks for words to search for',
    answer: async ({ csrf, at }) =>
      page({ ...head, body: searchPage({ result: null, values: {}, errors: {}, csrf, at }) }),
  },
  {
    method: 'POST',
    path: '/search',
    may: 'oversight.search',
    does: 'finds records by words',
    answer: ({ context, actor, body, csrf, at }) =>
      answerForm({
        schema: searchForm,
        sent: body,
        save: async (form) => {
          const result = await searchRecords(context, actor, form)
          return page({
            ...head,
            body: searchPage({ result, values: typedValues(body), errors: {}, csrf, at }),
          })
        },
        again: async (errors) =>
          page({ ...head, body: searchPage({ result: null, values: typedValues(body), errors, csrf, at }) }),
      }),
  },
]
