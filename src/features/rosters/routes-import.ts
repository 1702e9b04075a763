import { Readable } from 'node:stream'
import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { TooLarge } from '#/platform/files/files.ts'
import { openRequest } from '#/platform/two-person/two-person.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { classesOfSchool } from '../schools/index.ts'
import { addRosterFile, dropImport, readImport } from './begin-import.ts'
import { changesOf, countChanges } from './change-store.ts'
import { askToRemoveMany, confirmImport, removeMany, undoImport } from './confirm-import.ts'
import { undoneWithinDays, type WhatChanges, whatChanges } from './import.ts'
import { againAfterSeconds, type ImportPage, importPage } from './pages-import.ts'
import { columnsRoutes } from './routes-columns.ts'
import { filesOf, findImport, findSource, problemsOf } from './store.ts'

const pageSize = 50
const path = '/rosters/imports/:import'
type Command = (
  context: WebRequest['context'],
  actor: WebRequest['actor'],
  importId: string,
) => Promise<unknown>

/** A button of an import's page. */
const button = (does: string, name: string, act: Command, stepUp = false): Route => ({
  method: 'POST',
  path: `${path}/${name}`,
  may: 'rosters.import',
  does,
  stepUp,
  answer: async (request) => {
    await act(request.context, request.actor, idOf(request))
    return backTo(request)
  },
})

export const importRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    may: 'rosters.import',
    does: 'shows an import and what it changes',
    answer: (request) => show(request),
  },
  {
    method: 'POST',
    path: `${path}/files`,
    may: 'rosters.import',
    does: 'adds a file to an import',
    takesFile: true,
    answer: sendFile,
  },
  ...columnsRoutes,
  button('has the files of an import read and compared', 'read', readImport),
  button('makes the changes of an import', 'confirm', confirmImport),
  {
    method: 'POST',
    path: `${path}/ask`,
    may: 'rosters.import',
    does: 'asks a second person to agree to an import that removes many',
    stepUp: true,
    answer: (request) =>
      answerForm({
        schema: z.object({
          reason: z.string().trim().min(10, 'Say why in a sentence, so that the second person can decide'),
        }),
        sent: request.body,
        save: async ({ reason }) => {
          await askToRemoveMany(request.context, request.actor, { importId: idOf(request), reason })
          return backTo(request)
        },
        again: (errors) => show(request, errors),
      }),
  },
  button('sets an import aside', 'drop', dropImport),
  button('undoes a whole import', 'undo', undoImport, true),
]

const idOf = ({ params }: WebRequest): string => idIn({ params }, 'import')
const backTo = (request: WebRequest) => redirect(request.at(`/rosters/imports/${idOf(request)}`))

async function show(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const shown = await read(request, errors)
  const running = ['reading', 'applying', 'undoing'].includes(shown.found.state)
  return page({
    title: `Import from ${shown.source.name}`,
    section: '/rosters',
    errors,
    body: importPage(shown),
    ...(running ? { againAfterSeconds } : {}),
  })
}

function read(request: WebRequest, errors: FieldErrors): Promise<ImportPage> {
  const { context, actor, query } = request
  const key = { schoolId: actor.schoolId, importId: idOf(request) }
  return reading(context, actor, async (tx) => {
    const found = await findImport(tx, key.schoolId, key.importId)
    const counts = await countChanges(tx, key)
    const total = (what: WhatChanges) =>
      counts.filter((one) => one.what === what).reduce((sum, { count }) => sum + count, 0)
    const what =
      whatChanges.find((one) => one === query.what && total(one) > 0) ??
      whatChanges.find((one) => total(one) > 0)
    const number = Math.max(1, Math.floor(Number(query.page) || 1))
    const rows = what && (await changesOf(tx, key, { what, offset: (number - 1) * pageSize, most: pageSize }))
    const classes = await classesOfSchool(tx, key.schoolId)
    const until = (found.appliedAt?.getTime() ?? 0) + undoneWithinDays * 24 * 3_600_000
    return {
      ...request,
      source: await findSource(tx, key.schoolId, found.sourceId),
      found,
      files: await filesOf(tx, key),
      problems: await problemsOf(tx, key),
      counts,
      listed: what && rows ? { what, rows, page: number, pages: Math.ceil(total(what) / pageSize) } : null,
      classNames: new Map(classes.map(({ id, name }) => [id, name])),
      second: await openRequest(context, tx, requirePerson(actor), removeMany, found.id),
      mayUndo: found.state === 'applied' && context.clock().getTime() <= until,
      errors,
    }
  })
}

async function sendFile(request: WebRequest): Promise<Answer> {
  const upload = await request.nextUpload()
  const again = async (sentence: string, status: number): Promise<Answer> => ({
    ...(await show(request, { file: sentence })),
    status,
  })
  if (!upload || upload.fileName === '') {
    upload?.content.resume()
    return again('Choose the file', 422)
  }
  try {
    await addRosterFile(request.context, request.actor, idOf(request), upload)
    return backTo(request)
  } catch (error) {
    // Whatever was not read has to leave the line before the answer, or the browser shows a broken connection.
    if (upload.content instanceof Readable) upload.content.resume()
    if (!(error instanceof Refused)) throw error
    return again(error.message, error instanceof TooLarge ? error.statusCode : 409)
  }
}
