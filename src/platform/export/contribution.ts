import * as z from 'zod'
import { allow, requirePerson } from '../access/access.ts'
import { inTransaction, reading } from '../context.ts'
import type { Feature } from '../feature.ts'
import { askForSecond, openRequest } from '../two-person/two-person.ts'
import { answerForm, typedValues } from '../web/read-form.ts'
import { type Answer, type FieldErrors, type Page, page, redirect, type WebRequest } from '../web/route.ts'
import { codeLastsHours, exportAction, makeExportCode } from './export-code.ts'
import { exportCodePage, exportPage } from './pages.ts'

const asking = z.object({ reason: z.string().trim().min(10, 'Say why in a sentence.').max(2000) })

/** What exporting offers to app/: the page where two people of the school allow it. */
export const exporting: Feature = {
  name: 'exports',
  routes: [
    {
      method: 'GET',
      path: '/export',
      may: 'exports.ask',
      does: 'shows what an export is, and whether one was asked for',
      answer: (request) => show(request, {}),
    },
    {
      method: 'POST',
      path: '/export/ask',
      may: 'exports.ask',
      stepUp: true,
      does: 'asks a second person to allow an export',
      answer: ask,
    },
    {
      method: 'POST',
      path: '/export/code',
      may: 'exports.ask',
      stepUp: true,
      does: 'shows the one-time code for an export that was allowed',
      answer: async ({ context, actor }) =>
        page({
          title: 'The code for the export',
          body: exportCodePage(await makeExportCode(context, actor), codeLastsHours),
        }),
    },
  ],
  permissions: { 'exports.ask': { roles: exportAction.askedBy, words: 'ask for an export of the school' } },
  events: {
    'exports.codeMade': 'made the one-time code for an export of the school',
    'exports.made': 'exported everything of the school into a folder',
  },
  tables: ['exports.code'],
  twoPersonActions: [exportAction],
}

async function show(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const person = requirePerson(actor)
  const open = await reading(context, actor, (tx) =>
    openRequest(context, tx, person, exportAction, actor.schoolId),
  )
  const values = typedValues(request.body)
  return page({ title: 'Export', body: exportPage({ at, csrf, once, open, values, errors }) })
}

function ask(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  return answerForm({
    schema: asking,
    sent: request.body,
    save: async ({ reason }) => {
      await inTransaction(context, actor, async (tx) => {
        allow(context, actor, 'exports.ask')
        await askForSecond(context, tx, actor, { action: exportAction, aboutId: actor.schoolId, reason })
      })
      return redirect(request.at('/export'))
    },
    again: (errors) => show(request, errors),
  })
}
